// SPDX-License-Identifier: Apache-2.0
// ContentRecorder notes what the edges of a build read and left, by content.
// A run is only written down when it is certain that its command read what the
// inputs are now: none of them has changed since before the command started,
// and those that commands of this build made were finished by then.  What is
// not certain is left out, and the next build goes by times.  Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
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

  void BeginBuild() { s_.check.BeginBuild(); }
  void Started(EdgeId edge) { started_[Index(edge)] = ++sequence_; }

  // The command of `edge` succeeded: looks at the outputs.  Appends those that
  // have a content they had before, so that their readers may be clean.
  // `contents`: see Outcome.
  Status Finished(EdgeId edge, std::span<const OutputContent> contents,
                  std::vector<NodeId>* unchanged);
  // Of an output, as Finished() saw it; 0 = missing.
  int64_t mtime_ns(NodeId output) const {
    return s_.check.files().stamp(output).mtime_ns;
  }

  // What the build log will tell of this run of an edge that finished, when
  // the file system said `started_ns` as it started.  `discovered`: its
  // discovered inputs.
  void Record(EdgeId edge, const LogEntry& entry, int64_t started_ns,
              std::span<const NodeId> discovered);
  size_t pending() const { return pending_.size(); }

  // Writes down all runs that are certain.  Only after the build log was
  // flushed.
  Status Settle();

 private:
  struct Pending {
    EdgeId edge = kNoEdge;
    LogEntry entry;
    int64_t started_ns = 0;
    uint32_t started = 0;  // event
    uint32_t inputs_size = 0;
    size_t inputs_begin = 0;
  };

  // True when somebody reads `output`, which is then known to be `content`.
  bool Take(NodeId output, const FileStat& stat, const OutputContent& content);
  // Only then it is worth a look inside.
  bool MayBeAsBefore(EdgeId edge, NodeId output, int64_t size) const;
  // What Confirm() must know of.
  std::vector<NodeId> FilesOfPending() const;
  bool IsRead(NodeId output) const;
  // Of everything behind `node`.
  FileContents::Certainty CertaintyOf(NodeId node);
  void WriteDown(const Pending& pending);

  Services s_;
  uint32_t sequence_ = 0;
  std::unordered_map<uint32_t, uint32_t> started_;  // by edge: event
  std::vector<Pending> pending_;
  std::vector<NodeId> inputs_;  // of the pending runs
  std::unordered_map<uint32_t, FileContents::Certainty> phony_;  // by node
};

}  // namespace xb
