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
    FindDirectives();
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

  void FindDirectives() {
    for (size_t at = source_.find('#'); at != std::string_view::npos;
         at = source_.find('#', at)) {
      at = SkipBlanks(at + 1);
      const size_t end = SkipWord(at);
      const std::string_view word = source_.substr(at, end - at);
      if (word == "include" || word == "include_next" || word == "import") {
        const size_t name = SkipBlanks(end);
        if (!TakeName(name)) NoteMacro(name);
      }
    }
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
      at = SkipBlanks(SkipWord(at));
      if (at == source_.size() || source_[at] != '(') continue;
      const size_t argument = SkipBlanks(at + 1);
      if (!TakeName(argument)) found_.has_others = true;
    }
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
  void NoteMacro(size_t at) {
    if (has_macro_ || at >= source_.size() || !IsMacroCharacter(source_[at])) {
      return;
    }
    has_macro_ = true;
    found_.names.append(kMacroName).append(1, '\n');
  }

  std::string_view source_;
  bool has_macro_ = false;
  std::unordered_set<std::string_view> known_;
  IncludeNames found_;
};

}  // namespace

IncludeNames FindIncludeNames(std::string_view source) {
  return Finder(source).Find();
}

}  // namespace xb
