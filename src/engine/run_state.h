// SPDX-License-Identifier: Apache-2.0
// RunState: what one run knows about the nodes and edges of a graph, as arrays
// beside it.  Starting a run over is a reset.  Loop thread only.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "graph/overlay.h"

namespace xb {

enum class VisitMark : uint8_t { kNone, kOnStack, kDone };

// Where an edge is on its way through the plan.
enum class EdgeState : uint8_t {
  kUnwanted,  // not in the plan
  kPassing,   // in the plan to keep the order; does not run itself
  kWaiting,   // will run; some input is not ready
  kQueued,    // may run as soon as its pool and -j let it
  kRunning,
  kDone,
  kFailed,
};

class RunState {
 public:
  explicit RunState(const Overlay& overlay) : overlay_(overlay) {
    edges_.resize(overlay.graph().edge_count());
    Grow();
  }

  // --- Nodes.
  // 0 = missing.  Of a phony output: the newest of its inputs.
  int64_t mtime(NodeId node) const { return At(node).mtime_ns; }
  bool is_known(NodeId node) const { return (At(node).bits & kKnown) != 0; }
  bool exists(NodeId node) const { return (At(node).bits & kExists) != 0; }
  bool is_dirty(NodeId node) const { return (At(node).bits & kDirty) != 0; }
  void SetStat(NodeId node, int64_t mtime_ns) {
    NodeState& state = At(node);
    state.mtime_ns = mtime_ns;
    state.bits &= static_cast<uint8_t>(~kExists);
    state.bits |= kKnown | (mtime_ns != 0 ? kExists : 0);
  }
  // A file that is not there still carries the time of what it stands for.
  void RaiseMtime(NodeId node, int64_t mtime_ns) {
    NodeState& state = At(node);
    if ((state.bits & kExists) == 0 && state.mtime_ns < mtime_ns) {
      state.mtime_ns = mtime_ns;
    }
  }
  void SetDirty(NodeId node, bool dirty) {
    NodeState& state = At(node);
    state.bits = static_cast<uint8_t>(dirty ? state.bits | kDirty
                                            : state.bits & ~kDirty);
  }
  bool is_dyndep_pending(NodeId node) const {
    return (At(node).bits & kDyndepPending) != 0;
  }
  void SetDyndepPending(NodeId node, bool pending) {
    NodeState& state = At(node);
    state.bits = static_cast<uint8_t>(pending ? state.bits | kDyndepPending
                                              : state.bits & ~kDyndepPending);
  }
  // Makes room for nodes that the overlay has learnt.
  void Grow() {
    if (nodes_.size() < overlay_.node_count()) {
      nodes_.resize(overlay_.node_count());
    }
  }

  // --- Edges.
  struct PerEdge {
    VisitMark mark = VisitMark::kNone;
    EdgeState state = EdgeState::kUnwanted;
    // Nothing that reads this edge's outputs has to wait for it.
    bool outputs_ready = false;
    bool deps_loaded = false;
    // Discovered inputs are unknown: nothing may call the edge clean.
    bool deps_missing = false;
    // Links to inputs whose edge is not ready; valid while in the plan.
    uint32_t pending_inputs = 0;
    // So many of the inputs that can dirty it, from the first on, are known to
    // be clean; kDirtyItself = all, but its outputs are out of date.
    uint32_t clean_inputs = 0;
  };
  static constexpr uint32_t kDirtyItself = kNoIndex;
  PerEdge& edge(EdgeId id) { return edges_[Index(id)]; }
  const PerEdge& edge(EdgeId id) const { return edges_[Index(id)]; }

 private:
  static constexpr uint8_t kKnown = 1;
  static constexpr uint8_t kExists = 2;
  static constexpr uint8_t kDirty = 4;
  static constexpr uint8_t kDyndepPending = 8;

  struct NodeState {
    int64_t mtime_ns = 0;
    uint8_t bits = 0;
  };

  NodeState& At(NodeId node) {
    if (Index(node) >= nodes_.size()) Grow();
    return nodes_[Index(node)];
  }
  const NodeState& At(NodeId node) const {
    static constexpr NodeState kUnseen;
    return Index(node) < nodes_.size() ? nodes_[Index(node)] : kUnseen;
  }

  const Overlay& overlay_;
  std::vector<NodeState> nodes_;
  std::vector<PerEdge> edges_;
};

}  // namespace xb
