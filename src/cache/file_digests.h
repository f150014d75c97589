// SPDX-License-Identifier: Apache-2.0
// FileDigests tells the SHA-256 of files and hashes each only when its stat is
// not the one that its remembered digest goes with: a warm build reads no
// file.  Within a run a file is looked at once, unless a command of the run
// writes it.  What is remembered is a file in the build directory
// (misc/doc/formats.md), and dispensable.  Thread safe, but for Load() and
// Save().
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "cache/date_macros.h"
#include "cache/digest.h"
#include "cache/header_search.h"
#include "os/disk.h"
#include "os/guarded.h"

namespace xb {

class FileDigests {
 public:
  // `device` is the one whose clock Facts::checked_ns is of.
  explicit FileDigests(uint64_t device = 0) : device_(device) {}

  struct Facts {
    Digest digest;
    SourceWords words = 0;
    int64_t mtime_ns = 0;
    int64_t ctime_ns = 0;
    uint64_t device = 0;
    // By the file system's clock: the file was so then.
    int64_t checked_ns = 0;
    // The number that the last SetMade() of it had.
    uint32_t made = 0;
    // Of GetSearched() alone: see HeaderSearch::Look().
    uint64_t found = 0;
  };

  // nullopt when there is no regular file, or it changes while it is read.
  // `now_ns` is a time by the file system's clock that has passed.
  std::optional<Facts> Get(std::string_view path, int64_t now_ns);
  // Looks at the file whatever is known of this run.
  std::optional<Facts> GetAnew(std::string_view path, int64_t now_ns);
  // Get(), with where the headers could be found that it asks for.
  std::optional<Facts> GetSearched(std::string_view path, int64_t now_ns,
                                   HeaderSearch& search,
                                   const HeaderSearch::View& view);
  // Of a file that was looked at; see IncludeNames.
  std::string IncludesOf(std::string_view path);

  // A command of this run may have written it, as its `number`th, not 0.
  // Nobody else writes it from then on.
  void SetMade(std::string_view path, uint32_t number);

  // Forgets all.  A file that is missing or damaged has nothing.
  void Load(Disk& disk, const std::string& path);
  // Only when there is something new.
  Status Save(Disk& disk, const std::string& path);

  // For statistics: files that were read.
  uint64_t files_hashed();

 private:
  struct Searched {
    HeaderSearch::View view;
    uint64_t found = 0;
  };
  struct Entry {
    FileStat stat;
    Digest digest;
    int64_t checked_ns = 0;  // 0: not in this run
    uint32_t made = 0;
    SourceWords words = 0;
    bool is_known = false;
    // A later change cannot leave the same stat.
    bool is_settled = false;
    std::string includes;
    std::vector<Searched> searched;  // one for each list
  };
  struct Hasher {
    using is_transparent = void;
    size_t operator()(std::string_view path) const { return Xxh3(path); }
  };
  struct Shard {
    std::unordered_map<std::string, Entry, Hasher, std::equal_to<>> files;
    uint64_t hashed = 0;
    bool is_new = false;
  };
  static constexpr size_t kShards = 16;

  Guarded<Shard>& ShardOf(std::string_view path) {
    return shards_[Xxh3(path) >> 60 & (kShards - 1)];
  }
  static Facts FactsOf(const Entry& entry);
  static void Remember(const Searched& searched, Entry* entry);
  // GetAnew(), unless a command that may have written the file ended
  // meanwhile: then it `is_overtaken`, and says nothing.
  std::optional<Facts> Look(const std::string& path, int64_t now_ns,
                            bool* is_overtaken);
  bool IsSettled(const FileStat& stat, int64_t now_ns) const;

  const uint64_t device_;
  std::array<Guarded<Shard>, kShards> shards_;
};

}  // namespace xb
