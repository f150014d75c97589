// SPDX-License-Identifier: Apache-2.0
// RunStamp is the RunFacts of a make that had nothing to do, on disk
// (`.xb/make-*`, misc/doc/formats.md).  As long as all of them hold, the same
// call would see, say and do the same, and no Makefile need be read for it.  It
// is only a cache: whatever is odd about the file, down to one flipped bit,
// makes Open() return nothing.  Loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "os/disk.h"
#include "os/mapped_file.h"
#include "os/work_queue.h"
#include "remake/environment_view.h"
#include "remake/run_facts.h"

namespace xb {

class RunStamp {
 public:
  // A moment by the clocks of the file systems: what changed before it and
  // changes again shows in its ctime.
  struct Moment {
    int64_t own_ns = 0;  // of the file system of `device`
    uint64_t device = 0;
    int64_t wall_ns = 0;
  };

  // Looks at everything once more, at what was missing too; false when it is
  // not what the run saw, or so young that a change might not show.  `began`:
  // before the first look; `now`: before this one.
  static bool Encode(const RunFacts& facts, std::string_view key,
                     const Moment& began, const Moment& now, Disk& disk,
                     std::string* file);

  // nullptr when there is no usable stamp at `path`: missing, damaged, of
  // another version or machine, or not of `key`.
  static std::unique_ptr<RunStamp> Open(const std::string& path,
                                        std::string_view key);

  // Of what files and directories say.  `base` stands in front of relative
  // paths; it is empty or ends in a slash.
  bool FilesHold(const std::string& base, Disk& disk, WorkQueue& workers) const;
  // Of what links and the names of users lead to.
  bool PathsHold(const std::string& base,
                 const EnvironmentView& environment) const;
  // Of what the environment and the system say, and PathsHold().  `now_ns`:
  // wall clock.
  bool SurroundingsHold(const std::string& base,
                        const EnvironmentView& environment,
                        int64_t now_ns) const;
  // What does not hold, for people, `most` at most; slower than asking whether
  // all does.
  std::vector<std::string> Differences(const std::string& base,
                                       const EnvironmentView& environment,
                                       Disk& disk, int64_t now_ns,
                                       size_t most) const;

  const std::vector<RunEvent>& events() const { return rest_.events; }
  int exit_status() const { return rest_.exit_status; }
  size_t file_count() const { return files_.size() + hashes_.size(); }
  size_t listing_count() const { return rest_.listings.size(); }
  size_t variable_count() const { return rest_.variables.size(); }

 private:
  struct StatRow {
    int64_t mtime_ns = 0;
    int64_t ctime_ns = 0;  // 0: this and what follows does not count
    int64_t size = 0;
    uint64_t inode = 0;

    friend bool operator==(const StatRow&, const StatRow&) = default;
  };
  static_assert(sizeof(StatRow) == 32);
  // Files of one directory, which may have several of these.
  struct Group {
    uint32_t directory = 0;   // both in the text, a NUL follows;
    uint32_t first_name = 0;  // so do the other names, in a row
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  static_assert(sizeof(Group) == 16);
  // A directory, and names that are not in it: XXH3-64 of each, in order.  If
  // it is what it was, so is what is missing.
  struct Gap {
    uint32_t directory = 0;
    uint32_t reserved = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
    StatRow stat;  // an mtime of -1: not known; 0: there is no directory
  };
  static_assert(sizeof(Gap) == 48);
  class Writer;
  class Comparison;

  explicit RunStamp(MappedFile file) : file_(std::move(file)) {}
  bool Read(std::string_view key);
  bool AreRowsSound() const;
  bool GroupHolds(const Group& group, const std::string& base) const;
  bool GapHolds(const Gap& gap, const std::string& base, Disk& disk) const;
  static StatRow RowOf(const FileStat& stat, bool mtime_only);

  MappedFile file_;
  std::span<const Group> groups_;
  std::span<const Gap> gaps_;
  std::span<const StatRow> files_;
  std::span<const uint64_t> hashes_;
  std::string_view text_;  // ends with a NUL
  int64_t newest_ns_ = 0;  // mtime of any file
  RunFacts rest_;          // all but files
};

}  // namespace xb
