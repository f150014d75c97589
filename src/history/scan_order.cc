// SPDX-License-Identifier: Apache-2.0
#include "history/scan_order.h"

#include <string_view>
#include <unordered_map>

namespace xb {
namespace {

enum class Mark : uint8_t { kNone, kOpen, kDone };

class OrderFinder {
 public:
  OrderFinder(const Overlay& overlay, const DepsLog& deps)
      : overlay_(overlay),
        graph_(overlay.graph()),
        deps_(deps),
        marks_(graph_.edge_count()),
        seen_(overlay.node_count()) {}

  // False when there is a circle.
  bool Visit(NodeId target) {
    // Validations are no inputs: their edges may even depend on this one.
    validations_.push_back(target);
    while (!validations_.empty()) {
      const NodeId node = validations_.back();
      validations_.pop_back();
      if (!Walk(node)) return false;
    }
    return true;
  }

  OwnedScanOrder Take() {
    OwnedScanOrder order;
    order.edges = std::move(edges_);
    GroupByDirectory(overlay_, nodes_, &order);
    return order;
  }

 private:
  struct Frame {
    EdgeId edge;
    size_t next = 0;
  };

  bool Walk(NodeId target) {
    See(target);
    if (!Open(overlay_.ProducerOf(target))) return false;
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      const std::span<const NodeId> declared = graph_.AllInputs(frame.edge);
      const std::span<const NodeId> found = Discovered(frame.edge);
      const std::span<const NodeId> dynamic =
          overlay_.DynamicInputs(frame.edge);
      size_t at = frame.next++;
      NodeId input = kNoNode;
      for (const std::span<const NodeId> row : {declared, found, dynamic}) {
        if (at < row.size()) {
          input = row[at];
          break;
        }
        at -= row.size();
      }
      if (input == kNoNode) {
        Close();
        continue;
      }
      See(input);
      if (!Open(overlay_.ProducerOf(input))) return false;
    }
    return true;
  }

  std::span<const NodeId> Discovered(EdgeId edge) const {
    const DepsKind kind = graph_.edge(edge).deps;
    if (kind == DepsKind::kNone || kind == DepsKind::kDepfile) return {};
    const auto deps = deps_.Find(graph_.Outputs(edge)[0]);
    return deps ? deps->inputs : std::span<const NodeId>();
  }

  void See(NodeId node) {
    if (seen_[Index(node)]) return;
    seen_[Index(node)] = true;
    nodes_.push_back(node);
  }

  bool Open(EdgeId edge) {
    if (edge == kNoEdge) return true;
    Mark& mark = marks_[Index(edge)];
    if (mark == Mark::kOpen) return false;
    if (mark == Mark::kDone) return true;
    mark = Mark::kOpen;
    stack_.push_back({edge});
    return true;
  }

  void Close() {
    const EdgeId edge = stack_.back().edge;
    stack_.pop_back();
    marks_[Index(edge)] = Mark::kDone;
    edges_.push_back(edge);
    overlay_.ForEachOutput(edge, [&](NodeId output) { See(output); });
    for (const NodeId node : graph_.Validations(edge)) {
      validations_.push_back(node);
    }
  }

  const Overlay& overlay_;
  const Graph& graph_;
  const DepsLog& deps_;
  std::vector<Mark> marks_;
  std::vector<bool> seen_;
  std::vector<NodeId> nodes_;
  std::vector<NodeId> validations_;  // and the target, not walked yet
  std::vector<Frame> stack_;
  std::vector<EdgeId> edges_;
};

}  // namespace

std::vector<NodeId> DefaultTargets(const Graph& graph) {
  const auto defaults = graph.defaults.view();
  if (!defaults.empty()) return {defaults.begin(), defaults.end()};
  return graph.RootNodes();
}

void GroupByDirectory(const Overlay& overlay, std::span<const NodeId> nodes,
                      OwnedScanOrder* order) {
  std::unordered_map<std::string_view, uint32_t> ids;
  std::vector<uint32_t> directory_of(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    const std::string_view path = overlay.PathOf(nodes[i]);
    const size_t slash = path.rfind('/');
    // With its slash; the root itself is a name in no directory.
    const std::string_view name =
        slash == std::string_view::npos || path.size() == 1
            ? ""
            : path.substr(0, slash + 1);
    const auto [it, is_new] =
        ids.emplace(name, static_cast<uint32_t>(order->directories.size()));
    if (is_new) {
      order->directories.push_back(
          {.path = {.offset = static_cast<uint32_t>(order->paths.size()),
                    .size = static_cast<uint32_t>(name.size())}});
      order->paths.append(name).push_back('\0');
    }
    directory_of[i] = it->second;
    ++order->directories[it->second].nodes_end;
  }
  uint32_t at = 0;
  for (ScanOrder::Directory& directory : order->directories) {
    directory.nodes_begin = at;
    at += directory.nodes_end;
    directory.nodes_end = directory.nodes_begin;
  }
  order->nodes.resize(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    order->nodes[order->directories[directory_of[i]].nodes_end++] = nodes[i];
  }
}

std::optional<OwnedScanOrder> FindScanOrder(const Overlay& overlay,
                                            const DepsLog& deps,
                                            std::span<const NodeId> targets) {
  OrderFinder finder(overlay, deps);
  for (const NodeId target : targets) {
    if (!finder.Visit(target)) return std::nullopt;
  }
  return finder.Take();
}

}  // namespace xb
