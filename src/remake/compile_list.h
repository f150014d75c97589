// SPDX-License-Identifier: Apache-2.0
// CompileList finds the compile commands in recipes, also in lines that do more
// than that, for a compile_commands.json.  Pure functions on values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xb {

struct CompileCommand {
  std::string directory;
  std::string command;
  std::string file;
  std::string output;  // empty: the command does not say
};

// `line` as a shell would get it, run in `directory`.
std::vector<CompileCommand> FindCompileCommands(std::string_view line,
                                                const std::string& directory);
// An object of the JSON array, without a comma.
std::string CompileCommandText(const CompileCommand& command);

}  // namespace xb
