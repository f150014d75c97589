// SPDX-License-Identifier: Apache-2.0
// What a shell command consists of, as far as it is one that can be understood
// without a shell: simple commands joined by `&&` and `|`, with quotes,
// assignments in front and redirections.  Whoever wants to know what a command
// reads and writes begins here.  Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

struct SimpleCommand {
  std::vector<std::string> assignments{};  // NAME=VALUE
  std::vector<std::string> words{};        // the program first
  std::vector<std::string> read_files{};   // `< FILE`
  std::vector<std::string> written_files{};
  std::vector<std::string> appended_files{};
};

// Commands that do nothing (`:`, `true`) are left out.  nullopt when a shell
// would do anything else with `command`: expand, glob, branch, background.
std::optional<std::vector<SimpleCommand>> ParseShellForm(
    std::string_view command);

}  // namespace xb
