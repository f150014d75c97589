// SPDX-License-Identifier: Apache-2.0
// Whose a file is, and who may do what with it.  Loop thread only.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace xb {

// Exactly these permission bits, whatever the umask.
Status SetPermissions(const std::string& path, uint32_t mode);
// `owner`: USER, USER:GROUP or :GROUP, by names or numbers.
Status SetOwner(const std::string& path, const std::string& owner);

}  // namespace xb
