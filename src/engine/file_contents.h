// SPDX-License-Identifier: Apache-2.0
// FileContents: what one run knows of the files by content.  A file is hashed
// when its stat is not the one that its remembered digest goes with, at most
// once, and in workers where many are asked for.  What it finds out it adds to
// the ContentLog, if it is sure that any later change will show in the stat.
// Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "graph/overlay.h"
#include "history/content_log.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"

namespace xb {

class FileContents {
 public:
  struct Services {
    const Overlay& overlay;
    ContentLog& log;
    Disk& disk;
    WorkQueue& workers;
    // Null: nothing is remembered.
    FileClock* clock = nullptr;
  };
  explicit FileContents(const Services& services) : s_(services) {}

  // What the scan saw.
  void SetStat(NodeId node, const FileStat& stat);
  // Zeros: missing, or not looked at.
  const FileStamp& stamp(NodeId node) { return At(node).stamp; }

  // The content of `node`: of its file, or, of a phony name without one, of
  // all that it stands for.  kNoVersion: there is nothing.
  VersionId Current(NodeId node);
  // As Current(), of a file that nobody has touched since it was remembered;
  // kNoVersion for all others.
  VersionId Recalled(NodeId node) {
    return Recall(node) ? At(node).version : kNoVersion;
  }
  // Makes Current() of files faster.
  void HashAhead(std::span<const NodeId> nodes);
  // Those of `nodes` that were never hashed are left alone, and so is what
  // Current() need not hash.
  void HashMoved(std::span<const NodeId> nodes);

  // A command of ours, the `sequence`th event of this run, has left `node`
  // so.  Only it writes the file, so the file is what it is from then on.
  void SetMade(NodeId node, const FileStat& stat, uint32_t sequence);
  // What SetMade() told of is a file with this content: so says who wrote it.
  void SetMadeContent(NodeId node, const Hash128& digest);
  // Hashes what was not; looks at the other files again, and those with
  // another stat are not certain any more.
  void Confirm(std::span<const NodeId> nodes);

  // True when every file that the scan saw, before `now_ns` of the file system,
  // would have another stat after any later change.
  bool AllSettled(int64_t now_ns) const;

  // For what a command has read: its content was Current()...
  struct Certainty {
    bool is_certain = false;
    // ...since that event of this run...
    uint32_t made = 0;
    // ...and that time of the file system, if both have passed.
    int64_t since_ns = 0;
  };
  // Of a file.
  Certainty CertaintyOf(NodeId node) const;
  // A phony name that no file has.
  bool IsPhonyName(NodeId node) const;
  // The files that a phony name stands for.
  std::vector<NodeId> FilesBehind(NodeId phony_name) const;

  size_t files_hashed() const { return files_hashed_; }

 private:
  static constexpr uint8_t kStamped = 1;
  static constexpr uint8_t kRegular = 2;
  // Its ctime is of the clock that we read.
  static constexpr uint8_t kSameClock = 4;
  // `version` goes with `stamp`, now and whenever it is seen again.
  static constexpr uint8_t kCertain = 8;

  struct File {
    FileStamp stamp;
    VersionId version = kNoVersion;
    uint32_t made = 0;
    uint8_t bits = 0;
  };
  struct Hashed {
    FileStat stat;
    Hash128 digest;
    bool is_stable = false;
  };

  File& At(NodeId node);
  File Peek(NodeId node) const {
    return Index(node) < files_.size() ? files_[Index(node)] : File{};
  }
  // Takes what is remembered, if the stat allows it.
  bool Recall(NodeId node);
  bool IsSettled(int64_t ctime_ns, uint8_t bits, int64_t now_ns) const;
  Hashed Hash(NodeId node) const;
  void Apply(NodeId node, const Hashed& hashed, int64_t now_ns);
  VersionId PhonyVersion(NodeId node);
  void ForgetPhonyReaders(NodeId node);

  Services s_;
  std::vector<File> files_;  // by node; grows on demand
  std::unordered_map<uint32_t, VersionId> phony_versions_;
  size_t files_hashed_ = 0;
};

}  // namespace xb
