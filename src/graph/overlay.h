// SPDX-License-Identifier: Apache-2.0
// Overlay: what a run learns about the graph after it was finished: nodes
// that only a log, a depfile or the command line names (their ids continue
// the graph's), inputs discovered by running, and what dyndep files add.  The
// graph below never changes.  Loop thread only; reading from several threads
// is safe while nobody writes.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/graph.h"
#include "graph/graph_builder.h"

namespace xb {

class Overlay {
 public:
  // `graph` must outlive the overlay.
  explicit Overlay(const Graph& graph);

  const Graph& graph() const { return graph_; }

  // --- Nodes of the graph and learnt ones, in one id space.
  size_t node_count() const { return graph_.node_count() + paths_.size(); }
  NodeId Intern(std::string_view canonical_path) {
    return Intern(canonical_path, HashOf(canonical_path));
  }
  // `hash`: HashOf() the path.
  NodeId Intern(std::string_view canonical_path, uint32_t hash);
  NodeId Find(std::string_view canonical_path) const {
    return Find(canonical_path, HashOf(canonical_path));
  }
  NodeId Find(std::string_view canonical_path, uint32_t hash) const;
  // Interns path_at(i) with hash_at(i) for each i below `n` and calls
  // use(i, NodeId), in order.  Many are found faster than one by one.
  template <typename HashAt, typename PathAt, typename Use>
  void InternAll(size_t n, HashAt hash_at, PathAt path_at, Use use) {
    constexpr size_t kAhead = 8;
    for (size_t i = 0; i < n; ++i) {
      if (i + kAhead < n) graph_.PrefetchNode(hash_at(i + kAhead));
      use(i, Intern(path_at(i), hash_at(i)));
    }
  }
  std::string_view PathOf(NodeId node) const {
    return Index(node) < graph_.node_count()
               ? graph_.PathOf(node)
               : std::string_view(paths_[Index(node) - graph_.node_count()]);
  }
  EdgeId ProducerOf(NodeId node) const;
  // True for a node that the manifest itself names.
  bool IsDeclared(NodeId node) const {
    return Index(node) < graph_.declared_nodes;
  }

  // --- Inputs that running the edge discovered (deps log or depfile).  They
  // replace those set before.  The span is copied.
  void SetDiscoveredInputs(EdgeId edge, std::span<const NodeId> inputs);
  std::span<const NodeId> DiscoveredInputs(EdgeId edge) const;

  // --- What a dyndep file says.
  struct DynamicLinks {
    std::vector<NodeId> inputs;
    std::vector<NodeId> outputs;
    bool restat = false;
  };
  // `outputs` must have no producer yet.
  void AddDynamicLinks(EdgeId edge, DynamicLinks links);
  std::span<const NodeId> DynamicInputs(EdgeId edge) const;
  std::span<const NodeId> DynamicOutputs(EdgeId edge) const;
  bool IsRestat(EdgeId edge) const;

  // Calls fn(NodeId) for explicit, implicit, discovered and dynamic inputs.
  template <typename Fn>
  void ForEachDirtyingInput(EdgeId edge, Fn fn) const {
    for (const NodeId node : graph_.DirtyingInputs(edge)) fn(node);
    for (const NodeId node : DiscoveredInputs(edge)) fn(node);
    for (const NodeId node : DynamicInputs(edge)) fn(node);
  }
  template <typename Fn>
  void ForEachInput(EdgeId edge, Fn fn) const {
    ForEachDirtyingInput(edge, fn);
    for (const NodeId node : graph_.OrderOnlyInputs(edge)) fn(node);
  }
  template <typename Fn>
  void ForEachOutput(EdgeId edge, Fn fn) const {
    for (const NodeId node : graph_.Outputs(edge)) fn(node);
    for (const NodeId node : DynamicOutputs(edge)) fn(node);
  }
  // Calls fn(EdgeId) once for each link from `node` to an edge that reads it.
  template <typename Fn>
  void ForEachConsumer(NodeId node, Fn fn) const {
    if (IsDeclared(node)) {
      for (const EdgeId edge : graph_.ConsumersOf(node)) fn(edge);
    }
    const auto it = learnt_consumers_.find(Index(node));
    if (it == learnt_consumers_.end()) return;
    for (const EdgeId edge : it->second) fn(edge);
  }

 private:
  void AddConsumer(NodeId node, EdgeId edge);
  void RemoveConsumer(NodeId node, EdgeId edge);
  // Links the edges that discovered `node` before it had a producer.
  void LinkEarlierReaders(NodeId node);

  const Graph& graph_;
  std::deque<std::string> paths_;
  IndexTable table_;
  std::unordered_map<uint32_t, EdgeId> learnt_producers_;
  // A link to a discovered or dynamic input, by node.
  std::unordered_map<uint32_t, std::vector<EdgeId>> learnt_consumers_;
  // By edge; empty until the first discovered input.
  std::vector<std::span<const NodeId>> discovered_;
  std::vector<bool> is_discovered_;  // by node
  // What `discovered_` points into: blocks that never move.
  std::vector<std::unique_ptr<NodeId[]>> blocks_;
  size_t block_used_ = 0;
  size_t block_size_ = 0;
  std::unordered_map<uint32_t, DynamicLinks> dynamic_;
};

}  // namespace xb
