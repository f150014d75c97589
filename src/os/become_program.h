// SPDX-License-Identifier: Apache-2.0
// This process becomes another program, with our streams and environment.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace xb {

// What was printed is flushed.  Only returns when it cannot be.
Error BecomeProgram(const std::vector<std::string>& words);

}  // namespace xb
