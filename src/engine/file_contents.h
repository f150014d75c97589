// SPDX-License-Identifier: Apache-2.0
// FileContents: what one run knows of the files by content.  A file is hashed
// when its stat is not the one that its remembered digest goes with, at most
// once, and in workers where many are asked for.  What it finds out it adds to
// the ContentLog, if it is sure that any later change will show in the stat.
// While commands run it counts events, to tell what came before what.  Loop
// thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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
  // What SetStat() told of is no symbolic link.
  void SetNoLink(NodeId node) { At(node).bits |= kNoLink; }
  // As SetStat() was told, of mode and device only what counts here.
  FileStat SeenStat(NodeId node) const;
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
  // As Recalled(), where the stat of a file stands for its content.
  VersionId RecalledStamp(NodeId node) {
    const FileStamp& now = stamp(node);
    return now.exists() ? s_.log.FindStamp(node, now) : kNoVersion;
  }
  // Nobody has touched `node`, a file or a phony name, since it had the stat
  // that `digest` is of.  In a copy (see ContentLog::place()) a copy of it will
  // do.
  bool IsUntouched(NodeId node, const Hash128& digest, bool is_copy);
  // Of the stat of `node`, or of all files behind a phony name.
  Hash128 StampDigest(NodeId node);

  // Makes Current() of files faster.
  void HashAhead(std::span<const NodeId> nodes);
  // Those of `nodes` that were never hashed are left alone, and so is what
  // Current() need not hash.
  void HashMoved(std::span<const NodeId> nodes);

  // From now on commands run.  Files so young that they could change without a
  // trace are hashed, to be compared with what they are in the end.
  void BeginBuild();
  uint32_t NextEvent() { return ++event_; }

  // A command of ours has left `node` so, in this event.  Only it writes the
  // file, so the file is what it is from then on.
  void SetMade(NodeId node, const FileStat& stat);
  // What SetMade() told of is a file with this content: so says who wrote it.
  void SetMadeContent(NodeId node, const Hash128& digest);
  // Hashes what was not; looks at the other files again, and hashes those with
  // another stat.
  void Confirm(std::span<const NodeId> nodes);
  // The same for files whose content nobody wants.
  void LookAgain(std::span<const NodeId> nodes);

  // True when every file that the scan saw, before `now_ns` of the file system,
  // would have another stat after any later change.
  bool AllSettled(int64_t now_ns) const;

  // When a command began: in that event, at that time of the file system.
  struct Moment {
    uint32_t event = 0;
    int64_t now_ns = 0;
  };
  // What a command that began then, and has ended, has read as `node`, a file;
  // kNoVersion when that may have been another content than Confirm() saw.
  VersionId ReadSince(const Moment& began, NodeId node);
  // The event since which the file is the same, as far as is known; nullopt
  // when it was not, or is not known.
  std::optional<uint32_t> SameSince(NodeId node) const;
  // As Confirm() or LookAgain() saw it.
  OutputAsLeft AsLeft(NodeId node);
  bool is_regular(NodeId node) const {
    return (Peek(node).bits & kRegular) != 0;
  }
  bool IsLink(NodeId node) const;

  // A phony name that no file has.
  bool IsPhonyName(NodeId node) const;
  // The files that a phony name stands for.
  std::vector<NodeId> FilesBehind(NodeId phony_name) const;

  // False: nothing will be written down.
  bool remembers() const { return s_.clock != nullptr; }
  size_t files_hashed() const { return files_hashed_; }

 private:
  static constexpr uint8_t kStamped = 1;
  static constexpr uint8_t kRegular = 2;
  // Its ctime is of the clock that we read.
  static constexpr uint8_t kSameClock = 4;
  // `version` goes with `stamp`, now and whenever it is seen again.
  static constexpr uint8_t kCertain = 8;
  // By a command of ours.
  static constexpr uint8_t kMade = 16;
  static constexpr uint8_t kNoLink = 32;

  struct File {
    FileStamp stamp;
    VersionId version = kNoVersion;
    uint32_t since = 0;  // event in which it was made or first looked at
    uint8_t bits = 0;
  };
  // A file that changed since it was made or first looked at: as it is now.
  struct Moved {
    FileStamp stamp;
    VersionId version = kNoVersion;  // none: it changed while it was read
    VersionId before = kNoVersion;   // none: was not hashed in time
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
  bool IsSettled(const File& file, int64_t now_ns) const;
  int64_t GrainOf(const File& file, int64_t ctime_ns) const;
  // 0: nobody can tell.
  int64_t NowNs();
  Hashed Hash(NodeId node) const;
  std::vector<Hashed> HashAll(std::span<const NodeId> nodes) const;
  std::vector<FileStamp> StampAll(std::span<const NodeId> nodes) const;
  void Apply(NodeId node, const Hashed& hashed, int64_t now_ns);
  void HashAgain(std::span<const NodeId> nodes);
  void Compare(NodeId node, const Hashed& hashed, int64_t now_ns);
  const Moved* FindMoved(NodeId node) const;
  // Only by a hard link that a command of ours has made.
  bool IsOnlyLinked(const File& file, const Moved& moved);
  VersionId PhonyVersion(NodeId node);
  void ForgetPhonyReaders(NodeId node);

  Services s_;
  std::vector<File> files_;                    // by node; grows on demand
  std::unordered_map<uint32_t, Moved> moved_;  // by node
  std::unordered_map<uint32_t, VersionId> phony_versions_;
  std::unordered_map<uint32_t, Hash128> phony_stamps_;
  // How many files that were made have the inode; empty: not counted.
  std::unordered_map<uint64_t, uint32_t> made_inodes_;
  uint32_t event_ = 0;
  size_t files_hashed_ = 0;
};

}  // namespace xb
