// SPDX-License-Identifier: Apache-2.0
// Which variables of the environment an action may depend on: all that gcc and
// clang document, how a program is loaded, and what a user adds.  All others
// are taken for without effect.  Pure data and functions, any thread.
#pragma once

#include <span>
#include <string_view>

namespace xb {

// Sorted names.  For compilers alone.
std::span<const std::string_view> CompilerVariables();
// For programs that nothing is known about, besides.
std::span<const std::string_view> ProgramVariables();
// For a compiler behind a launcher that can be told to change its results.
std::span<const std::string_view> LauncherVariables();
// When one of them is set, compilers write files that nobody declares.
std::span<const std::string_view> WritingVariables();
// What is in them cl takes for options.
std::span<const std::string_view> OptionVariables();

}  // namespace xb
