// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include "base/edit_distance.h"
#include "base/path.h"
#include "tools/tool.h"

namespace xb {
namespace {

bool IsTarget(const Overlay& overlay, const DepsLog* deps, NodeId node) {
  if (overlay.IsDeclared(node)) return true;
  if (deps != nullptr && deps->Names(node)) return true;
  // What a dyndep file named.
  bool is_linked = overlay.ProducerOf(node) != kNoEdge;
  overlay.ForEachConsumer(node, [&](EdgeId) { is_linked = true; });
  return is_linked;
}

// Under it a first word may be a tool.
constexpr std::string_view kOwnName = "xb";
constexpr int kFarthest = 3;

// The tool that a word is a misspelling of, rather than of `target`; empty:
// none.
std::string_view NearestCommand(std::string_view word,
                                std::string_view target) {
  std::vector<std::string_view> names;
  for (const Tool& tool : AllTools()) {
    if (tool.listed) names.push_back(tool.name);
  }
  const std::string_view nearest = SpellcheckString(word, names);
  if (nearest.empty()) return nearest;
  const int distance = EditDistance(word, nearest, kFarthest);
  // Any three letters are at most three edits away from `why`.
  const bool is_close = 2 * static_cast<size_t>(distance) <= word.size();
  const bool is_nearer =
      target.empty() || distance < EditDistance(word, target, kFarthest);
  return is_close && is_nearer ? nearest : std::string_view();
}

std::string Suggestion(const Overlay& overlay, const DepsLog* deps,
                       std::string_view path, std::string_view program) {
  if (path == "clean") return std::string(program) + " -t clean";
  if (path == "help") return std::string(program) + " -h";
  std::vector<std::string_view> candidates;
  for (uint32_t i = 0; i < overlay.node_count(); ++i) {
    if (!IsTarget(overlay, deps, NodeId{i})) continue;
    candidates.push_back(overlay.PathOf(NodeId{i}));
  }
  const std::string_view nearest = SpellcheckString(path, candidates);
  if (program == kOwnName) {
    const std::string_view command = NearestCommand(path, nearest);
    if (!command.empty()) {
      return std::string(program) + " " + std::string(command);
    }
  }
  return std::string(nearest);
}

Result<NodeId> FirstOutputMadeFrom(const Overlay& overlay, NodeId node) {
  NodeId output = kNoNode;
  overlay.ForEachConsumer(node, [&](EdgeId edge) {
    if (output == kNoNode) output = overlay.graph().Outputs(edge)[0];
  });
  if (output != kNoNode) return output;
  return MakeError("'" + std::string(overlay.PathOf(node)) +
                   "' has no out edge");
}

}  // namespace

Result<NodeId> ResolveTarget(const Overlay& overlay, std::string_view word,
                             const DepsLog* deps, std::string_view program) {
  if (word.empty()) return MakeError("empty path");
  std::string path(word);
  CanonicalizePath(&path);
  const bool wants_consumer = path.ends_with('^');
  if (wants_consumer) path.pop_back();
  const NodeId node = overlay.Find(path);
  if (node != kNoNode && IsTarget(overlay, deps, node)) {
    if (wants_consumer) return FirstOutputMadeFrom(overlay, node);
    return node;
  }
  std::string message = "unknown target '" + path + "'";
  const std::string suggestion = Suggestion(overlay, deps, path, program);
  if (!suggestion.empty()) message += ", did you mean '" + suggestion + "'?";
  return MakeError(std::move(message));
}

Result<std::vector<NodeId>> ResolveTargets(const Overlay& overlay,
                                           std::span<const std::string> words,
                                           const DepsLog* deps,
                                           std::string_view program) {
  std::vector<NodeId> nodes;
  if (words.empty()) {
    const Graph& graph = overlay.graph();
    const auto defaults = graph.defaults.view();
    nodes.assign(defaults.begin(), defaults.end());
    if (nodes.empty()) nodes = graph.RootNodes();
    if (nodes.empty() && graph.edge_count() > 0) {
      return MakeError("could not determine root nodes of build graph");
    }
    return nodes;
  }
  nodes.reserve(words.size());
  for (const std::string& word : words) {
    XB_ASSIGN(const NodeId node, ResolveTarget(overlay, word, deps, program));
    nodes.push_back(node);
  }
  return nodes;
}

}  // namespace xb
