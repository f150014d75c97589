// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_lines.h"

#include <algorithm>

#include "manifest/make/rules.h"
#include "manifest/make/words.h"

namespace xb {

std::string_view TakePrefixes(std::string_view text, uint8_t* flags) {
  while (!text.empty()) {
    const char c = text[0];
    if (c == '@') {
      *flags |= make::Recipe::kSilent;
    } else if (c == '-') {
      *flags |= make::Recipe::kIgnoreErrors;
    } else if (c == '+') {
      *flags |= make::Recipe::kRecurse;
    } else if (!make::IsBlank(c)) {
      break;
    }
    text.remove_prefix(1);
  }
  return text;
}

std::string WithoutInnerPrefixes(std::string_view text, char prefix) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] == prefix) ++i;
  }
  return plain;
}

std::string_view BehindInnerPrefixes(std::string_view text, char prefix,
                                     size_t size) {
  size_t at = 0;
  for (; size > 0 && at < text.size(); --size, ++at) {
    if (text[at] == '\n' && at + 1 < text.size() && text[at + 1] == prefix)
      ++at;
  }
  return text.substr(std::min(at, text.size()));
}

}  // namespace xb
