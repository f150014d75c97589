// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/search_path.h"

#include <algorithm>
#include <utility>

namespace xb::make {
namespace {

// Separated by colons or white space; `.` would find nothing new.
std::vector<std::string> SplitDirectories(std::string_view text) {
  std::vector<std::string> directories;
  size_t at = 0;
  const auto is_separator = [](char c) { return c == ':' || IsSpace(c); };
  while (at < text.size()) {
    size_t end = at;
    while (end < text.size() && !is_separator(text[end])) ++end;
    std::string_view directory = text.substr(at, end - at);
    at = end + 1;
    while (directory.size() > 1 && directory.ends_with('/')) {
      directory.remove_suffix(1);
    }
    if (!directory.empty() && directory != ".") {
      directories.emplace_back(directory);
    }
  }
  return directories;
}

}  // namespace

void SearchPath::Add(std::string_view pattern, std::string_view directories) {
  if (Trim(directories).empty()) {
    std::erase_if(by_pattern_,
                  [&](const Entry& entry) { return entry.text == pattern; });
    return;
  }
  Entry entry{.text = std::string(pattern),
              .pattern = ParsePattern(pattern),
              .directories = SplitDirectories(directories)};
  if (!entry.directories.empty()) by_pattern_.push_back(std::move(entry));
}

void SearchPath::SetGeneral(std::string_view directories) {
  general_ = SplitDirectories(directories);
}

void SearchPath::SetKept(std::string_view directories) {
  kept_ = SplitDirectories(directories);
}

std::vector<std::string> SearchPath::Candidates(std::string_view name) const {
  std::vector<std::string> paths;
  if (name.empty() || name[0] == '/') return paths;
  const auto add = [&](const std::vector<std::string>& directories) {
    for (const std::string& directory : directories) {
      std::string path = directory;
      if (path.back() != '/') path += '/';
      paths.push_back(path.append(name));
    }
  };
  for (const Entry& entry : by_pattern_) {
    if (entry.pattern.Match(name)) add(entry.directories);
  }
  add(general_);
  return paths;
}

bool SearchPath::IsKept(std::string_view directory) const {
  return std::find(kept_.begin(), kept_.end(), directory) != kept_.end();
}

}  // namespace xb::make
