// SPDX-License-Identifier: Apache-2.0
// What the lines of a recipe tell without running them: what of them is the
// command, and whether they make their target and nothing else.  In doubt they
// do more.  Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

// The lines that do something, without the prefixes and messages that differ
// from run to run as people want to see more or less: `@echo CC x; cc -c x`.
std::string CommandOfRecipe(std::span<const std::string> lines);

// The same for two commands that a shell takes for one: blanks between words
// count once, and quotes in options not at all where they quote nothing special
// (`-DX=''`, `-DX=`).
std::string ComparableCommand(std::string_view command);

// Each command is known to write `target` and no other file: compilers, `ar`,
// `cp`, filters with their output in it, and a few more.  Then whoever needs
// the target needs nothing but its content; a file that only tells that
// something else was made is another matter.
bool MakesOnly(std::string_view target, std::span<const std::string> lines);

// The command, as CommandOfRecipe() gives it, is known to read nothing but
// files that it names, and each of these is one of `prerequisites` (or
// `target`).  So it makes the same as long as their content is the same.
// Compilers count when they link: what a source includes is not named.
bool ReadsOnly(std::string_view target,
               std::span<const std::string_view> prerequisites,
               std::string_view command);

// Parts of `text`, without blanks around them, cut at each of `separators`
// where no quote is open.
std::vector<std::string_view> SplitUnquoted(std::string_view text,
                                            std::string_view separators);

// The commands of a line, cut where no quote is open; those of a pipe are one.
std::vector<std::string_view> CommandsOfLine(std::string_view line);

}  // namespace xb
