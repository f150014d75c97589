// SPDX-License-Identifier: Apache-2.0
// -t graph
#include <algorithm>
#include <string>

#include "tools/present_state.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// The inside of a quoted string of Graphviz.
std::string Label(std::string_view text) {
  std::string label;
  for (const char c : text) {
    if (c == '"') label += '\\';
    label += c == '\\' ? '/' : c;
  }
  return label;
}

class GraphvizWriter {
 public:
  explicit GraphvizWriter(ToolContext& context)
      : context_(context),
        overlay_(*context.overlay),
        graph_(overlay_.graph()),
        present_(context),
        out_(context.out) {
    out_.Print(
        "digraph ninja {\n"
        "rankdir=\"LR\"\n"
        "node [fontsize=10, shape=box, height=0.25]\n"
        "edge [fontsize=10]\n");
  }

  void Add(NodeId target) {
    std::vector<NodeId> open{target};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      if (!TakeOnce(&nodes_seen_, Index(node))) continue;
      out_.Print(NodeName(node), " [label=\"", Label(overlay_.PathOf(node)),
                 "\"]\n");
      const EdgeId edge = overlay_.ProducerOf(node);
      if (edge == kNoEdge || !TakeOnce(&edges_seen_, Index(edge))) continue;
      const std::vector<NodeId> inputs = AddEdge(edge);
      open.insert(open.end(), inputs.rbegin(), inputs.rend());
    }
  }

  void Finish() { out_.Print("}\n"); }

 private:
  static bool TakeOnce(std::vector<bool>* seen, uint32_t index) {
    if (index >= seen->size()) seen->resize(index + 1);
    if ((*seen)[index]) return false;
    (*seen)[index] = true;
    return true;
  }

  // All names are of one length, so that none is the beginning of another.
  static std::string Name(char kind, uint32_t index) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string name = "\"0x";
    name += kind;
    for (int shift = 28; shift >= 0; shift -= 4) {
      name += kDigits[(index >> shift) & 15];
    }
    return name + "\"";
  }
  static std::string NodeName(NodeId node) { return Name('1', Index(node)); }
  static std::string EdgeName(EdgeId edge) { return Name('2', Index(edge)); }

  // Returns its inputs.
  std::vector<NodeId> AddEdge(EdgeId edge) {
    if (const Status loaded = present_.LoadDyndepOf(edge); !loaded.ok()) {
      out_.Flush();
      PrintWarning(context_, Describe(context_, loaded.error()) + "\n");
    }
    std::vector<NodeId> inputs;
    overlay_.ForEachInput(edge, [&](NodeId node) { inputs.push_back(node); });
    std::vector<NodeId> outputs;
    overlay_.ForEachOutput(edge, [&](NodeId node) { outputs.push_back(node); });
    const std::string rule = Label(graph_.RuleName(graph_.edge(edge).rule));
    if (inputs.size() == 1 && outputs.size() == 1) {
      out_.Print(NodeName(inputs[0]), " -> ", NodeName(outputs[0]),
                 " [label=\" ", rule, "\"]\n");
      return inputs;
    }
    const std::string name = EdgeName(edge);
    out_.Print(name, " [label=\"", rule, "\", shape=ellipse]\n");
    for (const NodeId output : outputs) {
      out_.Print(name, " -> ", NodeName(output), "\n");
    }
    const size_t order_only = graph_.OrderOnlyInputs(edge).size();
    for (size_t i = 0; i < inputs.size(); ++i) {
      const bool orders = i + order_only >= inputs.size();
      out_.Print(NodeName(inputs[i]), " -> ", name, " [arrowhead=none",
                 orders ? " style=dotted]\n" : "]\n");
    }
    return inputs;
  }

  ToolContext& context_;
  Overlay& overlay_;
  const Graph& graph_;
  PresentState present_;
  Printer out_;
  std::vector<bool> nodes_seen_;
  std::vector<bool> edges_seen_;
};

}  // namespace

Result<int> RunGraph(ToolContext& context, ToolArguments arguments) {
  XB_ASSIGN(const std::vector<NodeId> targets,
            ResolveTargets(*context.overlay, arguments));
  GraphvizWriter writer(context);
  for (const NodeId target : targets) writer.Add(target);
  writer.Finish();
  return 0;
}

}  // namespace xb
