// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/glob.h"

#include <algorithm>
#include <utility>

namespace xb::make {
namespace {

// Behind the closing bracket of the set that begins at `at`; npos when it is
// not closed and means itself.
size_t SetEnd(std::string_view pattern, size_t at) {
  size_t i = at + 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  for (size_t n = 0; i < pattern.size(); ++i, ++n) {
    if (pattern[i] == ']' && n > 0) return i + 1;
    if (pattern[i] == '[' && i + 1 < pattern.size() && pattern[i + 1] == ':') {
      const size_t end = pattern.find(":]", i + 2);
      if (end != std::string_view::npos) i = end + 1;
    }
    if (pattern[i] == '\\') ++i;
  }
  return std::string_view::npos;
}

bool InClass(std::string_view name, char c) {
  const bool lower = c >= 'a' && c <= 'z';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9';
  const bool space = c == ' ' || (c >= '\t' && c <= '\r');
  const bool graph = c > ' ' && c < 127;
  if (name == "lower") return lower;
  if (name == "upper") return upper;
  if (name == "digit") return digit;
  if (name == "alpha") return lower || upper;
  if (name == "alnum") return lower || upper || digit;
  if (name == "space") return space;
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "punct") return graph && !lower && !upper && !digit;
  if (name == "graph") return graph;
  if (name == "print") return graph || c == ' ';
  if (name == "cntrl") return (c >= 0 && c < ' ') || c == 127;
  if (name == "xdigit") {
    return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
  return false;
}

// `set` is what stands between the brackets.
bool InSet(std::string_view set, char c) {
  bool negated = false;
  if (!set.empty() && (set[0] == '!' || set[0] == '^')) {
    negated = true;
    set.remove_prefix(1);
  }
  bool found = false;
  const auto byte = [](char x) { return static_cast<unsigned char>(x); };
  for (size_t i = 0; i < set.size(); ++i) {
    if (set[i] == '[' && i + 1 < set.size() && set[i + 1] == ':') {
      const size_t end = set.find(":]", i + 2);
      if (end != std::string_view::npos) {
        found |= InClass(set.substr(i + 2, end - i - 2), c);
        i = end + 1;
        continue;
      }
    }
    if (set[i] == '\\' && i + 1 < set.size()) ++i;
    const char low = set[i];
    char high = low;
    if (i + 2 < set.size() && set[i + 1] == '-') {
      high = set[i + 2];
      i += 2;
    }
    found |= byte(low) <= byte(c) && byte(c) <= byte(high);
  }
  return found != negated;
}

std::string Unescape(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

// Appends what matches `rest` below `directory` ("" or ending in a slash).
void Descend(World& world, const std::string& directory, std::string_view rest,
             std::vector<std::string>* found) {
  const size_t slash = rest.find('/');
  const std::string_view component = rest.substr(0, slash);
  std::string_view after;
  size_t slashes = 0;
  if (slash != std::string_view::npos) {
    after = rest.substr(slash);
    while (slashes < after.size() && after[slashes] == '/') ++slashes;
  }
  const std::string separator(after.substr(0, slashes));
  after.remove_prefix(slashes);
  const bool is_last = slash == std::string_view::npos;
  const auto take = [&](const std::string& path, bool is_listed) {
    if (is_last) {
      if (is_listed || world.ExistsAsName(path)) found->push_back(path);
      return;
    }
    if (!after.empty()) {
      Descend(world, path + separator, after, found);
      return;
    }
    const auto stat = world.disk().Stat(path);
    if (stat.ok() && stat.value().is_directory()) {
      found->push_back(path + separator);
    }
  };
  if (!HasWildcards(component)) {
    take(directory + Unescape(component), false);
    return;
  }
  std::vector<std::string> names =
      world.List(directory.empty() ? "." : directory);
  names.emplace_back(".");
  names.emplace_back("..");
  for (const std::string& name : names) {
    if (MatchesGlob(component, name)) take(directory + name, true);
  }
}

}  // namespace

bool HasWildcards(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

bool MatchesGlob(std::string_view pattern, std::string_view name) {
  if (!name.empty() && name[0] == '.' &&
      !(pattern.starts_with('.') || pattern.starts_with("\\."))) {
    return false;
  }
  size_t p = 0;
  size_t n = 0;
  size_t star = std::string_view::npos;  // where to resume in the pattern
  size_t star_name = 0;
  while (n < name.size()) {
    bool matched = false;
    size_t width = 1;
    if (p < pattern.size()) {
      const char c = pattern[p];
      if (c == '*') {
        star = ++p;
        star_name = n;
        continue;
      }
      const size_t end = c == '[' ? SetEnd(pattern, p) : std::string_view::npos;
      if (end != std::string_view::npos) {
        matched = InSet(pattern.substr(p + 1, end - p - 2), name[n]);
        width = end - p;
      } else if (c == '\\' && p + 1 < pattern.size()) {
        matched = pattern[p + 1] == name[n];
        width = 2;
      } else {
        matched = c == '?' || c == name[n];
      }
    }
    if (matched) {
      p += width;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star;
      n = ++star_name;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<std::string> Glob(World& world, std::string_view pattern) {
  std::vector<std::string> found;
  std::string root;
  while (!pattern.empty() && pattern[0] == '/') {
    root += '/';
    pattern.remove_prefix(1);
  }
  if (pattern.empty()) {
    if (!root.empty()) found.push_back(root);
    return found;
  }
  Descend(world, root, pattern, &found);
  std::sort(found.begin(), found.end());
  return found;
}

std::string ExpandTilde(World& world, std::string_view name) {
  if (name.empty() || name[0] != '~') return std::string(name);
  const size_t slash = name.find('/');
  const auto home = world.HomeOf(std::string(
      name.substr(1, slash == std::string_view::npos ? slash : slash - 1)));
  if (!home) return std::string(name);
  if (slash == std::string_view::npos) return *home;
  return *home + std::string(name.substr(slash));
}

}  // namespace xb::make
