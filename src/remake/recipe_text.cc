// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_text.h"

#include <algorithm>

#include "manifest/make/words.h"
#include "remake/auto_deps.h"

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

template <size_t kCount>
bool IsOneOf(std::string_view word, const std::string_view (&words)[kCount]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// What leaves no file behind that somebody could need.
bool IsHarmless(std::string_view command) {
  constexpr std::string_view kHarmless[] = {
      "mkdir", "rm", "test", "[", "true", "chmod", "set", "export", "umask"};
  return command.empty() || IsMessage(command) ||
         IsOneOf(make::FirstWord(command), kHarmless);
}

// Cuts `text` where no quote is open and `length_of(i)` is not 0: the length of
// what separates there.
template <typename LengthOf>
std::vector<std::string_view> Cut(std::string_view text, LengthOf length_of) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  char quote = '\0';
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (const size_t length = length_of(i); length > 0) {
      parts.push_back(make::Trim(text.substr(begin, i - begin)));
      begin = i + length;
      i = begin - 1;
    }
  }
  parts.push_back(make::Trim(text.substr(begin)));
  return parts;
}

// `word` is the target, or a file in front of it: `out.tmp`.
bool Names(std::string_view word, std::string_view target) {
  if (word.size() >= 2 && (word[0] == '"' || word[0] == '\'')) {
    word = word.substr(1, word.size() - 2);
  }
  return word.starts_with(target);
}

// What only prints, and prints it into the target.
bool FiltersInto(std::string_view target, std::string_view command) {
  constexpr std::string_view kFilters[] = {
      "cat",   "cut",    "echo", "grep", "head", "nm", "objdump", "od",
      "paste", "printf", "sed",  "sort", "tail", "tr", "uniq",    "wc"};
  const auto parts = SplitUnquoted(command, ">");
  if (parts.size() != 2 || parts[0].ends_with('&') || parts[0].ends_with('2')) {
    return false;
  }
  const auto words = make::SplitWords(parts[1]);
  if (words.size() != 1 || !Names(words[0], target)) return false;
  for (const std::string_view stage : SplitUnquoted(parts[0], "|")) {
    if (!IsOneOf(make::FirstWord(stage), kFilters)) return false;
    for (const std::string_view word : make::SplitWords(stage)) {
      // `sed -i`, `sort -o`, and the `w` of sed, which is rare enough.
      const bool may_write = word.starts_with("-i") || word.starts_with("-o") ||
                             word.starts_with("--in-place") ||
                             word.starts_with("--output");
      if (may_write && make::FirstWord(stage) != "grep") return false;
    }
  }
  return true;
}

// gcc -o TARGET, without what writes a second file that counts.
bool CompilesTo(std::string_view target,
                const std::vector<std::string_view>& words) {
  constexpr std::string_view kOthers[] = {
      "-gsplit-dwarf", "-save-temps", "--save-temps", "-fdump",   "-Wl,-Map",
      "-Wl,--Map",     "-Wl,--out",   "-MJ",          "-fmodule", "-Wa,",
      "-fprofile",     "--coverage",  "-ftest",       "@"};
  bool is_named = false;
  for (size_t i = 1; i < words.size(); ++i) {
    for (const std::string_view other : kOthers) {
      if (words[i].starts_with(other)) return false;
    }
    is_named |=
        words[i] == "-o" && i + 1 < words.size() && Names(words[i + 1], target);
  }
  return is_named;
}

bool WritesOnly(std::string_view target, std::string_view command) {
  // What is asked there may do anything.
  if (command.find('`') != std::string_view::npos ||
      command.find("$(") != std::string_view::npos) {
    return false;
  }
  if (FiltersInto(target, command)) return true;
  // Something else may be behind a single `&`, too.
  if (SplitUnquoted(command, ">|&").size() > 1) return false;
  const std::vector<std::string_view> words = make::SplitWords(command);
  if (words.size() < 2) return false;
  const std::string_view program = words[0].substr(words[0].rfind('/') + 1);
  if (IsCompiler(program)) return CompilesTo(target, words);
  if (program == "mv" || program == "cp") return Names(words.back(), target);
  if (program == "ranlib" || program == "strip") {
    return words.size() == 2 && Names(words[1], target);
  }
  return program == "ar" && words.size() > 3 && Names(words[2], target);
}

}  // namespace

std::vector<std::string_view> SplitUnquoted(std::string_view text,
                                            std::string_view separators) {
  return Cut(text, [&](size_t i) {
    return size_t{separators.find(text[i]) != std::string_view::npos};
  });
}

std::vector<std::string_view> CommandsOfLine(std::string_view line) {
  return Cut(line, [&](size_t i) -> size_t {
    const char c = line[i];
    if (c == ';' || c == '\n') return 1;
    const bool is_double = i + 1 < line.size() && line[i + 1] == c;
    return is_double && (c == '&' || c == '|') ? 2 : 0;
  });
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
      if (!WritesOnly(target, command)) return false;
      makes = true;
    }
  }
  return makes;
}

}  // namespace xb
