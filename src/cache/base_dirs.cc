// SPDX-License-Identifier: Apache-2.0
#include "cache/base_dirs.h"

#include <algorithm>
#include <cstring>

#include "base/path.h"

namespace xb {
namespace {

constexpr char kMark = '\x01';
constexpr size_t kMostLevels = 64;
constexpr char kFirstLevel = '0';  // up to 64 characters from here on

// `path` is `directory` or below it.
bool IsBelow(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

bool GoesOn(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
         c == '.' || c == '@' || c == '~' || (c & 0x80) != 0;
}

// What no depfile and no shell would write in another way.
bool IsPlainPath(std::string_view path) {
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return c == '/' || GoesOn(c); });
}

std::string ParentOf(const std::string& directory) {
  const size_t slash = directory.rfind('/');
  return slash == 0 || slash == std::string::npos ? std::string()
                                                  : directory.substr(0, slash);
}

}  // namespace

BaseDirs::BaseDirs(std::string working_directory,
                   std::span<const std::string> base_dirs)
    : working_directory_(std::move(working_directory)) {
  std::string top;
  for (std::string base : base_dirs) {
    CanonicalizePath(&base);
    if (base.size() < 2 || base[0] != '/') continue;
    if (!IsBelow(working_directory_, base)) continue;
    if (!IsPlainPath(working_directory_)) continue;
    if (top.empty() || base.size() < top.size()) top = base;
  }
  if (top.empty()) return;
  std::string directory = working_directory_;
  while (IsBelow(directory, top) && ancestors_.size() < kMostLevels) {
    ancestors_.push_back(directory);
    directory = ParentOf(directory);
  }
}

size_t BaseDirs::LongestAt(std::string_view text, size_t at) const {
  for (size_t i = 0; i < ancestors_.size(); ++i) {
    const std::string& directory = ancestors_[i];
    if (!text.substr(at).starts_with(directory)) continue;
    const size_t end = at + directory.size();
    // `/home/ann` is not in `/home/anna`.
    if (end == text.size() || !GoesOn(text[end])) return i;
  }
  return ancestors_.size();
}

std::optional<std::string> BaseDirs::Encode(std::string_view text) const {
  if (text.find(kMark) != std::string_view::npos) return std::nullopt;
  if (ancestors_.empty()) return std::string(text);
  const std::string& top = ancestors_.back();
  std::string encoded;
  encoded.reserve(text.size());
  size_t from = 0;
  for (;;) {
    size_t at = text.find(top, from);
    if (at == std::string_view::npos) break;
    const size_t level = LongestAt(text, at);
    encoded += text.substr(from, at - from);
    if (level == ancestors_.size()) {
      encoded += text[at++];
    } else {
      encoded += kMark;
      encoded += static_cast<char>(kFirstLevel + level);
      at += ancestors_[level].size();
    }
    from = at;
  }
  encoded += text.substr(from);
  return encoded;
}

std::optional<std::string> BaseDirs::Decode(std::string_view text) const {
  std::string decoded;
  decoded.reserve(text.size());
  size_t from = 0;
  for (;;) {
    const size_t at = text.find(kMark, from);
    decoded += text.substr(from, at - from);
    if (at == std::string_view::npos) return decoded;
    if (at + 1 >= text.size()) return std::nullopt;
    const int level = text[at + 1] - kFirstLevel;
    if (level < 0 || level >= static_cast<int>(ancestors_.size())) {
      return std::nullopt;
    }
    decoded += ancestors_[static_cast<size_t>(level)];
    from = at + 2;
  }
}

bool BaseDirs::Changes(std::string_view text) const {
  if (empty() || text.find(ancestors_.back()) == std::string_view::npos) {
    return false;
  }
  return Encode(text) != text;
}

bool BaseDirs::IsMoved(std::string_view directory) const {
  if (directory.ends_with('/')) directory.remove_suffix(1);
  return std::find(ancestors_.begin(), ancestors_.end(), directory) !=
         ancestors_.end();
}

bool BaseDirs::IsNamedIn(std::string_view bytes) const {
  if (ancestors_.empty()) return false;
  const std::string& top = ancestors_.back();
  if (memmem(bytes.data(), bytes.size(), top.data(), top.size()) != nullptr) {
    return true;
  }
  // As the name of a symbol, or of a file made from the whole path.
  for (const char stand_in : {'_', '#', '%'}) {
    std::string mangled = top;
    std::replace(mangled.begin(), mangled.end(), '/', stand_in);
    if (memmem(bytes.data(), bytes.size(), mangled.data(), mangled.size()) !=
        nullptr) {
      return true;
    }
  }
  return false;
}

}  // namespace xb
