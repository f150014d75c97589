// SPDX-License-Identifier: Apache-2.0
#include "cache/date_macros.h"

#include <array>
#include <cstring>
#include <string>

namespace xb {
namespace {

struct Word {
  std::string_view text;
  SourceWords bit;
};

// A program: compilers are hashed as well, and are larger than all sources.
constexpr std::string_view kElfMagic =
    "\x7f"
    "ELF";

constexpr std::array<Word, 10> kWords = {{
    {"__DATE__", kDateMacro},
    {"__TIME__", kTimeMacro},
    {"__TIMESTAMP__", kTimestampMacro},
    {".incbin", kIncbinWord},
    {"embed", kIncbinWord},
    {".include", kAssemblerInclude},
    {"__FILE__", kPathMacro},
    {"__BASE_FILE__", kPathMacro},
    {"__builtin_FILE", kCallerPath},
    {"__builtin_source_location", kCallerPath},
}};

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

// `#embed` may have blanks after the `#`.
bool IsDirective(std::string_view source, size_t at) {
  while (at > 0 && (source[at - 1] == ' ' || source[at - 1] == '\t')) --at;
  return at > 0 && source[at - 1] == '#';
}

bool HasWord(std::string_view source, std::string_view word) {
  const char* const begin = source.data();
  const char* const end = begin + source.size();
  for (const char* from = begin; from < end;) {
    // memmem searches many bytes at a time, string_view::find does not.
    const void* found =
        memmem(from, static_cast<size_t>(end - from), word.data(), word.size());
    if (found == nullptr) return false;
    const char* const at = static_cast<const char*>(found);
    const char* const after = at + word.size();
    const bool is_whole = (at == begin || !IsNameCharacter(at[-1])) &&
                          (after == end || !IsNameCharacter(*after));
    const bool is_bare = word == "embed";
    if (is_whole &&
        (!is_bare || IsDirective(source, static_cast<size_t>(at - begin)))) {
      return true;
    }
    from = at + 1;
  }
  return false;
}

// The word that a backslash at `at` parts from its rest in the next line;
// empty where it ends no line.
std::string SplicedWord(std::string_view source, size_t at) {
  size_t after = source.find_first_not_of(" \t\r", at + 1);
  if (after == std::string_view::npos || source[after] != '\n') return {};
  ++after;
  size_t begin = at;
  while (begin > 0 && IsNameCharacter(source[begin - 1])) --begin;
  size_t end = after;
  while (end < source.size() && IsNameCharacter(source[end])) ++end;
  std::string word(source.substr(begin, at - begin));
  return word.append(source.substr(after, end - after));
}

// Of words that go over two lines, as nobody writes them who has nothing to
// hide.
SourceWords FindSplicedWords(std::string_view source) {
  SourceWords words = 0;
  for (size_t at = source.find('\\'); at != std::string_view::npos;
       at = source.find('\\', at + 1)) {
    const std::string spliced = SplicedWord(source, at);
    if (spliced.empty()) continue;
    for (const Word& word : kWords) {
      const std::string_view name =
          word.text.substr(word.text.starts_with('.') ? 1 : 0);
      if (spliced == name) words = static_cast<SourceWords>(words | word.bit);
    }
    for (const std::string_view asking :
         {"import", "include_next", "__has_include", "__has_include_next"}) {
      if (spliced == asking) {
        words = static_cast<SourceWords>(words | kOtherQuestions);
      }
    }
  }
  return words;
}

}  // namespace

SourceWords FindSourceWords(std::string_view source) {
  if (source.starts_with(kElfMagic)) return 0;
  SourceWords words = FindSplicedWords(source);
  for (const Word& word : kWords) {
    if (HasWord(source, word.text)) {
      words = static_cast<SourceWords>(words | word.bit);
    }
  }
  return words;
}

std::string_view NameOfFirst(SourceWords words) {
  for (const Word& word : kWords) {
    if ((words & word.bit) != 0) {
      return word.text == "embed" ? "#embed" : word.text;
    }
  }
  if ((words & kOtherQuestions) != 0) return "__has_include";
  if ((words & kAsksAge) != 0) return "#pragma GCC dependency";
  return {};
}

}  // namespace xb
