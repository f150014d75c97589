// SPDX-License-Identifier: Apache-2.0
// File names from patterns: `*`, `?` and `[...]` within a component, `**` as a
// component for any number of directories.  A name with a leading dot is only
// matched by one.  Each look at a directory is noted, so that it is known later
// whether it would have another answer.  Loop thread only.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/result.h"
#include "manifest/project/world.h"

namespace xb::project {

bool HasWildcards(std::string_view text);
// Of one component.
bool MatchesComponent(std::string_view pattern, std::string_view name);
// Of a whole path; both without `.` and `//`.
bool MatchesPath(std::string_view pattern, std::string_view path);

// What was asked of one directory.
struct ListingQuery {
  enum class Wanted : uint8_t { kFiles, kDirectories, kOwnDirectories };

  std::string directory;           // empty: the working directory
  std::string pattern;             // a component
  Wanted wanted = Wanted::kFiles;  // own ones: no links

  bool operator==(const ListingQuery&) const = default;
  bool operator<(const ListingQuery& other) const {
    return std::tie(directory, pattern, wanted) <
           std::tie(other.directory, other.pattern, other.wanted);
  }
};

struct ListingAnswer {
  uint64_t digest = 0;  // of the sorted names
  std::vector<std::string> names;
};

// Names of `all` that answer the query, in order.
ListingAnswer AnswerFrom(const ListingQuery& query,
                         const std::vector<DirectoryName>& all);

class Globber {
 public:
  explicit Globber(World& world) : world_(world) {}

  // What exists and matches, in order and once.  Links to directories are not
  // followed by `**`.
  Result<std::vector<std::string>> Expand(const std::string& pattern);

  const std::map<ListingQuery, ListingAnswer>& answers() const {
    return answers_;
  }

 private:
  using Names = std::vector<DirectoryName>;

  Result<const Names*> List(const std::string& directory);
  Result<std::vector<std::string>> Ask(ListingQuery query);
  Status Walk(const std::string& directory,
              const std::vector<std::string_view>& components, size_t at,
              std::vector<std::string>* found);

  World& world_;
  std::map<std::string, Names> listings_;
  std::map<ListingQuery, ListingAnswer> answers_;
};

}  // namespace xb::project
