// SPDX-License-Identifier: Apache-2.0
#include "config/settings_text.h"

#include <algorithm>
#include <utility>

namespace xb {
namespace {

class SectionEraser {
 public:
  SectionEraser(std::string text, std::span<const std::string_view> sections)
      : original_(std::move(text)), text_(original_), sections_(sections) {}

  SettingsText Run() {
    bool is_erasing = false;
    while (at_ < original_.size()) {
      const size_t begin = at_;
      SkipBlanks();
      if (At('[')) is_erasing = IsTheirs(FirstKey());
      at_ = begin;
      if (!SkipStatement()) return {std::move(original_), false};
      if (!is_erasing) continue;
      has_sections_ = true;
      for (size_t i = begin; i < at_; ++i) {
        if (text_[i] != '\n' && text_[i] != '\r') text_[i] = ' ';
      }
    }
    return {std::move(text_), has_sections_};
  }

 private:
  bool At(char c) const {
    return at_ < original_.size() && original_[at_] == c;
  }

  void SkipBlanks() {
    while (At(' ') || At('\t')) ++at_;
  }

  // Of the header that begins here; empty for one that is written in a way
  // that nobody needs.
  std::string_view FirstKey() {
    while (At('[') || At(' ') || At('\t')) ++at_;
    const bool is_quoted = At('"') || At('\'');
    const char quote = is_quoted ? original_[at_++] : '\0';
    const size_t begin = at_;
    const std::string_view ends = is_quoted ? std::string_view(&quote, 1)
                                            : std::string_view(" \t.]\n#\"'");
    const size_t end = original_.find_first_of(ends, begin);
    if (end == std::string::npos) return {};
    return std::string_view(original_).substr(begin, end - begin);
  }

  bool IsTheirs(std::string_view name) const {
    return std::find(sections_.begin(), sections_.end(), name) !=
           sections_.end();
  }

  // To the end of the line that ends it; false: it never ends.
  bool SkipStatement() {
    int depth = 0;
    const bool is_header = [&] {
      SkipBlanks();
      return At('[');
    }();
    while (at_ < original_.size()) {
      const char c = original_[at_];
      if (c == '\n') {
        ++at_;
        if (depth <= 0 || is_header) return true;
        continue;
      }
      if (c == '#') {
        at_ = std::min(original_.find('\n', at_), original_.size());
      } else if (c == '"' || c == '\'') {
        if (!SkipString(c)) return false;
      } else {
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        ++at_;
      }
    }
    return depth <= 0 || is_header;
  }

  bool SkipString(char quote) {
    const std::string triple(3, quote);
    const bool is_long = original_.compare(at_, 3, triple) == 0;
    at_ += is_long ? 3 : 1;
    while (at_ < original_.size()) {
      const char c = original_[at_];
      if (c == '\\' && quote == '"') {
        at_ += 2;
      } else if (is_long && original_.compare(at_, 3, triple) == 0) {
        at_ += 3;
        // Up to two of them may stand before the end.
        while (At(quote)) ++at_;
        return true;
      } else if (!is_long && c == quote) {
        ++at_;
        return true;
      } else if (!is_long && c == '\n') {
        return false;
      } else {
        ++at_;
      }
    }
    return false;
  }

  std::string original_;
  std::string text_;
  const std::span<const std::string_view> sections_;
  size_t at_ = 0;
  bool has_sections_ = false;
};

}  // namespace

SettingsText LeaveOutSections(std::string text,
                              std::span<const std::string_view> sections) {
  return SectionEraser(std::move(text), sections).Run();
}

}  // namespace xb
