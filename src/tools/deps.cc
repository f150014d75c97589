// SPDX-License-Identifier: Apache-2.0
// -t deps
#include <string>

#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {

Result<int> RunDeps(ToolContext& context, ToolArguments arguments) {
  std::vector<NodeId> nodes;
  if (arguments.empty()) {
    for (const NodeId node : context.deps->paths()) {
      if (context.deps->IsLive(node)) nodes.push_back(node);
    }
  } else {
    XB_ASSIGN(nodes, ResolveTargets(*context.overlay, arguments, context.deps));
  }
  Printer out(context.out);
  for (const NodeId node : nodes) {
    const std::string path(context.overlay->PathOf(node));
    const auto deps = context.deps->Find(node);
    if (!deps) {
      out.Print(path, ": deps not found\n");
      continue;
    }
    const Result<int64_t> mtime = context.disk.StatMtime(path);
    if (!mtime.ok()) PrintError(context, mtime.error());
    const bool stale =
        !mtime.ok() || mtime.value() == 0 || mtime.value() > deps->mtime_ns;
    out.Print(path, ": #deps ", std::to_string(deps->inputs.size()),
              ", deps mtime ", std::to_string(deps->mtime_ns),
              stale ? " (STALE)\n" : " (VALID)\n");
    for (const NodeId input : deps->inputs) {
      out.Print("    ", context.overlay->PathOf(input), "\n");
    }
    out.Print("\n");
  }
  return 0;
}

}  // namespace xb
