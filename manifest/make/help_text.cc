// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/help_text.h"

#include <algorithm>

#include "manifest/make/words.h"

namespace xb::make {
namespace {

bool IsLetter(char c) {
  // Bytes of other scripts are letters, too.
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// Without the signs on both sides; empty for a line that is but a frame.
std::string_view InsideOfComment(std::string_view line) {
  while (line.starts_with('#')) line.remove_prefix(1);
  line = Trim(line);
  if (std::none_of(line.begin(), line.end(), IsLetter)) return {};
  while (line.ends_with('#')) line.remove_suffix(1);
  return TrimEnd(line);
}

}  // namespace

std::string HelpOfComment(std::span<const std::string> lines) {
  std::string paragraph;
  bool is_over = false;
  for (const std::string& line : lines) {
    const std::string_view inside = InsideOfComment(line);
    if (inside.empty()) {
      is_over = true;
      continue;
    }
    if (is_over) paragraph.clear();
    is_over = false;
    for (const std::string_view word : SplitWords(inside)) {
      // It goes on in the next line.
      if (word != "\\") AppendWord(word, &paragraph);
    }
  }
  return paragraph;
}

std::string HelpBehindRule(std::string_view comment) {
  if (!comment.starts_with("##")) return {};
  const std::string line(comment);
  return HelpOfComment({&line, 1});
}

}  // namespace xb::make
