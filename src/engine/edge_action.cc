// SPDX-License-Identifier: Apache-2.0
#include "engine/edge_action.h"

#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/evaluate.h"

namespace xb {
namespace {

class InputFiles {
 public:
  InputFiles(const Overlay& overlay, std::vector<std::string>* paths)
      : overlay_(overlay), paths_(paths) {}

  void AddInputsOf(EdgeId edge) {
    AddDirectInputs(edge);
    while (!phony_.empty()) {
      const EdgeId next = phony_.back();
      phony_.pop_back();
      AddDirectInputs(next);
    }
  }

 private:
  void AddDirectInputs(EdgeId edge) {
    for (const NodeId node : overlay_.graph().DirtyingInputs(edge)) Add(node);
    for (const NodeId node : overlay_.DynamicInputs(edge)) Add(node);
  }

  void Add(NodeId node) {
    if (!seen_.insert(Index(node)).second) return;
    const EdgeId producer = overlay_.ProducerOf(node);
    if (producer != kNoEdge && overlay_.graph().is_phony(producer)) {
      phony_.push_back(producer);
    } else {
      paths_->emplace_back(overlay_.PathOf(node));
    }
  }

  const Overlay& overlay_;
  std::vector<std::string>* paths_;
  std::vector<EdgeId> phony_;
  std::unordered_set<uint32_t> seen_;
};

std::string WishForCache(const Graph& graph, EdgeId edge) {
  std::string wish = EvaluateOrEmpty(graph, edge, KnownName::kCache);
  if (!wish.empty()) return wish;
  // Who writes for xb says what it must not keep.
  const std::string_view version = graph.LookupVariable(
      graph.edge(edge).scope, Id(KnownName::kXbRequiredVersion));
  return version.empty() ? "" : "1";
}

}  // namespace

Result<Action> DescribeAction(const Overlay& overlay, EdgeId edge,
                              std::string command) {
  const Graph& graph = overlay.graph();
  Action action;
  action.token = Index(edge);
  action.command = std::move(command);
  action.console = graph.edge(edge).pool == kConsolePool;
  overlay.ForEachOutput(edge, [&](NodeId output) {
    action.outputs.emplace_back(overlay.PathOf(output));
  });
  XB_ASSIGN(
      action.depfile,
      EvaluateVariable(graph, edge, Id(KnownName::kDepfile), Escape::kNone));
  XB_ASSIGN(
      action.rspfile,
      EvaluateVariable(graph, edge, Id(KnownName::kRspfile), Escape::kNone));
  if (!action.rspfile.empty()) {
    XB_ASSIGN(action.rspfile_content,
              EvaluateVariable(graph, edge, Id(KnownName::kRspfileContent),
                               Escape::kShell));
  }
  return action;
}

bool SaysNoCache(const Graph& graph, EdgeId edge) {
  return WishForCache(graph, edge) == "0";
}

void TellCache(const Overlay& overlay, EdgeId edge, bool keeps_depfile,
               Action* action) {
  const Graph& graph = overlay.graph();
  const DepsKind deps = graph.edge(edge).deps;
  action->rule = graph.RuleName(graph.edge(edge).rule);
  action->may_be_cached =
      !graph.Has(edge, EdgeFlag::kGenerator) && !action->console;
  if (deps == DepsKind::kMsvc) {
    auto prefix = EvaluateVariable(graph, edge, Id(KnownName::kMsvcDepsPrefix),
                                   Escape::kShell);
    if (prefix.ok()) {
      action->include_prefix = prefix.Take();
    } else {
      action->may_be_cached = false;
    }
  }
  action->depfile_is_consumed = deps == DepsKind::kGcc && !keeps_depfile;
  const std::string wish = WishForCache(graph, edge);
  if (wish == "0") action->may_be_cached = false;
  action->wants_cache = wish == "1";
  if (action->may_be_cached) {
    InputFiles(overlay, &action->inputs).AddInputsOf(edge);
  }
}

}  // namespace xb
