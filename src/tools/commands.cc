// SPDX-License-Identifier: Apache-2.0
// -t commands
#include "graph/evaluate.h"
#include "tools/node_walk.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {

Result<int> RunCommands(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h'}, {'s'}};
  Printer out(context.out);
  const auto parsed =
      ParseOptions("commands", kOptions, arguments, context.err);
  if (!parsed) {
    out.Print("usage: ", context.program,
              " -t commands [options] [targets]\n"
              "\n"
              "options:\n"
              "  -s     only print the final command to build [target], not "
              "the whole chain\n");
    return 1;
  }
  XB_ASSIGN(const std::vector<NodeId> targets,
            ResolveTargets(*context.overlay, parsed->words));
  const Graph& graph = context.overlay->graph();
  std::vector<bool> printed(graph.edge_count());
  Status status = Ok();
  const auto print = [&](NodeId node) {
    const EdgeId edge = graph.ProducerOf(node);
    if (!status.ok() || edge == kNoEdge || printed[Index(edge)]) return;
    printed[Index(edge)] = true;
    if (graph.is_phony(edge)) return;
    Result<std::string> command = EvaluateCommand(graph, edge);
    if (command.ok()) {
      out.Print(command.value(), "\n");
    } else {
      status = command.TakeError();
    }
  };
  NodeWalk walk(graph);
  for (const NodeId target : targets) {
    if (parsed->Has('s')) {
      print(target);
    } else {
      walk.Visit(target, print);
    }
  }
  XB_TRY(std::move(status));
  return 0;
}

}  // namespace xb
