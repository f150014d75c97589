// SPDX-License-Identifier: Apache-2.0
// Lexer: the words of the Ninja language, for manifests and dyndep files.
// It allocates nothing: names, paths and values are views into the text.  A
// path or value stays as it is written (RawText) until ForEachPiece() takes it
// apart, so a scope that is only known later can still expand it.
//
// Positions of errors are those of ninja: the start of the word read last.
// One lexer belongs to one parser of one file; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xb::ninja {

enum class Token : uint8_t {
  kError,
  kBuild,
  kColon,
  kDefault,
  kEquals,
  kIdentifier,
  kInclude,
  kIndent,
  kNewline,
  kPipe,
  kPipe2,
  kPipeAt,
  kPool,
  kRule,
  kSubninja,
  kEof,
};

// As error messages call it.
std::string_view NameOf(Token token);
// At the beginning of a line it is no variable.
bool IsKeyword(std::string_view word);

// A path or a value as it is written.  Its escapes are known to be right.
struct RawText {
  const char* data = nullptr;
  uint32_t size = 0;
  bool plain = true;                // no `$` in it: the text is its own value
  bool has_newline_escape = false;  // `$^`

  bool empty() const { return size == 0; }
  std::string_view view() const { return {data, size}; }
};

class Lexer {
 public:
  // Both arguments must outlive the lexer.  A NUL byte ends the text; there
  // is one right behind it.  Begins at the offset `from`, the start of a line.
  Lexer(std::string_view file, std::string_view text, size_t from = 0);

  // Whether `$^` stands for a newline; without it that is an error.
  void set_newline_escape(bool allowed) { newline_escape_ = allowed; }

  // Goes on at `at`, behind all that was read, at the start of a word.
  void SkipTo(const char* at) { at_ = last_ = at; }
  // The start of the word read last.
  const char* last() const { return last_; }
  // From here on, until a word is read, errors are at `at`.
  void PlaceErrorsAt(const char* at) { last_ = at; }

  Token ReadToken();
  void UnreadToken() { at_ = last_; }
  // Reads the token if it comes next.
  bool ConsumeToken(Token token);
  Status ExpectToken(Token token);

  // False when what follows is no name.
  bool ReadName(std::string_view* name);
  // Up to a space, `:`, `|` or the end of the line; then skips spaces.  Empty
  // when there is no path.
  Status ReadPath(RawText* path) { return Read(kPathStop, path); }
  // The rest of the line, and the newline.
  Status ReadValue(RawText* value) { return Read(kValueStop, value); }

  // `name = value` and the newline.
  Status ReadAssignment(std::string_view* name, RawText* value);

  // The error at the position of the word read last.
  Error ErrorHere(std::string message, std::string hint = {}) const;
  // For a Token::kError just read.
  std::string_view DescribeLastError() const;

  // The line of the word read last, where the one the lexer began at is 1.
  // Each call takes the time of the lines since the last one.
  uint32_t CurrentLine();

 private:
  friend struct CharacterClasses;
  static constexpr uint8_t kName = 1;
  static constexpr uint8_t kSimpleName = 2;
  static constexpr uint8_t kPathStop = 4;
  static constexpr uint8_t kValueStop = 8;

  Status Read(uint8_t stops, RawText* raw);
  // The length of the escape or reference that begins with the `$` at
  // `dollar`; 0 when it is wrong.
  size_t EscapeLength(const char* dollar) const;
  void SkipSpaces();

  const std::string_view file_;
  const char* const begin_;
  const char* at_;
  const char* last_;  // the start of the word read last
  const char* counted_;
  uint32_t counted_lines_ = 1;
  bool newline_escape_ = false;
};

constexpr bool IsSimpleNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Calls on_text(std::string_view) and on_variable(std::string_view name) for
// the pieces of `raw` in order.
template <typename OnText, typename OnVariable>
void ForEachPiece(const RawText& raw, OnText on_text, OnVariable on_variable) {
  const char* at = raw.data;
  const char* const end = raw.data + raw.size;
  const auto find = [&](char c) {
    const void* found = std::memchr(at, c, static_cast<size_t>(end - at));
    return found != nullptr ? static_cast<const char*>(found) : end;
  };
  while (at < end) {
    const char* dollar = find('$');
    if (dollar > at) on_text(std::string_view(at, dollar - at));
    if (dollar == end) return;
    at = dollar + 1;
    const char* stop;
    switch (*at) {
      case '$':
      case ' ':
      case ':':
        on_text(std::string_view(at++, 1));
        break;
      case '^':
        ++at;
        on_text(std::string_view("\n"));
        break;
      case '\r':
        ++at;
        [[fallthrough]];
      case '\n':
        ++at;
        while (at < end && *at == ' ') ++at;
        break;
      case '{':
        stop = find('}');
        on_variable(std::string_view(at + 1, stop - at - 1));
        at = stop + 1;
        break;
      default:
        stop = at;
        while (stop < end && IsSimpleNameCharacter(*stop)) ++stop;
        on_variable(std::string_view(at, stop - at));
        at = stop;
        break;
    }
  }
}

}  // namespace xb::ninja
