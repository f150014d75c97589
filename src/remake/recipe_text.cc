// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_text.h"

#include <algorithm>

#include "manifest/make/words.h"

namespace xb {
namespace {

std::string_view WithoutPrefixes(std::string_view line) {
  while (!line.empty() && (line[0] == '@' || line[0] == '-' || line[0] == '+' ||
                           make::IsSpace(line[0]))) {
    line.remove_prefix(1);
  }
  return make::TrimEnd(line);
}

bool IsMessage(std::string_view command) {
  const std::string_view word = make::FirstWord(command);
  return (word == "echo" || word == "printf" || word == ":") &&
         command.find('>') == std::string_view::npos;
}

// What leaves no file behind that somebody could need.
bool IsHarmless(std::string_view command) {
  constexpr std::string_view kHarmless[] = {
      "cd",    "mkdir", "rm",     "test", "[",    "true", ":",
      "chmod", "set",   "export", "fi",   "done", "else", "umask"};
  const std::string_view word = make::FirstWord(command);
  return command.empty() || IsMessage(command) ||
         std::find(std::begin(kHarmless), std::end(kHarmless), word) !=
             std::end(kHarmless);
}

}  // namespace

std::vector<std::string_view> CommandsOfLine(std::string_view line) {
  std::vector<std::string_view> commands;
  size_t begin = 0;
  char quote = '\0';
  const auto cut = [&](size_t end, size_t next) {
    commands.push_back(make::Trim(line.substr(begin, end - begin)));
    begin = next;
  };
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_double = i + 1 < line.size() && line[i + 1] == c;
    if (c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == ';' || c == '\n') {
      cut(i, i + 1);
    } else if ((c == '&' || c == '|') && is_double) {
      cut(i, i + 2);
      ++i;
    }
  }
  cut(line.size(), line.size());
  return commands;
}

std::string CommandOfRecipe(std::span<const std::string> lines) {
  std::string text;
  for (const std::string& line : lines) {
    std::string_view rest = WithoutPrefixes(line);
    for (const std::string_view command : CommandsOfLine(rest)) {
      if (!IsMessage(command)) break;
      const auto end =
          static_cast<size_t>(command.data() - rest.data()) + command.size();
      rest.remove_prefix(end);
      while (!rest.empty() && (rest[0] == ';' || rest[0] == '&' ||
                               rest[0] == '\n' || make::IsBlank(rest[0]))) {
        rest.remove_prefix(1);
      }
    }
    if (rest.empty()) continue;
    if (!text.empty()) text += '\n';
    text += rest;
  }
  return text;
}

bool MakesOnly(std::string_view target, std::span<const std::string> lines) {
  bool makes = false;
  for (const std::string& line : lines) {
    for (const std::string_view command :
         CommandsOfLine(WithoutPrefixes(line))) {
      if (IsHarmless(command)) continue;
      // It writes a time, if anything.
      if (make::FirstWord(command) == "touch") return false;
      if (command.find(target) == std::string_view::npos) return false;
      makes = true;
    }
  }
  return makes;
}

}  // namespace xb
