// SPDX-License-Identifier: Apache-2.0
// Where files are looked for besides their own name: vpath directives, VPATH,
// GPATH.  Part of an Evaluation; loop thread only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/words.h"

namespace xb::make {

class SearchPath {
 public:
  // A vpath directive; without directories it takes back the pattern's, and
  // without a pattern all.
  void Add(std::string_view pattern, std::string_view directories);
  void Clear() { by_pattern_.clear(); }
  void SetGeneral(std::string_view directories);
  void SetKept(std::string_view directories);

  bool empty() const { return by_pattern_.empty() && general_.empty(); }
  // In the order in which `name` is to be looked for.
  std::vector<std::string> Candidates(std::string_view name) const;
  // GPATH names this directory: what is found there keeps its place.
  bool IsKept(std::string_view directory) const;

 private:
  struct Entry {
    std::string text;
    Pattern pattern;
    std::vector<std::string> directories;
  };

  std::vector<Entry> by_pattern_;
  std::vector<std::string> general_;
  std::vector<std::string> kept_;
};

}  // namespace xb::make
