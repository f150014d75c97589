// SPDX-License-Identifier: Apache-2.0
#include "cache/date_macros.h"

#include <array>
#include <cstring>

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
    {"__builtin_FILE", kPathMacro},
    {"__builtin_source_location", kPathMacro},
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

}  // namespace

SourceWords FindSourceWords(std::string_view source) {
  SourceWords words = 0;
  if (source.starts_with(kElfMagic)) return words;
  for (const Word& word : kWords) {
    if (HasWord(source, word.text)) {
      words = static_cast<SourceWords>(words | word.bit);
    }
  }
  return words;
}

std::string_view NameOfFirst(SourceWords words) {
  if (words == kOtherQuestions) return "__has_include";
  for (const Word& word : kWords) {
    if ((words & word.bit) != 0) {
      return word.text == "embed" ? "#embed" : word.text;
    }
  }
  return {};
}

}  // namespace xb
