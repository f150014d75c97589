// SPDX-License-Identifier: Apache-2.0
// Which commands /bin/sh would execute as they stand: a program and words that
// nothing but quotes surround.  Those can be executed without a shell in
// between, and the program cannot tell.  In doubt the answer is "use the
// shell".  Pure functions; os/ only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

// The words of `command` as the shell would pass them to execve(); nullopt
// when the shell would do anything else with it (expand, redirect, run a
// builtin, report a syntax error).  Never an empty list.
std::optional<std::vector<std::string>> SplitPlainCommand(
    std::string_view command);

// True for the builtins and reserved words of the shells found as /bin/sh
// (dash, bash, busybox, ksh).
bool IsShellWord(std::string_view word);

}  // namespace xb
