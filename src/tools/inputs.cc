// SPDX-License-Identifier: Apache-2.0
// -t inputs and -t multi-inputs
#include <algorithm>

#include "base/text.h"
#include "tools/node_walk.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// What `target` is made of, in the order of dependence; what phony edges stand
// for instead of the names they give it.
template <typename Fn>
void ForEachInputBelow(const Graph& graph, NodeWalk* walk, NodeId target,
                       Fn fn) {
  walk->VisitInputsOf(target, [&](NodeId node) {
    const EdgeId edge = graph.ProducerOf(node);
    if (edge == kNoEdge || !graph.is_phony(edge)) fn(node);
  });
}

}  // namespace

Result<int> RunInputs(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h', "help"},
                                            {'E', "no-shell-escape"},
                                            {'0', "print0"},
                                            {'d', "dependency-order"}};
  Printer out(context.out);
  const auto parsed = ParseOptions("inputs", kOptions, arguments, context.err);
  if (!parsed) {
    out.Print(
        "Usage '-t inputs [options] [targets]\n"
        "\n"
        "List all inputs used for a set of targets, sorted in dependency "
        "order.\n"
        "Note that by default, results are shell escaped, and sorted "
        "alphabetically,\n"
        "and never include validation target paths.\n"
        "\n"
        "Options:\n"
        "  -h, --help          Print this message.\n"
        "  -0, --print0            Use \\0, instead of \\n as a line "
        "terminator.\n"
        "  -E, --no-shell-escape   Do not shell escape the result.\n"
        "  -d, --dependency-order  Sort results by dependency order.\n");
    return 1;
  }
  XB_ASSIGN(const std::vector<NodeId> targets,
            ResolveTargets(*context.overlay, parsed->words));
  const Graph& graph = context.overlay->graph();
  std::vector<std::string> inputs;
  NodeWalk walk(graph);
  for (const NodeId target : targets) {
    ForEachInputBelow(graph, &walk, target, [&](NodeId node) {
      const std::string_view path = graph.PathOf(node);
      inputs.push_back(parsed->Has('E') ? std::string(path)
                                        : ShellEscape(path));
    });
  }
  if (!parsed->Has('d')) std::sort(inputs.begin(), inputs.end());
  const std::string_view end =
      parsed->Has('0') ? std::string_view("\0", 1) : std::string_view("\n");
  for (const std::string& input : inputs) out.Print(input, end);
  return 0;
}

Result<int> RunMultiInputs(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {
      {'h', "help"}, {'d', "delimiter", true}, {'0', "print0"}};
  Printer out(context.out);
  const auto parsed =
      ParseOptions("multi-inputs", kOptions, arguments, context.err);
  if (!parsed) {
    out.Print(
        "Usage '-t multi-inputs [options] [targets]\n"
        "\n"
        "Print one or more sets of inputs required to build targets, sorted "
        "in dependency order.\n"
        "The tool works like inputs tool but with addition of the target for "
        "each line.\n"
        "The output will be a series of lines with the following elements:\n"
        "<target> <delimiter> <input> <terminator>\n"
        "Note that a given input may appear for several targets if it is used "
        "by more than one targets.\n"
        "Options:\n"
        "  -h, --help                   Print this message.\n"
        "  -d  --delimiter=DELIM        Use DELIM instead of TAB for field "
        "delimiter.\n"
        "  -0, --print0                 Use \\0, instead of \\n as a line "
        "terminator.\n");
    return 1;
  }
  XB_ASSIGN(const std::vector<NodeId> targets,
            ResolveTargets(*context.overlay, parsed->words));
  const Graph& graph = context.overlay->graph();
  const std::string delimiter = parsed->ValueOf('d').value_or("\t");
  const std::string_view end =
      parsed->Has('0') ? std::string_view("\0", 1) : std::string_view("\n");
  for (const NodeId target : targets) {
    NodeWalk walk(graph);
    ForEachInputBelow(graph, &walk, target, [&](NodeId node) {
      out.Print(graph.PathOf(target), delimiter, graph.PathOf(node), end);
    });
  }
  return 0;
}

}  // namespace xb
