// SPDX-License-Identifier: Apache-2.0
// DependencyScan finds out which wanted files are out of date and why: it
// looks at the files' times, at the logs of earlier runs and at depfiles, and
// sets the dirty bits of a RunState.  It runs nothing.  Loop thread only; file
// times are read ahead by worker threads.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/content_check.h"
#include "engine/history.h"
#include "engine/reasons.h"
#include "engine/run_state.h"
#include "graph/dyndep.h"
#include "graph/overlay.h"
#include "os/disk.h"
#include "os/work_queue.h"

namespace xb {

// A dyndep file and the edges it changed.
struct LoadedDyndep {
  NodeId file = kNoNode;
  std::vector<EdgeId> edges = {};
};

class DependencyScan {
 public:
  struct Services {
    Overlay& overlay;
    RunState& state;
    const History& history;
    Reasons& reasons;
    Disk& disk;
    WorkQueue& workers;
    DyndepReader& dyndeps;
    // Null: times alone decide.
    ContentCheck* content = nullptr;
  };
  explicit DependencyScan(const Services& services);

  // Reads the times of everything that `targets` reach, in batches.  Only
  // makes Scan() faster.
  Status Prefetch(std::span<const NodeId> targets);

  // Settles `target` and everything it reaches.  Validations that were met on
  // the way are appended to `validations` and settled as well.
  Status Scan(NodeId target, std::vector<NodeId>* validations);

  // True when an output of `edge` is missing, older than an input or was made
  // by another command; where the content of the inputs is known, that decides
  // instead of their times.  Notes the reason.
  Result<bool> OutputsDirty(EdgeId edge, NodeId newest_input);

  // The newest of the inputs that can dirty `edge`; kNoNode when there is
  // none.
  NodeId NewestInput(EdgeId edge) const;

  // Reads the dyndep file `node` and adds what it says to the overlay.
  Status LoadDyndep(NodeId node);
  // What LoadDyndep() and Scan() loaded since the last call.
  std::vector<LoadedDyndep> TakeLoadedDyndeps();

  // Depfiles and dyndep files that were read, as they were before that.
  struct ReadFile {
    std::string path;
    FileStat stat;
  };
  std::span<const ReadFile> files_read() const { return files_read_; }

  // Hash of the command of `edge` as the log keeps it; remembered.
  Result<uint64_t> CommandHash(EdgeId edge);
  // By edge, 0 = not known; may be empty.
  std::span<const uint64_t> command_hashes() const { return command_hashes_; }
  // Of these, those that nobody had seeded.
  size_t hashes_computed() const { return hashes_computed_; }
  void SeedCommandHashes(std::span<const uint64_t> hashes);

 private:
  struct Frame {
    EdgeId edge;
    NodeId via;  // the output through which the edge was entered
    uint32_t inputs_begin = 0;
    uint32_t order_only_begin = 0;
    uint32_t inputs_end = 0;
    uint32_t next = 0;
    NodeId newest_input = kNoNode;
    bool dirty = false;
    bool entered = false;
  };

  Status Walk(NodeId target, std::vector<NodeId>* validations);
  // True when the frame is settled, false when another frame was pushed.
  Result<bool> Step(size_t frame_index);
  Result<bool> Enter(Frame* frame);
  void TakeInput(Frame* frame, NodeId input, bool order_only);
  Status Settle(const Frame& frame);
  // Pushes a frame for the producer of `node` unless it is settled; then, or
  // for a source, returns false.
  Result<bool> Descend(NodeId node);
  Status SettleSource(NodeId node);
  Error CycleError(NodeId node) const;

  Result<bool> AnyOutputDirty(EdgeId edge, NodeId newest_input);
  Result<bool> OutputDirty(EdgeId edge, NodeId output, NodeId newest_input,
                           std::optional<uint64_t>* command_hash);
  // An output, or what is recorded of it, is older than the input.
  bool IsOutdatedByTime(EdgeId edge, NodeId newest_input) const;
  Status Stat(NodeId node);
  void StatAll(std::span<const NodeId> nodes);

  // Each returns false when the discovered inputs are not known.
  Result<bool> LoadDeps(EdgeId edge);
  bool LoadDepsFromLog(EdgeId edge);
  Result<bool> LoadDepfile(EdgeId edge);
  // Fails when one of the outputs has a producer, be it by this very entry.
  Status CheckNewOutputs(std::span<const NodeId> outputs) const;

  Services s_;
  const Graph& graph_;
  std::vector<Frame> stack_;
  std::vector<NodeId> inputs_;  // of the frames on the stack
  std::vector<LoadedDyndep> loaded_dyndeps_;
  std::vector<ReadFile> files_read_;
  std::vector<uint64_t> command_hashes_;
  size_t hashes_computed_ = 0;
};

}  // namespace xb
