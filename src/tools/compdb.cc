// SPDX-License-Identifier: Apache-2.0
// -t compdb and -t compdb-targets
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "graph/evaluate.h"
#include "os/system.h"
#include "tools/node_walk.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

constexpr OptionSpec kOptions[] = {{'h'}, {'x'}};

enum class Rspfiles { kKeep, kExpand };

// The command with the content of its response file in the place of the words
// that name the file.
Result<std::string> ExpandRspfile(const Graph& graph, EdgeId edge,
                                  std::string command) {
  const std::string path = EvaluateOrEmpty(graph, edge, KnownName::kRspfile);
  if (path.empty()) return command;
  const size_t at = command.find(path);
  if (at == std::string::npos) return command;
  size_t begin = at;
  const std::string_view before = std::string_view(command).substr(0, at);
  for (const std::string_view flag : {"@", "-f ", "--option-file="}) {
    if (before.ends_with(flag)) begin = at - flag.size();
  }
  if (begin == at) return command;
  XB_ASSIGN(std::string content,
            EvaluateVariable(graph, edge, Id(KnownName::kRspfileContent),
                             Escape::kShell));
  std::replace(content.begin(), content.end(), '\n', ' ');
  command.replace(begin, at + path.size() - begin, content);
  return command;
}

class CompdbWriter {
 public:
  static Result<CompdbWriter> Begin(const Graph& graph, Rspfiles rspfiles) {
    Result<std::string> directory = CurrentDirectory();
    if (!directory.ok()) {
      return MakeError("cannot determine working directory: " +
                       directory.error().message);
    }
    return CompdbWriter(graph, rspfiles, directory.Take());
  }

  // An edge without inputs has no file to name.
  Status Add(EdgeId edge, Printer* out) {
    const auto inputs = graph_.AllInputs(edge);
    if (inputs.empty()) return Ok();
    XB_ASSIGN(std::string command, EvaluateCommand(graph_, edge));
    if (rspfiles_ == Rspfiles::kExpand) {
      XB_ASSIGN(command, ExpandRspfile(graph_, edge, std::move(command)));
    }
    out->Print(separator_, "\n  {\n    \"directory\": \"", directory_,
               "\",\n    \"command\": \"", JsonEscape(command),
               "\",\n    \"file\": \"", JsonEscape(graph_.PathOf(inputs[0])),
               "\",\n    \"output\": \"",
               JsonEscape(graph_.PathOf(graph_.Outputs(edge)[0])), "\"\n  }");
    separator_ = ",";
    return Ok();
  }

 private:
  CompdbWriter(const Graph& graph, Rspfiles rspfiles,
               const std::string& directory)
      : graph_(graph), rspfiles_(rspfiles), directory_(JsonEscape(directory)) {}

  const Graph& graph_;
  Rspfiles rspfiles_;
  std::string directory_;
  std::string_view separator_;
};

Rspfiles RspfilesOf(const ParsedOptions& parsed) {
  return parsed.Has('x') ? Rspfiles::kExpand : Rspfiles::kKeep;
}

int PrintTargetsUsage(Printer* out, std::string_view program) {
  // The shorter name is what the original says here.
  out->Print("usage: ", program,
             " -t compdb [-hx] target [targets]\n"
             "\n"
             "options:\n"
             "  -h     display this help message\n"
             "  -x     expand @rspfile style response file invocations\n");
  return 1;
}

// Edges with a command that the targets need, in the order to run them.
Result<std::vector<EdgeId>> CollectEdges(const Overlay& overlay,
                                         ToolArguments words) {
  const Graph& graph = overlay.graph();
  NodeWalk walk(graph);
  std::vector<bool> seen(graph.edge_count());
  std::vector<EdgeId> edges;
  for (const std::string& word : words) {
    Result<NodeId> target = ResolveTarget(overlay, word);
    if (!target.ok()) return MakeFatalError(target.error().message);
    if (graph.ProducerOf(target.value()) == kNoEdge) {
      return MakeFatalError(
          "'" + std::string(graph.PathOf(target.value())) +
          "' is not a target (i.e. it is not an output of any `build` "
          "statement)");
    }
    walk.Visit(target.value(), [&](NodeId node) {
      const EdgeId edge = graph.ProducerOf(node);
      if (edge == kNoEdge || seen[Index(edge)]) return;
      seen[Index(edge)] = true;
      if (!graph.is_phony(edge)) edges.push_back(edge);
    });
  }
  return edges;
}

}  // namespace

Result<int> RunCompdb(ToolContext& context, ToolArguments arguments) {
  Printer out(context.out);
  const auto parsed = ParseOptions("compdb", kOptions, arguments, context.err);
  if (!parsed) {
    out.Print("usage: ", context.program,
              " -t compdb [options] [rules]\n"
              "\n"
              "options:\n"
              "  -x     expand @rspfile style response file invocations\n");
    return 1;
  }
  const Graph& graph = context.overlay->graph();
  XB_ASSIGN(CompdbWriter writer,
            CompdbWriter::Begin(graph, RspfilesOf(*parsed)));
  out.Print("[");
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (parsed->words.empty()) XB_TRY(writer.Add(EdgeId{e}, &out));
    const std::string_view rule = graph.RuleName(graph.edge(EdgeId{e}).rule);
    for (const std::string& word : parsed->words) {
      if (word == rule) XB_TRY(writer.Add(EdgeId{e}, &out));
    }
  }
  out.Print("\n]\n");
  return 0;
}

Result<int> RunCompdbTargets(ToolContext& context, ToolArguments arguments) {
  Printer out(context.out);
  const auto parsed =
      ParseOptions("compdb-targets", kOptions, arguments, context.err);
  if (!parsed) return PrintTargetsUsage(&out, context.program);
  if (parsed->words.empty()) {
    PrintError(
        context,
        MakeError("compdb-targets expects the name of at least one target"));
    return PrintTargetsUsage(&out, context.program);
  }
  const Graph& graph = context.overlay->graph();
  XB_ASSIGN(const std::vector<EdgeId> edges,
            CollectEdges(*context.overlay, parsed->words));
  XB_ASSIGN(CompdbWriter writer,
            CompdbWriter::Begin(graph, RspfilesOf(*parsed)));
  out.Print("[");
  for (const EdgeId edge : edges) XB_TRY(writer.Add(edge, &out));
  out.Print("\n]\n");
  return 0;
}

}  // namespace xb
