// SPDX-License-Identifier: Apache-2.0
// How the Makefile language cuts text: words between white space, patterns
// with one `%`, quoting by backslashes, references that hide what is inside
// them.  Pure functions and small values, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xb::make {

inline bool IsBlank(char c) { return c == ' ' || c == '\t'; }
inline bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view SkipSpace(std::string_view text);

// Up to the first space; empty where `text` begins with one.
std::string_view FirstWord(std::string_view text);
std::string_view TrimEnd(std::string_view text);
std::string_view Trim(std::string_view text);

// The words of a text, one after the other; views into it.
class WordCursor {
 public:
  explicit WordCursor(std::string_view text) : rest_(text) {}
  std::optional<std::string_view> Next();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::vector<std::string_view> SplitWords(std::string_view text);
size_t CountWords(std::string_view text);
// With one space between words.
void AppendWord(std::string_view word, std::string* list);

// A name with at most one `%`; backslashes in front of it are taken away.
struct Pattern {
  std::string prefix;  // all of it when there is no `%`
  std::string suffix;
  bool has_percent = false;

  size_t length() const {
    return prefix.size() + suffix.size() + (has_percent ? 1 : 0);
  }
  std::string Text() const;
  // With `stem` in the place of the `%`.
  std::string Fill(std::string_view stem) const;
  // What `%` stands for when the pattern is `name`; without `%` an equal name
  // has the empty stem.
  std::optional<std::string_view> Match(std::string_view name) const;
};
Pattern ParsePattern(std::string_view text);

// `pattern` = ParsePattern(...) on each word of `text`.
void AppendPatsubst(std::string_view text, const Pattern& pattern,
                    const Pattern& replacement, std::string* out);

// The end of the reference whose `$` is at `at`: behind its last character.
// An unclosed one ends with the text.
size_t SkipReference(std::string_view text, size_t at);

// The first of `stops` at or after `from` that no backslash quotes; npos when
// there is none.  Backslashes that quote a stop character before it are
// removed.  In text that is not expanded yet, references hide what they hold.
enum class References { kSkip, kNone };
size_t FindUnquoted(std::string* text, std::string_view stops, size_t from,
                    References references = References::kSkip);

// A backslash before a newline, and the white space around, become one space;
// POSIX wants to keep that before.
enum class BlanksBefore { kDrop, kKeep };
void JoinContinuations(std::string* line,
                       BlanksBefore blanks = BlanksBefore::kDrop);
// Cuts the line where a comment begins.
void DropComment(std::string* line);

// The directory with its slash, and what follows; "" and all without one.
size_t DirectoryLength(std::string_view path);

}  // namespace xb::make
