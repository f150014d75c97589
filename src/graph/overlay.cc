// SPDX-License-Identifier: Apache-2.0
#include "graph/overlay.h"

#include <algorithm>

namespace xb {
namespace {

constexpr size_t kBlockSize = 1 << 14;  // ids

}  // namespace

Overlay::Overlay(const Graph& graph) : graph_(graph) {}

NodeId Overlay::Intern(std::string_view canonical_path, uint32_t hash) {
  const NodeId known = Find(canonical_path, hash);
  if (known != kNoNode) return known;
  const NodeId id{static_cast<uint32_t>(node_count())};
  table_.Insert(hash, Index(id));
  paths_.emplace_back(canonical_path);
  return id;
}

NodeId Overlay::Find(std::string_view canonical_path, uint32_t hash) const {
  const NodeId declared = graph_.FindNode(canonical_path, hash);
  if (declared != kNoNode) return declared;
  return NodeId{table_.Find(hash, [&](uint32_t i) {
    return paths_[i - graph_.node_count()] == canonical_path;
  })};
}

EdgeId Overlay::ProducerOf(NodeId node) const {
  if (IsDeclared(node)) {
    const EdgeId producer = graph_.ProducerOf(node);
    if (producer != kNoEdge) return producer;
  }
  const auto it = learnt_producers_.find(Index(node));
  return it == learnt_producers_.end() ? kNoEdge : it->second;
}

void Overlay::AddConsumer(NodeId node, EdgeId edge) {
  learnt_consumers_[Index(node)].push_back(edge);
}

void Overlay::RemoveConsumer(NodeId node, EdgeId edge) {
  auto& edges = learnt_consumers_[Index(node)];
  const auto it = std::find(edges.begin(), edges.end(), edge);
  if (it != edges.end()) edges.erase(it);
}

void Overlay::SetDiscoveredInputs(EdgeId edge, std::span<const NodeId> inputs) {
  if (discovered_.empty()) discovered_.resize(graph_.edge_count());
  std::span<const NodeId>& row = discovered_[Index(edge)];
  // Only a node that some edge makes can hold its readers back, so only those
  // are linked back.
  for (const NodeId node : row) {
    if (ProducerOf(node) != kNoEdge) RemoveConsumer(node, edge);
  }
  if (block_used_ + inputs.size() > block_size_) {
    block_size_ = std::max(kBlockSize, inputs.size());
    block_used_ = 0;
    blocks_.push_back(std::make_unique<NodeId[]>(block_size_));
  }
  if (inputs.empty()) {
    row = {};
    return;
  }
  NodeId* to = blocks_.back().get() + block_used_;
  std::copy(inputs.begin(), inputs.end(), to);
  block_used_ += inputs.size();
  row = {to, inputs.size()};
  if (is_discovered_.size() < node_count()) {
    is_discovered_.resize(node_count() + node_count() / 8);
  }
  for (const NodeId node : row) {
    is_discovered_[Index(node)] = true;
    if (ProducerOf(node) != kNoEdge) AddConsumer(node, edge);
  }
}

std::span<const NodeId> Overlay::DiscoveredInputs(EdgeId edge) const {
  if (discovered_.empty()) return {};
  return discovered_[Index(edge)];
}

void Overlay::LinkEarlierReaders(NodeId node) {
  if (Index(node) >= is_discovered_.size() || !is_discovered_[Index(node)]) {
    return;
  }
  for (uint32_t e = 0; e < discovered_.size(); ++e) {
    for (const NodeId input : discovered_[e]) {
      if (input == node) AddConsumer(node, EdgeId{e});
    }
  }
}

void Overlay::AddDynamicLinks(EdgeId edge, DynamicLinks links) {
  for (const NodeId node : links.outputs) {
    XB_CHECK(ProducerOf(node) == kNoEdge);
    learnt_producers_[Index(node)] = edge;
    LinkEarlierReaders(node);
  }
  for (const NodeId node : links.inputs) AddConsumer(node, edge);
  DynamicLinks& all = dynamic_[Index(edge)];
  all.inputs.insert(all.inputs.end(), links.inputs.begin(), links.inputs.end());
  all.outputs.insert(all.outputs.end(), links.outputs.begin(),
                     links.outputs.end());
  all.restat |= links.restat;
}

std::span<const NodeId> Overlay::DynamicInputs(EdgeId edge) const {
  const auto it = dynamic_.find(Index(edge));
  if (it == dynamic_.end()) return {};
  return it->second.inputs;
}

std::span<const NodeId> Overlay::DynamicOutputs(EdgeId edge) const {
  const auto it = dynamic_.find(Index(edge));
  if (it == dynamic_.end()) return {};
  return it->second.outputs;
}

bool Overlay::IsRestat(EdgeId edge) const {
  if (graph_.Has(edge, EdgeFlag::kRestat)) return true;
  const auto it = dynamic_.find(Index(edge));
  return it != dynamic_.end() && it->second.restat;
}

}  // namespace xb
