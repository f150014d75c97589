// SPDX-License-Identifier: Apache-2.0
// CleanStamp: a build of some targets found nothing to do, and this is all that
// it looked at (`.xb/clean`, misc/doc/formats.md).  What is out of date follows
// from the manifest files, the logs and the stats of the files in the graph,
// and from nothing else.  As long as each of these is what it was, the same
// build finds nothing to do again, and need read neither the graph nor a log.
// When only files have changed, what it has seen of all of them is of use to
// the run that goes on from there.
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
    NodeId node = kNoNode;  // in the graph of the snapshot
  };
  struct Contents {
    // The manifest files, and in the key all else that tells this build from
    // another one.
    const Facts& facts;
    std::string_view build_dir;
    std::span<const Log> logs;
    std::span<const SeenFile> files;
    // See Snapshot::identity(); 0: none, and no file is a node.
    uint64_t snapshot = 0;
    // That of files whose ctime is of the clock that the build has read.
    uint64_t device = 0;
  };
  static Status Write(Disk& disk, const std::string& path,
                      const Contents& contents);

  // nullptr when there is no usable stamp at `path`: missing, damaged, of
  // another version or machine, or not of `key`.
  static std::unique_ptr<CleanStamp> Open(const std::string& path,
                                          std::string_view key);

  struct ChangedFile {
    uint32_t file = 0;
    // An mtime of -1: it cannot be looked at.
    FileStat stat;
  };
  struct Look {
    bool holds = false;
    // All files were looked at, which is only done when the manifest files and
    // the logs are as they were.
    bool is_whole = false;
    // By group of files.
    std::vector<std::vector<ChangedFile>> changed = {};
  };
  // Looks at the manifest files, the logs and all other files, and finds
  // whether each is as it was.  Nobody else may be building meanwhile.
  Look LookAt(Disk& disk, WorkQueue& workers) const;
  bool Holds(Disk& disk, WorkQueue& workers) const {
    return LookAt(disk, workers).holds;
  }
  // Calls fn(NodeId, const FileStat&) for the nodes of the snapshot among the
  // files, with what a whole `look` saw.  Of a mode and a device nothing is
  // told but whether it is that of a regular file, and `device()`.
  template <typename Fn>
  void ForEachNode(const Look& look, Fn fn) const {
    for (size_t g = 0; g < groups_.size(); ++g) {
      auto changed = look.changed[g].begin();
      for (uint32_t i = groups_[g].files_begin; i < groups_[g].files_end; ++i) {
        const bool is_changed =
            changed != look.changed[g].end() && changed->file == i;
        const FileStat stat = is_changed ? (changed++)->stat : StatAt(i);
        if (nodes_[i].node != kNoNode) fn(nodes_[i].node, stat);
      }
    }
  }

  const std::string& build_dir() const { return build_dir_; }
  size_t file_count() const { return files_.size(); }
  uint64_t snapshot() const { return snapshot_; }
  uint64_t device() const { return device_; }

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
  struct FileNode {
    NodeId node = kNoNode;
    uint32_t bits = 0;
  };
  static_assert(sizeof(FileNode) == 8);
  static constexpr uint32_t kRegular = 1;
  static constexpr uint32_t kOnDevice = 2;
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
  // Appends what is not as it was.
  void LookAtGroup(const Group& group, std::vector<ChangedFile>* changed) const;
  FileStat StatAt(uint32_t file) const;
  static StatRow RowOf(const FileStat& stat, bool mtime_only);

  MappedFile file_;
  std::string build_dir_;
  std::span<const FactRow> facts_;
  std::span<const LogRow> logs_;
  std::span<const Group> groups_;
  std::span<const StatRow> files_;
  std::span<const FileNode> nodes_;  // of the files
  uint64_t snapshot_ = 0;
  uint64_t device_ = 0;
  std::string_view text_;  // ends with a NUL
};

}  // namespace xb
