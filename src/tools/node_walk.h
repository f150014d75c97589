// SPDX-License-Identifier: Apache-2.0
// NodeWalk goes through what nodes are made of by the manifest, each node once
// and the inputs of an edge before its outputs.  Without recursion, so that no
// graph is too deep for it; circles are cut where they close.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/graph.h"

namespace xb {

class NodeWalk {
 public:
  explicit NodeWalk(const Graph& graph)
      : graph_(graph), visited_(graph.node_count()) {}

  // Calls fn(NodeId) for all below `root` that was not visited yet, then for
  // `root` itself.  A root from outside the graph has nothing below it.
  template <typename Fn>
  void Visit(NodeId root, Fn fn) {
    if (Index(root) >= visited_.size()) return;
    Enter(root);
    while (!open_.empty()) {
      Frame& frame = open_.back();
      const EdgeId edge = graph_.ProducerOf(frame.node);
      if (edge != kNoEdge && frame.next < graph_.AllInputs(edge).size()) {
        Enter(graph_.AllInputs(edge)[frame.next++]);
        continue;
      }
      const NodeId node = frame.node;
      open_.pop_back();
      fn(node);
    }
  }

  // The same for what the edge of `root` reads, and not for `root`.
  template <typename Fn>
  void VisitInputsOf(NodeId root, Fn fn) {
    if (Index(root) >= visited_.size()) return;
    const EdgeId edge = graph_.ProducerOf(root);
    if (edge == kNoEdge) return;
    for (const NodeId input : graph_.AllInputs(edge)) Visit(input, fn);
  }

 private:
  struct Frame {
    NodeId node;
    uint32_t next = 0;
  };

  void Enter(NodeId node) {
    if (visited_[Index(node)]) return;
    visited_[Index(node)] = true;
    open_.push_back({node});
  }

  const Graph& graph_;
  std::vector<bool> visited_;
  std::vector<Frame> open_;
};

}  // namespace xb
