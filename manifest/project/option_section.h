// SPDX-License-Identifier: Apache-2.0
// [option.NAME]: what an option is in a build, by the command line, a profile
// or its default.  Pure functions, any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "manifest/project/project.h"

namespace xb::project {

// By name: `true`, `false`, a number or a text.
using OptionValues = std::map<std::string, std::string, std::less<>>;

// Whether `value` may be one; `cause` becomes what it has to be.
bool IsValueOf(const Option& option, std::string* value, std::string* cause);

// Of all options; `chosen` (by -D) wins, then `profile`.
Result<OptionValues> ValuesFor(const Project& project, const Profile& profile,
                               const OptionValues& chosen);

// Whether what stands under `condition` counts: `NAME`, or `NAME=VALUE`.
Result<bool> Holds(const Project& project, const Text& condition,
                   const OptionValues& values);

}  // namespace xb::project
