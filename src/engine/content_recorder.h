// SPDX-License-Identifier: Apache-2.0
// ContentRecorder notes what the edges of a build read and left, by content.
// That a run has ended is written down before the build log tells of it; what
// it read, later, for many runs at once.  An input that may have changed since
// the command started, or that a command of this build made meanwhile, is noted
// as unknown, and the next build runs the edge again.  Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "engine/content_check.h"
#include "engine/run_state.h"
#include "exec/executor.h"
#include "graph/overlay.h"
#include "history/content_log.h"
#include "os/disk.h"

namespace xb {

class ContentRecorder {
 public:
  struct Services {
    const Overlay& overlay;
    RunState& state;
    ContentCheck& check;
    ContentLog& log;
    Disk& disk;
  };
  explicit ContentRecorder(const Services& services) : s_(services) {}

  void BeginBuild();
  void Started(EdgeId edge) {
    started_[Index(edge)] = s_.check.files().NextEvent();
  }

  // The command of `edge` succeeded: looks at the outputs.  Appends those that
  // have a content they had before, so that their readers may be clean.
  // `contents`: see Outcome.
  Status Finished(EdgeId edge, std::span<const OutputContent> contents,
                  std::vector<NodeId>* unchanged);
  // Of an output, as Finished() saw it; 0 = missing.
  int64_t mtime_ns(NodeId output) const {
    return s_.check.files().stamp(output).mtime_ns;
  }

  // As the scan saw `node`; -1 = it did not, or there was no such file.
  int64_t seen_size(NodeId node) const {
    const FileStamp& stamp = s_.check.files().stamp(node);
    return stamp.exists() ? stamp.size : -1;
  }

  // What the build log will tell of this run of an edge.
  void Ended(EdgeId edge, const LogEntry& entry);
  // Before the build log is flushed.
  Status FlushEnded();
  // What it has read, when the file system said `started_ns` as it started.
  // `discovered`: its discovered inputs.
  void Record(EdgeId edge, const LogEntry& entry, int64_t started_ns,
              std::span<const NodeId> discovered);
  size_t pending() const { return pending_.size(); }

  // Writes down what was recorded.
  Status Settle();

 private:
  struct Pending {
    EdgeId edge = kNoEdge;
    LogEntry entry;
    FileContents::Moment began;
    uint32_t inputs_size = 0;
    size_t inputs_begin = 0;
  };

  // True when somebody reads `output`, which is then known to be `content`.
  bool Take(NodeId output, const FileStat& stat, const OutputContent& content);
  // Only then it is worth a look inside.
  bool MayBeAsBefore(EdgeId edge, NodeId output, int64_t size) const;
  // Looks at all files of the pending runs.
  void LookAtFiles();
  bool IsRead(NodeId output) const;
  // See FileContents::ReadSince(); of everything behind `node`.
  VersionId ReadSince(const FileContents::Moment& began, NodeId node);
  // The event since which all files behind a phony name are the same.
  std::optional<uint32_t> SameSince(NodeId phony_name);
  void WriteDown(const Pending& pending);

  Services s_;
  std::unordered_map<uint32_t, uint32_t> started_;  // by edge: event
  std::vector<Pending> pending_;
  std::vector<NodeId> inputs_;  // of the pending runs
  std::unordered_map<uint32_t, std::optional<uint32_t>> phony_;  // by node
};

}  // namespace xb
