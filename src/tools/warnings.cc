// SPDX-License-Identifier: Apache-2.0
// xb warnings: shows again what the commands of targets printed when they last
// ran and succeeded, whether they would run now or not.
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "history/records.h"
#include "tools/node_walk.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {

Result<int> RunWarnings(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h', "help"}};
  const auto parsed =
      ParseOptions("warnings", kOptions, arguments, context.err);
  if (!parsed) {
    context.out.Write("usage: " + context.program +
                      " -t warnings [TARGET...]\n"
                      "\n"
                      "Shows what the commands that make TARGET, and all that "
                      "it needs, printed when they\nlast ran and succeeded.\n");
    return 1;
  }
  XB_ASSIGN(const std::vector<NodeId> targets,
            ResolveTargets(*context.overlay, parsed->words, context.deps));
  const std::string directory =
      context.build_dir.empty() ? "" : context.build_dir + "/";
  XB_ASSIGN(const auto printed,
            Records::LoadPrinted(context.disk, directory + ".xb/records"));
  const Graph& graph = context.overlay->graph();
  Printer out(context.out);
  NodeWalk walk(graph);
  std::vector<bool> shown(graph.edge_count());
  const auto show = [&](NodeId node) {
    const EdgeId edge = graph.ProducerOf(node);
    if (edge == kNoEdge || shown[Index(edge)]) return;
    shown[Index(edge)] = true;
    const std::string_view path = graph.PathOf(graph.Outputs(edge)[0]);
    const auto run = printed.find(std::string(path));
    if (run == printed.end()) return;
    const RunRecord& record = run->second;
    // Another program may have run it since.
    const LogEntry* const entry = context.log->Find(graph.Outputs(edge)[0]);
    if (entry != nullptr && !record.MayBeOf(*entry)) return;
    out.Print(path, ":\n", record.output);
    if (!record.output.ends_with('\n')) out.Print("\n");
    if (record.output_size <= record.output.size()) return;
    const uint64_t cut = record.output_size - record.output.size();
    out.Print("[", std::to_string(cut), " more bytes]\n");
  };
  for (const NodeId target : targets) walk.Visit(target, show);
  return 0;
}

}  // namespace xb
