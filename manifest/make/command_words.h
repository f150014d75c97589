// SPDX-License-Identifier: Apache-2.0
// Turns a line of a recipe into the words of a program: directly when a shell
// would do nothing with it but split it, else as an argument of the shell.
// Pure function.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xb::make {

struct ShellSettings {
  std::string shell = "/bin/sh";
  std::string flags = "-c";
  bool one_shell = false;
  // Lines after the first have prefixes too, which a shell must not see.
  bool has_prefixes = false;
  // IFS is what it always is.
  bool plain_ifs = true;
};

struct CommandWords {
  std::vector<std::string> words;  // empty: nothing to be done
  // The length of the line, with its newline, in what may be several.
  size_t consumed = 0;
  bool by_shell = false;
};

CommandWords SplitCommand(std::string_view text, const ShellSettings& settings);

}  // namespace xb::make
