// SPDX-License-Identifier: Apache-2.0
#include "cache/include_names.h"

#include <cstring>
#include <unordered_set>

namespace xb {
namespace {

constexpr size_t kMaxName = 1024;
constexpr size_t kMaxNames = 1 << 16;  // bytes

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

bool IsMacroCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

class Finder {
 public:
  explicit Finder(std::string_view source) : source_(source) {}

  IncludeNames Find() {
    // The other two are ways to write `#` where a keyboard has none.
    for (const std::string_view mark : {"#", "%:", "?\?="}) {
      FindDirectives(mark);
    }
    FindQuestions("__has_include");
    FindQuestions("__has_embed");
    return std::move(found_);
  }

 private:
  size_t SkipBlanks(size_t at) const {
    while (at < source_.size() && IsBlank(source_[at])) ++at;
    return at;
  }
  size_t SkipWord(size_t at) const {
    while (at < source_.size() && IsMacroCharacter(source_[at])) ++at;
    return at;
  }

  // Behind the blank space at `at`, with the comments in it and the ends of
  // lines that go on in the next one.
  size_t SkipGaps(size_t at) const {
    for (;;) {
      at = SkipBlanks(at);
      const std::string_view rest = source_.substr(at);
      if (rest.starts_with("/*")) {
        const size_t end = source_.find("*/", at + 2);
        at = end == std::string_view::npos ? source_.size() : end + 2;
      } else if (rest.starts_with("\\\n")) {
        at += 2;
      } else if (rest.starts_with("\\\r\n")) {
        at += 3;
      } else {
        return at;
      }
    }
  }

  bool BeginsLine(size_t at) const {
    while (at > 0 && IsBlank(source_[at - 1])) --at;
    const std::string_view before = source_.substr(0, at);
    return at == 0 || before.ends_with('\n') || before.ends_with("*/");
  }

  void FindDirectives(std::string_view mark) {
    for (size_t at = source_.find(mark); at != std::string_view::npos;
         at = source_.find(mark, at)) {
      const size_t begin = at;
      at = SkipBlanks(at + mark.size());
      const bool has_gap = SkipGaps(at) != at;
      if (has_gap && BeginsLine(begin)) NoteAny();
      const size_t end = SkipWord(at);
      const std::string_view word = source_.substr(at, end - at);
      if (word == "include" || word == "include_next" || word == "import") {
        const size_t name = SkipBlanks(end);
        if (!TakeName(name)) NoteUnknown(name);
      } else if (word == "pragma") {
        TakePragma(SkipBlanks(end));
      }
    }
  }

  void TakePragma(size_t at) {
    const size_t end = SkipWord(at);
    const std::string_view of = source_.substr(at, end - at);
    if (of != "GCC" && of != "clang") return;
    found_.asks_age |=
        source_.substr(SkipBlanks(end)).starts_with("dependency");
  }

  void FindQuestions(std::string_view word) {
    const char* const begin = source_.data();
    size_t at = 0;
    for (;;) {
      const void* found = at < source_.size()
                              ? memmem(begin + at, source_.size() - at,
                                       word.data(), word.size())
                              : nullptr;
      if (found == nullptr) return;
      at = static_cast<size_t>(static_cast<const char*>(found) - begin);
      // With the `_next` of its kin.
      const size_t asked = at;
      at = SkipBlanks(SkipWord(at));
      const size_t behind = SkipGaps(at);
      const bool is_hidden =
          behind != at && behind < source_.size() && source_[behind] == '(';
      if (is_hidden || IsRenamed(asked, at)) found_.has_others = true;
      if (at == source_.size() || source_[at] != '(') continue;
      const size_t argument = SkipBlanks(at + 1);
      if (!TakeName(argument)) found_.has_others = true;
    }
  }

  // `#define OTHER __has_include`, and then any name behind that.
  bool IsRenamed(size_t begin, size_t end) const {
    const bool ends_line =
        end == source_.size() || source_[end] == '\n' || source_[end] == '\r';
    if (!ends_line) return false;
    const size_t newline = source_.rfind('\n', begin);
    const size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    size_t at = SkipBlanks(line);
    if (source_[at] != '#') return false;
    at = SkipBlanks(at + 1);
    return source_.substr(at, SkipWord(at) - at) == "define";
  }

  // False when there is none, quoted in one way or the other.
  bool TakeName(size_t at) {
    if (at >= source_.size()) return false;
    const char open = source_[at];
    if (open != '"' && open != '<') return false;
    const char close = open == '<' ? '>' : '"';
    const std::string_view rest = source_.substr(at + 1, kMaxName);
    const size_t end = rest.find_first_of(close == '>' ? ">\n" : "\"\n");
    if (end == std::string_view::npos || rest[end] == '\n' || end == 0) {
      return false;
    }
    if (!known_.insert(source_.substr(at, end + 1)).second) return true;
    if (found_.names.size() + end > kMaxNames) {
      found_.has_others = true;
      return true;
    }
    found_.names.append(source_.substr(at, end + 1)).append(1, '\n');
    return true;
  }

  // `#include MACRO`
  void NoteUnknown(size_t at) {
    const bool is_name = at < source_.size() && IsMacroCharacter(source_[at]);
    if (is_name || SkipGaps(at) != at) NoteAny();
  }
  void NoteAny() {
    if (has_any_) return;
    has_any_ = true;
    found_.names.append(kMacroName).append(1, '\n');
  }

  std::string_view source_;
  bool has_any_ = false;
  std::unordered_set<std::string_view> known_;
  IncludeNames found_;
};

}  // namespace

IncludeNames FindIncludeNames(std::string_view source) {
  // A program: compilers are hashed as well, and are larger than all sources.
  if (source.starts_with("\x7f"
                         "ELF")) {
    return {};
  }
  return Finder(source).Find();
}

}  // namespace xb
