// SPDX-License-Identifier: Apache-2.0
// -t recompact and -t restat
#include "graph/graph_builder.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {

Result<int> RunRecompact(ToolContext& context, ToolArguments) {
  for (const bool is_log : {true, false}) {
    const Status done =
        is_log ? context.log->Recompact() : context.deps->Recompact();
    if (!done.ok()) {
      return MakeError("failed recompaction: " + done.error().message);
    }
  }
  return 0;
}

// Knows no manifest: a generator calls it while it writes one.
Result<int> RunRestat(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h'}};
  const auto parsed = ParseOptions("restat", kOptions, arguments, context.err);
  if (!parsed) {
    context.out.Write("usage: " + context.program + " -t restat [outputs]\n");
    return 1;
  }
  const std::string build_dir = context.settings.build_dir->value_or("");
  const std::string path =
      build_dir.empty() ? ".ninja_log" : build_dir + "/.ninja_log";
  const Graph no_graph = GraphBuilder().Finish();
  Overlay overlay(no_graph);
  BuildLog log(context.disk, overlay);
  const Result<std::string> warning = log.Load(path);
  if (!warning.ok()) {
    return MakeError("loading build log " + path + ": " +
                     warning.error().message);
  }
  if (!warning.value().empty()) PrintWarning(context, warning.value());
  if (const Status done = log.Restat(parsed->words); !done.ok()) {
    return MakeError("failed recompaction: " + done.error().message);
  }
  return 0;
}

}  // namespace xb
