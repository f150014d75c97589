// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/glob.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace xb::project {
namespace {

constexpr std::string_view kAnyDepth = "**";
// Nobody has so many below each other; a circle of mounts has.
constexpr size_t kMaxDepth = 128;

// Behind the `]` of the set that begins at `at`; npos: it is no set.
size_t EndOfSet(std::string_view pattern, size_t at) {
  size_t i = at + 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  // The first one in a set means itself.
  if (i < pattern.size() && pattern[i] == ']') ++i;
  const size_t end = pattern.find(']', i);
  return end == std::string_view::npos ? end : end + 1;
}

// `set` with its brackets.
bool SetHas(std::string_view set, char c) {
  set = set.substr(1, set.size() - 2);
  const bool negated = set[0] == '!' || set[0] == '^';
  if (negated) set.remove_prefix(1);
  bool found = false;
  const auto byte = [](char x) { return static_cast<unsigned char>(x); };
  for (size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      found |= byte(set[i]) <= byte(c) && byte(c) <= byte(set[i + 2]);
      i += 2;
    } else {
      found |= set[i] == c;
    }
  }
  return found != negated;
}

bool IsWanted(ListingQuery::Wanted wanted, DirectoryName::Kind kind) {
  switch (wanted) {
    case ListingQuery::Wanted::kFiles:
      return kind == DirectoryName::Kind::kFile;
    case ListingQuery::Wanted::kDirectories:
      return kind != DirectoryName::Kind::kFile;
    case ListingQuery::Wanted::kOwnDirectories:
      return kind == DirectoryName::Kind::kDirectory;
  }
  return false;
}

std::string PathIn(const std::string& directory, std::string_view name) {
  if (directory.empty()) return std::string(name);
  if (directory.back() == '/') return directory + std::string(name);
  return directory + "/" + std::string(name);
}

bool MatchesFrom(const std::vector<std::string_view>& pattern, size_t p,
                 const std::vector<std::string_view>& path, size_t at) {
  for (; p < pattern.size(); ++p, ++at) {
    if (pattern[p] == kAnyDepth) {
      // Several in a row are one, so this recursion is as deep as the pattern
      // has parts.
      for (size_t next = at; next <= path.size(); ++next) {
        if (MatchesFrom(pattern, p + 1, path, next)) return true;
        if (next < path.size() && path[next].starts_with('.')) return false;
      }
      return false;
    }
    if (at == path.size() || !MatchesComponent(pattern[p], path[at])) {
      return false;
    }
  }
  return at == path.size();
}

std::vector<std::string_view> ComponentsOf(std::string_view path) {
  std::vector<std::string_view> components;
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == kAnyDepth && !components.empty() &&
        components.back() == kAnyDepth) {
      continue;
    }
    components.push_back(part);
  }
  return components;
}

}  // namespace

bool HasWildcards(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

bool MatchesComponent(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  size_t p = 0;
  size_t n = 0;
  size_t star = std::string_view::npos;
  size_t star_n = 0;
  while (n < name.size()) {
    bool matched = false;
    size_t next = p + 1;
    if (p < pattern.size()) {
      if (pattern[p] == '*') {
        star = p++;
        star_n = n;
        continue;
      }
      const size_t end =
          pattern[p] == '[' ? EndOfSet(pattern, p) : std::string_view::npos;
      if (end != std::string_view::npos) {
        matched = SetHas(pattern.substr(p, end - p), name[n]);
        next = end;
      } else {
        matched = pattern[p] == '?' || pattern[p] == name[n];
      }
    }
    if (matched) {
      p = next;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++star_n;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool MatchesPath(std::string_view pattern, std::string_view path) {
  if (pattern.starts_with('/') != path.starts_with('/')) return false;
  return MatchesFrom(ComponentsOf(pattern), 0, ComponentsOf(path), 0);
}

ListingAnswer AnswerFrom(const ListingQuery& query,
                         const std::vector<DirectoryName>& all) {
  ListingAnswer answer;
  for (const DirectoryName& entry : all) {
    if (IsWanted(query.wanted, entry.kind) &&
        MatchesComponent(query.pattern, entry.name)) {
      answer.names.push_back(entry.name);
    }
  }
  std::sort(answer.names.begin(), answer.names.end());
  std::string text;
  for (const std::string& name : answer.names) text.append(name).push_back('/');
  answer.digest = Xxh3(text);
  return answer;
}

Result<const Globber::Names*> Globber::List(const std::string& directory) {
  const auto known = listings_.find(directory);
  if (known != listings_.end()) return &known->second;
  XB_ASSIGN(auto names, world_.List(directory.empty() ? "." : directory));
  // Below one that is missing nothing matches.
  return &listings_.emplace(directory, names.value_or(Names())).first->second;
}

Result<std::vector<std::string>> Globber::Ask(ListingQuery query) {
  auto known = answers_.find(query);
  if (known == answers_.end()) {
    XB_ASSIGN(const Names* names, List(query.directory));
    ListingAnswer answer = AnswerFrom(query, *names);
    known = answers_.emplace(std::move(query), std::move(answer)).first;
  }
  return known->second.names;
}

Status Globber::Walk(const std::string& directory,
                     const std::vector<std::string_view>& components, size_t at,
                     std::vector<std::string>* found) {
  if (std::count(directory.begin(), directory.end(), '/') >
      static_cast<ptrdiff_t>(kMaxDepth)) {
    return MakeError("`" + directory + "` has too many directories above it");
  }
  using Wanted = ListingQuery::Wanted;
  const std::string_view component = components[at];
  const bool is_last = at + 1 == components.size();
  if (component == kAnyDepth) {
    // At the end it means all files below.
    if (is_last) {
      XB_ASSIGN(const auto files, Ask({directory, "*", Wanted::kFiles}));
      for (const std::string& name : files) {
        found->push_back(PathIn(directory, name));
      }
    } else {
      XB_TRY(Walk(directory, components, at + 1, found));
    }
    XB_ASSIGN(const auto below, Ask({directory, "*", Wanted::kOwnDirectories}));
    for (const std::string& name : below) {
      XB_TRY(Walk(PathIn(directory, name), components, at, found));
    }
    return Ok();
  }
  if (!HasWildcards(component) && !is_last) {
    return Walk(PathIn(directory, component), components, at + 1, found);
  }
  XB_ASSIGN(const auto names,
            Ask({directory, std::string(component),
                 is_last ? Wanted::kFiles : Wanted::kDirectories}));
  for (const std::string& name : names) {
    if (is_last) {
      found->push_back(PathIn(directory, name));
    } else {
      XB_TRY(Walk(PathIn(directory, name), components, at + 1, found));
    }
  }
  return Ok();
}

Result<std::vector<std::string>> Globber::Expand(const std::string& pattern) {
  std::vector<std::string> found;
  const std::vector<std::string_view> components = ComponentsOf(pattern);
  if (components.empty()) return found;
  XB_TRY(Walk(pattern.starts_with('/') ? "/" : "", components, 0, &found));
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace xb::project
