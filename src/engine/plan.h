// SPDX-License-Identifier: Apache-2.0
// Plan decides which edges run, and which of the ready ones next.  It never
// touches disk itself: what is dirty comes from DependencyScan, running is
// Builder's.  An edge becomes ready when a counter of its unready inputs drops
// to zero, so that a finished edge costs its consumers and nothing else.  Of
// the ready edges the one heading the longest chain of work goes first.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "engine/durations.h"
#include "engine/run_state.h"
#include "engine/scan.h"
#include "graph/overlay.h"

namespace xb {

class Plan {
 public:
  struct Services {
    Overlay& overlay;
    RunState& state;
    DependencyScan& scan;
  };
  explicit Plan(const Services& services);

  // Wants whatever is not up to date below `target`, which was scanned.  Fails
  // when a source is missing.
  Status AddTarget(NodeId target);

  // Edges in the plan, producers before their consumers.
  std::span<const EdgeId> edges() const { return order_; }

  // Call once, after the last AddTarget().
  Status Prepare(Durations durations);

  // True while a command is left to run.
  bool has_work() const { return wanted_ > 0 && commands_ > 0; }
  // Commands that the plan wants or wanted to run.
  int command_count() const { return commands_; }
  // Of these, those whose duration was measured before, and their sum.
  int measured_count() const { return measured_count_; }
  int64_t measured_ms() const { return measured_ms_; }
  // What `edge` took the last time; -1 = unknown.
  int64_t MeasuredMs(EdgeId edge) const;

  bool has_ready() const { return !ready_.empty(); }
  // Takes the next edge that may run now; has_ready().
  EdgeId NextReady();

  // The edge succeeded: frees its place in the pool and whatever waited for
  // it.  Reads dyndep files that became ready.
  Status Succeeded(EdgeId edge);
  // The edge failed: only its place in the pool is freed.
  void Failed(EdgeId edge);

  // `output` was made again but did not change: edges that were only wanted
  // because of it are not wanted any more.
  Status Clean(NodeId output);
  // Edges that were not wanted any more, each counted once; phony ones not.
  size_t edges_cut_off() const { return cut_off_.size(); }

 private:
  struct PoolState {
    int32_t in_use = 0;
    std::vector<EdgeId> delayed;  // a heap by Before()
  };
  struct Visit {
    EdgeId edge = kNoEdge;
    NodeId via = kNoNode;  // the output through which it was entered
    std::vector<NodeId> inputs = {};
    size_t next = 0;
  };

  bool IsPlanned(EdgeId edge) const;
  // Appends edges it meets to `walked` when that is not null.
  Status AddSubTarget(NodeId node, std::string_view needed_by,
                      std::vector<EdgeId>* walked);
  // For an error about an input.
  std::string WhereNamed(EdgeId edge) const;
  // True when the edge entered the plan and its inputs must be looked at.
  Result<bool> Admit(NodeId node, std::string_view needed_by,
                     std::vector<EdgeId>* walked);
  void Want(EdgeId edge);
  uint32_t CountPending(EdgeId edge) const;
  void SetState(EdgeId edge, EdgeState state);
  void CountCommand(EdgeId edge, int sign);

  // A heap that gives the edge with the longest way to go first, and of equal
  // ones the one that the manifest names first.
  bool Before(EdgeId a, EdgeId b) const;
  // Queues the edge; a phony one is done at once.
  void Schedule(EdgeId edge);
  void ReleasePool(EdgeId edge);
  void FillFromPool(PoolId pool);
  void PushReady(EdgeId edge);

  void MarkDone(EdgeId edge);
  // Works off `done_`, in which edges that have just finished wait.
  Status Propagate();
  Status OutputReady(NodeId output, bool recount);
  void InputsReady(EdgeId edge);
  Result<bool> StillDirty(EdgeId edge);
  Status DyndepReady(NodeId node);
  Status AddDiscoveredInputs(std::span<const EdgeId> edges,
                             std::vector<EdgeId>* walked);
  void Recount(std::vector<EdgeId> edges);
  Status RefreshDependents(NodeId node, std::vector<EdgeId>* refreshed);

  Services s_;
  const Graph& graph_;
  std::vector<EdgeId> order_;
  Durations durations_;
  std::vector<int64_t> critical_path_ms_;  // by edge, the edge included
  std::vector<PoolState> pools_;
  std::vector<EdgeId> ready_;  // a heap by Before()
  struct Done {
    EdgeId edge;
    bool was_ready;
  };
  std::vector<Done> done_;
  // A dyndep file was loaded while edges waited in `done_`.
  bool recount_ = false;
  std::unordered_set<uint32_t> cut_off_;  // edges
  int wanted_ = 0;
  int commands_ = 0;
  int measured_count_ = 0;
  int64_t measured_ms_ = 0;
};

}  // namespace xb
