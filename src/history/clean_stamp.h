// SPDX-License-Identifier: Apache-2.0
// CleanStamp: a build of some targets found nothing to do, and this is all that
// it looked at (`.xb/clean`, misc/doc/formats.md).  What is out of date follows
// from the manifest files, the logs and the stats of the files in the graph,
// and from nothing else.  As long as each of these is what it was, the same
// build finds nothing to do again, and need read neither the graph nor a log.
// It is only a cache: whatever is odd about the file, down to one flipped bit,
// makes Open() return nothing.  Loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "history/log_file.h"
#include "history/snapshot.h"
#include "history/snapshot_format.h"
#include "os/disk.h"
#include "os/mapped_file.h"
#include "os/work_queue.h"

namespace xb {

class CleanStamp {
 public:
  struct Log {
    std::string path;
    LogFile::Mark mark;
  };
  // A file as the build saw it; all zero = missing, a ctime of 0 = of its stat
  // only the mtime is known, or counts.
  struct SeenFile {
    std::string_view path;
    FileStat stat;
  };
  struct Contents {
    // The manifest files, and in the key all else that tells this build from
    // another one.
    const Facts& facts;
    std::string_view build_dir;
    std::span<const Log> logs;
    std::span<const SeenFile> files;
  };
  static Status Write(Disk& disk, const std::string& path,
                      const Contents& contents);

  // nullptr when there is no usable stamp at `path`: missing, damaged, of
  // another version or machine, or not of `key`.
  static std::unique_ptr<CleanStamp> Open(const std::string& path,
                                          std::string_view key);

  // Looks at the manifest files, the logs and all other files; true when each
  // is as it was.  Nobody else may be building meanwhile.
  bool Holds(Disk& disk, WorkQueue& workers) const;

  const std::string& build_dir() const { return build_dir_; }
  size_t file_count() const { return files_.size(); }

 private:
  // What is kept of a FileStat.
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
    uint32_t files_begin = 0;
    uint32_t files_end = 0;
  };
  static_assert(sizeof(Group) == 16);
  struct LogRow {
    uint32_t path_offset = 0;  // in the text
    uint32_t path_size = 0;
    LogFile::Mark mark;
  };
  static_assert(sizeof(LogRow) == 48);
  struct Header;
  class Writer;

  explicit CleanStamp(MappedFile file) : file_(std::move(file)) {}
  bool Read(std::string_view key);
  bool FactsHold(Disk& disk) const;
  bool LogsHold(Disk& disk) const;
  std::string PathAt(uint32_t offset, uint32_t size) const {
    return std::string(text_.substr(offset, size));
  }
  bool GroupHolds(const Group& group) const;
  static StatRow RowOf(const FileStat& stat, bool mtime_only);

  MappedFile file_;
  std::string build_dir_;
  std::span<const FactRow> facts_;
  std::span<const LogRow> logs_;
  std::span<const Group> groups_;
  std::span<const StatRow> files_;
  std::string_view text_;  // ends with a NUL
};

}  // namespace xb
