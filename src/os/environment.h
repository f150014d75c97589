// SPDX-License-Identifier: Apache-2.0
// The environment of this process, which its children inherit.  Loop thread
// only.
#pragma once

#include <optional>
#include <string>

namespace xb {

std::optional<std::string> GetEnv(const std::string& name);
void SetEnv(const std::string& name, const std::string& value);
void UnsetEnv(const std::string& name);

}  // namespace xb
