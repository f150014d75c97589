// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/error_format.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace xb::ninja {
namespace {

constexpr size_t kNinjaWidth = 72;
// What is shown of a line on either side of the place.
constexpr size_t kMargin = 60;

// A word is written with a capital, the name of a file is not.
bool BeginsWithWord(std::string_view message) {
  const size_t end = message.find(' ');
  if (end == 0 || end == std::string_view::npos) return false;
  return std::all_of(message.begin(), message.begin() + end,
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

// As the rest of a sentence.  Only a word loses its capital, not a name.
std::string Continued(const std::string& hint) {
  std::string text = hint;
  const size_t end = std::min(hint.find(' '), hint.size());
  const bool is_word =
      std::isupper(static_cast<unsigned char>(hint[0])) != 0 &&
      std::all_of(hint.begin() + 1, hint.begin() + static_cast<ptrdiff_t>(end),
                  [](char c) { return c >= 'a' && c <= 'z'; });
  if (is_word) {
    text[0] =
        static_cast<char>(std::tolower(static_cast<unsigned char>(hint[0])));
  }
  return text;
}

}  // namespace

std::string FormatAsNinja(const Error& error) {
  if (!error.position) return error.message;
  const SourcePosition& at = *error.position;
  std::string text =
      at.file + ":" + std::to_string(at.line) + ": " + error.message + "\n";
  // ninja counts from 0 and shows nothing for the start of a line.
  const size_t column = at.column > 0 ? static_cast<size_t>(at.column) - 1 : 0;
  if (column == 0 || column >= kNinjaWidth) return text;
  text.append(at.source_line, 0, kNinjaWidth);
  if (at.source_line.size() >= kNinjaWidth) text += "...";
  text += "\n" + std::string(column, ' ') + "^ near here";
  return text;
}

std::string FormatForPeople(const Error& error) {
  std::string message = error.message;
  if (BeginsWithWord(message)) {
    message[0] =
        static_cast<char>(std::toupper(static_cast<unsigned char>(message[0])));
  }
  if (!error.hint.empty()) message += "; " + Continued(error.hint);
  if (!error.position) return message;
  const SourcePosition& at = *error.position;
  std::string text = at.file;
  if (at.line > 0) text += ":" + std::to_string(at.line);
  if (at.column > 0) text += ":" + std::to_string(at.column);
  text += ": " + message;
  std::string_view line = at.source_line;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty() || at.column <= 0) return text;

  size_t place = static_cast<size_t>(at.column) - 1;  // in `line`
  text += "\n";
  size_t column = 0;
  if (place > kMargin) {
    const size_t cut = std::min(place - kMargin, line.size());
    line.remove_prefix(cut);
    place -= cut;
    text += "...";
    column = 3;
  }
  column += place;
  const std::string_view shown =
      line.substr(0, std::min(line.size(), 2 * kMargin));
  // The bytes after the first of a character in UTF-8 take no room.
  column -= static_cast<size_t>(
      std::count_if(line.begin(), line.begin() + std::min(place, line.size()),
                    [](char c) { return (c & 0xc0) == 0x80; }));
  for (const char c : shown) {
    text += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  if (shown.size() < line.size()) text += "...";
  text += "\n" + std::string(column, ' ') + "^";
  return text;
}

}  // namespace xb::ninja
