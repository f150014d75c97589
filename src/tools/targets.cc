// SPDX-License-Identifier: Apache-2.0
// -t targets
#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "base/edit_distance.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// In the order of the manifest, once for each use.
void PrintSources(const Graph& graph, Printer* out) {
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    for (const NodeId input : graph.AllInputs(EdgeId{e})) {
      if (graph.ProducerOf(input) != kNoEdge) continue;
      out->Print(graph.PathOf(input), "\n");
    }
  }
}

void PrintMadeBy(const Graph& graph, std::string_view rule, Printer* out) {
  std::vector<std::string_view> paths;
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (graph.RuleName(graph.edge(EdgeId{e}).rule) != rule) continue;
    for (const NodeId output : graph.Outputs(EdgeId{e})) {
      paths.push_back(graph.PathOf(output));
    }
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string_view path : paths) out->Print(path, "\n");
}

void PrintAll(const Graph& graph, Printer* out) {
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    const std::string_view rule = graph.RuleName(graph.edge(EdgeId{e}).rule);
    for (const NodeId output : graph.Outputs(EdgeId{e})) {
      out->Print(graph.PathOf(output), ": ", rule, "\n");
    }
  }
}

// The nodes and what they are made of, `depth` levels of it; 0 or less: all.
void PrintTree(const Graph& graph, std::span<const NodeId> roots, long depth,
               Printer* out) {
  struct Level {
    std::span<const NodeId> nodes;
    size_t next = 0;
    EdgeId edge = kNoEdge;  // whose inputs these are
  };
  std::vector<bool> open(graph.edge_count());
  std::vector<Level> levels{{roots}};
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.nodes.size()) {
      if (level.edge != kNoEdge) open[Index(level.edge)] = false;
      levels.pop_back();
      continue;
    }
    const NodeId node = level.nodes[level.next++];
    out->Print(std::string(2 * (levels.size() - 1), ' '), graph.PathOf(node));
    const EdgeId edge = graph.ProducerOf(node);
    if (edge == kNoEdge) {
      out->Print("\n");
      continue;
    }
    out->Print(": ", graph.RuleName(graph.edge(edge).rule), "\n");
    const bool deeper =
        depth <= 0 || levels.size() < static_cast<size_t>(depth);
    // A circle would have no end.
    if (!deeper || open[Index(edge)]) continue;
    open[Index(edge)] = true;
    levels.push_back({graph.AllInputs(edge), 0, edge});
  }
}

Error UnknownMode(const std::string& mode) {
  static constexpr std::array<std::string_view, 3> kModes = {"rule", "depth",
                                                             "all"};
  std::string message = "unknown target tool mode '" + mode + "'";
  const std::string_view near = SpellcheckString(mode, kModes);
  if (!near.empty()) {
    message.append(", did you mean '").append(near).append("'?");
  }
  return MakeError(std::move(message));
}

}  // namespace

Result<int> RunTargets(ToolContext& context, ToolArguments arguments) {
  const Graph& graph = context.overlay->graph();
  Printer out(context.out);
  const std::string mode = arguments.empty() ? "depth" : arguments[0];
  const std::string argument = arguments.size() > 1 ? arguments[1] : "";
  if (mode == "rule") {
    if (argument.empty()) {
      PrintSources(graph, &out);
    } else {
      PrintMadeBy(graph, argument, &out);
    }
    return 0;
  }
  if (mode == "all") {
    PrintAll(graph, &out);
    return 0;
  }
  if (mode != "depth") return UnknownMode(mode);
  // Like atoi(): what is no number is 0.
  const long depth =
      arguments.size() > 1 ? std::strtol(argument.c_str(), nullptr, 10) : 1;
  const std::vector<NodeId> roots = graph.RootNodes();
  if (roots.empty() && graph.edge_count() > 0) {
    return MakeError("could not determine root nodes of build graph");
  }
  PrintTree(graph, roots, depth, &out);
  return 0;
}

}  // namespace xb
