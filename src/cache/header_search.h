// SPDX-License-Identifier: Apache-2.0
// HeaderSearch tells where the names that sources ask for could be found: a
// header that appears in front of another changes what a compiler makes
// although no file that it read before has changed.  A directory is listed
// once in a run and what the run itself makes is added.  Paths are as a
// compiler or a manifest writes them.  Thread safe.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "os/disk.h"
#include "os/guarded.h"

namespace xb {

class HeaderSearch {
 public:
  // Directories that are searched, as they are known at a time.
  struct View {
    uint32_t list = 0;  // 0: nothing is searched
    uint32_t generation = 0;

    friend bool operator==(const View&, const View&) = default;
  };

  // Has no link in it; paths below it count as relative ones.
  explicit HeaderSearch(std::string working_directory);

  // The same directories in the same order make the same list.
  View ViewOf(std::span<const std::string> directories);

  // Of the file at `path`, which asks for `names` (see IncludeNames), another
  // number for each other set of places where these could be found, or the
  // file itself by the name that it has in one of the directories; the same in
  // another place below which all is the same.
  uint64_t Look(const View& view, std::string_view path,
                std::string_view names);

  struct Found {
    uint64_t number = 0;
    std::vector<std::string> headers;
    std::vector<std::string> precompiled;  // `.gch` of one of them
  };
  // The same, of directories as they are at `since_ns`, or later: a time by
  // the file system's clock, of which `now_ns` tells a later one.
  Found LookAnew(const View& view, std::string_view path,
                 std::string_view names, int64_t since_ns, int64_t now_ns);

  // A file in `directory` may ask by a macro for the one at `path`, by a name
  // under which another one below a directory that is there would come first
  // some day: no number tells that.
  bool MayBeHidden(const View& view, std::string_view path,
                   std::string_view directory);

  // A command of this run may have made the file.
  void SetMade(std::string_view path);

 private:
  enum class Kind : uint8_t { kNone, kFile, kDirectory, kLink };
  struct Hasher {
    using is_transparent = void;
    size_t operator()(std::string_view text) const;
  };
  template <typename T>
  using ByName = std::unordered_map<std::string, T, Hasher, std::equal_to<>>;
  struct Listing {
    ByName<Kind> names;
    // What was answered.
    ByName<Kind> asked;
    FileStat stat;
    int64_t checked_ns = 0;
  };
  struct State {
    // Deque-like: a list is never removed.
    std::vector<std::vector<std::string>> lists;
    std::map<std::vector<std::string>, uint32_t> numbers;
    ByName<Listing> listings;  // by canonical directory
    uint32_t generation = 1;
  };
  class Looker;

  std::string Local(std::string_view path) const;

  const std::string working_directory_;
  Guarded<State> state_;
};

}  // namespace xb
