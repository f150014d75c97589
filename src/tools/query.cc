// SPDX-License-Identifier: Apache-2.0
// -t query
#include "tools/present_state.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

class Query {
 public:
  explicit Query(ToolContext& context)
      : context_(context),
        overlay_(*context.overlay),
        graph_(overlay_.graph()),
        present_(context),
        out_(context.out) {}

  void Print(NodeId node) {
    out_.Print(overlay_.PathOf(node), ":\n");
    const EdgeId edge = overlay_.ProducerOf(node);
    if (edge != kNoEdge) PrintProducer(edge);
    out_.Print("  outputs:\n");
    overlay_.ForEachConsumer(node, [&](EdgeId e) { PrintOutputs(e); });
    PrintValidated(node);
  }

 private:
  void PrintProducer(EdgeId edge) {
    if (const Status loaded = present_.LoadDyndepOf(edge); !loaded.ok()) {
      out_.Flush();
      PrintWarning(context_, Describe(context_, loaded.error()) + "\n");
    }
    out_.Print("  input: ", graph_.RuleName(graph_.edge(edge).rule), "\n");
    PrintNodes("    ", graph_.ExplicitInputs(edge));
    PrintNodes("    | ", graph_.ImplicitInputs(edge));
    PrintNodes("    | ", overlay_.DynamicInputs(edge));
    PrintNodes("    || ", graph_.OrderOnlyInputs(edge));
    if (graph_.Validations(edge).empty()) return;
    out_.Print("  validations:\n");
    PrintNodes("    ", graph_.Validations(edge));
  }

  void PrintNodes(std::string_view label, std::span<const NodeId> nodes) {
    for (const NodeId node : nodes) {
      out_.Print(label, overlay_.PathOf(node), "\n");
    }
  }

  void PrintOutputs(EdgeId edge) {
    PrintNodes("    ", graph_.Outputs(edge));
    PrintNodes("    ", overlay_.DynamicOutputs(edge));
  }

  void PrintValidated(NodeId node) {
    bool is_first = true;
    for (uint32_t e = 0; e < graph_.edge_count(); ++e) {
      for (const NodeId validation : graph_.Validations(EdgeId{e})) {
        if (validation != node) continue;
        if (is_first) out_.Print("  validation for:\n");
        is_first = false;
        PrintOutputs(EdgeId{e});
      }
    }
  }

  ToolContext& context_;
  Overlay& overlay_;
  const Graph& graph_;
  PresentState present_;
  Printer out_;
};

}  // namespace

Result<int> RunQuery(ToolContext& context, ToolArguments arguments) {
  if (arguments.empty()) return MakeError("expected a target to query");
  Query query(context);
  for (const std::string& word : arguments) {
    XB_ASSIGN(const NodeId node,
              ResolveTarget(*context.overlay, word, context.deps));
    query.Print(node);
  }
  return 0;
}

}  // namespace xb
