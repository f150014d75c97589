// SPDX-License-Identifier: Apache-2.0
// Secrets on their way to the steps that ask for them.  Variables that hold
// one are taken from the environment before the first command runs; what they
// were is kept in memory alone, where only `xb -t step` looks.  Loop thread
// only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/project/step_needs.h"
#include "os/anonymous_file.h"

namespace xb::deps {

// From here on no process that is started finds `names` in its environment.
// The file must live as long as they run; nullopt: nothing was to be withheld.
Result<std::optional<AnonymousFile>> WithholdVariables(
    const std::vector<std::string>& names);

// The error names what is missing, never a value.
Result<std::string> ReadSecret(const project::Secret& secret);

// `text` with `***` for each of the values, and for each of their lines.
std::string Masked(std::string text, const std::vector<std::string>& values);

}  // namespace xb::deps
