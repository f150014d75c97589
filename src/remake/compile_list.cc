// SPDX-License-Identifier: Apache-2.0
#include "remake/compile_list.h"

#include <utility>

#include "base/text.h"
#include "manifest/make/words.h"
#include "remake/auto_deps.h"
#include "remake/recipe_text.h"

namespace xb {
namespace {

// From the compiler on, where something else runs it.
std::string_view FromCompiler(std::string_view command) {
  if (command.find("--mode=compile") == std::string_view::npos) return command;
  for (const std::string_view word : make::SplitWords(command)) {
    if (!IsCompiler(word)) continue;
    return command.substr(static_cast<size_t>(word.data() - command.data()));
  }
  return command;
}

}  // namespace

std::vector<CompileCommand> FindCompileCommands(std::string_view line,
                                                const std::string& directory) {
  std::vector<CompileCommand> found;
  std::string at = directory;
  for (const std::string_view command : SplitUnquoted(line, ";\n|&")) {
    const std::string_view plain = FromCompiler(command);
    const auto words = make::SplitWords(plain);
    if (words.size() == 2 && words[0] == "cd") {
      if (words[1].starts_with('/')) {
        at = words[1];
      } else {
        at.append("/").append(words[1]);
      }
      continue;
    }
    const std::string_view source = CompiledSource(words);
    if (source.empty()) continue;
    CompileCommand one{.directory = at,
                       .command = std::string(plain),
                       .file = std::string(source),
                       .output = {}};
    for (size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] == "-o") one.output = words[i + 1];
    }
    found.push_back(std::move(one));
  }
  return found;
}

std::string CompileCommandText(const CompileCommand& command) {
  std::string text = "  {\n    \"directory\": \"";
  text.append(JsonEscape(command.directory)).append("\",\n    \"command\": \"");
  text.append(JsonEscape(command.command)).append("\",\n    \"file\": \"");
  text.append(JsonEscape(command.file));
  if (!command.output.empty()) {
    text.append("\",\n    \"output\": \"").append(JsonEscape(command.output));
  }
  return text + "\"\n  }";
}

}  // namespace xb
