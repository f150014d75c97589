// SPDX-License-Identifier: Apache-2.0
// The environment of this process, which its children inherit.  Loop thread
// only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xb {

std::optional<std::string> GetEnv(const std::string& name);
// Names and values of all variables whose names begin so, in no order.
std::vector<std::pair<std::string, std::string>> GetEnvOfPrefix(
    std::string_view prefix);
void SetEnv(const std::string& name, const std::string& value);
void UnsetEnv(const std::string& name);
// UnsetEnv(), and its value: from then on it is nowhere, not even in what the
// system shows of this process's environment.
std::optional<std::string> WithdrawEnv(const std::string& name);
// All of it, `NAME=VALUE` each.
std::vector<std::string> EnvironmentEntries();

}  // namespace xb
