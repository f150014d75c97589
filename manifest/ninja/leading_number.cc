// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/leading_number.h"

#include <algorithm>

namespace xb::ninja {

int LeadingNumber(std::string_view text) {
  constexpr int kLimit = 1000000000;
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') break;
    number = std::min(number, kLimit / 10 - 1) * 10 + (c - '0');
  }
  return negative ? -number : number;
}

int MinorVersion(std::string_view version) {
  const size_t dot = version.find('.');
  return dot == std::string_view::npos ? 0
                                       : LeadingNumber(version.substr(dot + 1));
}

}  // namespace xb::ninja
