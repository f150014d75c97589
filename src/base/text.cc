// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace xb {
namespace {

constexpr std::array<bool, 256> kShellSafe = [] {
  std::array<bool, 256> safe{};
  for (unsigned c = '0'; c <= '9'; ++c) safe[c] = true;
  for (unsigned c = 'A'; c <= 'Z'; ++c) safe[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) safe[c] = true;
  for (const char c : std::string_view("_+-./")) {
    safe[static_cast<unsigned char>(c)] = true;
  }
  return safe;
}();

bool IsShellSafe(char c) { return kShellSafe[static_cast<unsigned char>(c)]; }

// What follows the backslash in JSON's short escapes; 0 where there is none.
char JsonShortEscape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

}  // namespace

void AppendShellEscaped(std::string_view word, std::string* to) {
  if (std::all_of(word.begin(), word.end(), IsShellSafe)) {
    to->append(word);
    return;
  }
  to->push_back('\'');
  for (const char c : word) {
    if (c == '\'') {
      to->append("'\\''");
    } else {
      to->push_back(c);
    }
  }
  to->push_back('\'');
}

std::string ShellEscape(std::string_view word) {
  std::string escaped;
  AppendShellEscaped(word, &escaped);
  return escaped;
}

std::string JsonEscape(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const char letter = JsonShortEscape(c); letter != 0) {
      escaped.push_back('\\');
      escaped.push_back(letter);
    } else if (byte < 0x20) {
      escaped.append("\\u00");
      escaped.push_back(kHex[byte >> 4]);
      escaped.push_back(kHex[byte & 15]);
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  for (size_t stop = text.find(separator); stop != std::string_view::npos;
       stop = text.find(separator, begin)) {
    pieces.push_back(text.substr(begin, stop - begin));
    begin = stop + 1;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

std::optional<uint64_t> ParseUint64(std::string_view text) {
  uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc() || stop != end || !IsDigits(text)) {
    return std::nullopt;
  }
  return value;
}

}  // namespace xb
