// SPDX-License-Identifier: Apache-2.0
#include "base/ansi.h"

namespace xb {
namespace {

constexpr char kEscape = '\x1b';

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Calls take(piece, visible) for each escape sequence and each character.
template <typename Take>
void ForEachPiece(std::string_view text, Take take) {
  while (!text.empty()) {
    const size_t sequence = AnsiSequenceLength(text);
    size_t length = sequence > 0 ? sequence : 1;
    while (sequence == 0 && length < text.size() &&
           IsContinuation(text[length])) {
      ++length;
    }
    take(text.substr(0, length), sequence == 0);
    text.remove_prefix(length);
  }
}

}  // namespace

size_t AnsiSequenceLength(std::string_view text) {
  if (text.size() < 3 || text[0] != kEscape || text[1] != '[') return 0;
  for (size_t i = 2; i < text.size(); ++i) {
    if (IsLetter(text[i])) return i + 1;
  }
  return 0;
}

std::string StripAnsi(std::string_view text) {
  std::string stripped;
  stripped.reserve(text.size());
  while (true) {
    const size_t escape = text.find(kEscape);
    stripped.append(text.substr(0, escape));
    if (escape == std::string_view::npos) return stripped;
    text.remove_prefix(escape);
    const bool opens = text.size() >= 2 && text[1] == '[';
    const size_t sequence = AnsiSequenceLength(text);
    // A sequence that never ends takes the rest of the text with it.
    if (opens && sequence == 0) return stripped;
    text.remove_prefix(sequence > 0 ? sequence : 1);
  }
}

size_t VisibleWidth(std::string_view text) {
  size_t width = 0;
  ForEachPiece(text, [&](std::string_view, bool visible) { width += visible; });
  return width;
}

bool EndsLine(std::string_view text) {
  const size_t newline = text.rfind('\n');
  return newline != std::string_view::npos &&
         VisibleWidth(text.substr(newline + 1)) == 0;
}

std::string ElideMiddle(std::string_view text, size_t width) {
  constexpr std::string_view kDots = "...";
  if (text.size() <= width) return std::string(text);
  const size_t visible = VisibleWidth(text);
  if (visible <= width) return std::string(text);
  if (width <= kDots.size()) return std::string(kDots.substr(0, width));

  const size_t left = (width - kDots.size()) / 2;
  const size_t right = visible - (width - kDots.size() - left);
  std::string elided;
  elided.reserve(text.size());
  size_t position = 0;  // in visible characters
  ForEachPiece(text, [&](std::string_view piece, bool is_visible) {
    if (!is_visible) {
      elided.append(piece);
      return;
    }
    if (position == left) elided.append(kDots);
    if (position < left || position >= right) elided.append(piece);
    ++position;
  });
  return elided;
}

}  // namespace xb
