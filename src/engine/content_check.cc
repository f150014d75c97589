// SPDX-License-Identifier: Apache-2.0
#include "engine/content_check.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace xb {
std::optional<ContentLog::Run> ContentCheck::LastRun(EdgeId edge) const {
  const auto run = s_.log.Find(s_.overlay.graph().Outputs(edge)[0]);
  if (!run) return std::nullopt;
  bool told = true;
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    const LogEntry* entry = s_.build_log.Find(output);
    told &= entry != nullptr && *entry == run->entry;
  });
  if (!told || run->entry == LogEntry{}) return std::nullopt;
  return run;
}

ContentVerdict ContentCheck::Judge(EdgeId edge) {
  const auto run = LastRun(edge);
  if (!run) return ContentVerdict::kUnknown;
  bool all_listed = true;
  if (!CompareInputs(edge, *run, &all_listed)) return ContentVerdict::kChanged;
  bool as_left = true;
  s_.overlay.ForEachOutput(
      edge, [&](NodeId output) { as_left &= IsAsLeft(*run, output); });
  return all_listed && as_left ? ContentVerdict::kSame
                               : ContentVerdict::kUnknown;
}

bool ContentCheck::CompareInputs(EdgeId edge, const ContentLog::Run& run,
                                 bool* all_listed) {
  const auto node_of = [&](VersionId id) { return s_.log.version(id).node; };
  // Only for inputs that are not where they were.
  std::unordered_map<uint32_t, VersionId> moved;
  const auto look_up = [&](NodeId input) {
    if (moved.empty()) {
      for (const VersionId id : run.inputs) moved[Index(node_of(id))] = id;
    }
    const auto found = moved.find(Index(input));
    return found == moved.end() ? kNoVersion : found->second;
  };
  bool same = true;
  size_t i = 0;
  s_.overlay.ForEachDirtyingInput(edge, [&](NodeId input) {
    const size_t at = i++;
    if (!same && !s_.reasons.keeps_all()) return;
    const VersionId then =
        at < run.inputs.size() && node_of(run.inputs[at]) == input
            ? run.inputs[at]
            : look_up(input);
    if (then == kNoVersion) {
      *all_listed = false;
      return;
    }
    const VersionId now = s_.files.Current(input);
    if (now == then) return;
    same = false;
    const auto digest = [&](VersionId id) {
      return id == kNoVersion ? std::string("none")
                              : HexOf(s_.log.version(id).digest);
    };
    s_.reasons.Add(edge, {.kind = ReasonKind::kInputContent,
                          .output = s_.overlay.graph().Outputs(edge)[0],
                          .other = input,
                          .text = digest(then),
                          .other_text = digest(now)});
  });
  return same;
}

bool ContentCheck::IsAsLeft(const ContentLog::Run& run, NodeId output) {
  const auto left =
      std::find_if(run.outputs.begin(), run.outputs.end(),
                   [&](const OutputAsLeft& o) { return o.node == output; });
  if (left == run.outputs.end()) return false;
  const FileStamp stamp = s_.files.stamp(output);
  if (!stamp.exists()) return false;
  if (stamp.size != left->size) return false;
  if (stamp.mtime_ns == left->mtime_ns) return true;
  return left->version != kNoVersion &&
         s_.files.Current(output) == left->version;
}

bool ContentCheck::IsAsLeft(EdgeId edge, NodeId output) {
  const auto run = LastRun(edge);
  return run && IsAsLeft(*run, output);
}

ContentVerdict ContentCheck::JudgeRecalled(
    EdgeId edge, std::span<const NodeId> discovered,
    std::span<const VersionId> recalled) const {
  const auto run = LastRun(edge);
  if (!run) return ContentVerdict::kUnknown;
  const Graph& graph = s_.overlay.graph();
  const auto declared = graph.DirtyingInputs(edge);
  const auto outputs = graph.Outputs(edge);
  if (declared.size() + discovered.size() != run->inputs.size() ||
      outputs.size() != run->outputs.size()) {
    return ContentVerdict::kChanged;
  }
  // A version is of one node, so the nodes are compared as well.
  const VersionId* then = run->inputs.data();
  for (const NodeId node : declared) {
    if (recalled[Index(node)] != *then++) return ContentVerdict::kChanged;
  }
  for (const NodeId node : discovered) {
    if (recalled[Index(node)] != *then++) return ContentVerdict::kChanged;
  }
  for (size_t i = 0; i < outputs.size(); ++i) {
    const OutputAsLeft& left = run->outputs[i];
    const FileStamp& stamp = s_.files.stamp(outputs[i]);
    if (left.node != outputs[i] || left.size != stamp.size ||
        left.mtime_ns != stamp.mtime_ns) {
      return ContentVerdict::kChanged;
    }
  }
  return ContentVerdict::kSame;
}

bool ContentCheck::IsSameEnvironment(EdgeId edge) {
  const auto run = s_.log.Find(s_.overlay.graph().Outputs(edge)[0]);
  if (run && run->environment != s_.environment) return false;
  if (!counted_[Index(edge)]) {
    counted_[Index(edge)] = true;
    ++(is_building_ ? edges_cut_off_ : clean_edges_);
  }
  return true;
}

bool ContentCheck::EnvironmentChanged(EdgeId edge) {
  if (IsSameEnvironment(edge)) return false;
  s_.reasons.Add(edge, {.kind = ReasonKind::kEnvironment,
                        .output = s_.overlay.graph().Outputs(edge)[0]});
  return true;
}

void ContentCheck::AppendInputs(EdgeId edge, std::vector<NodeId>* nodes) const {
  const auto run = LastRun(edge);
  if (!run) return;
  for (const VersionId id : run->inputs) {
    nodes->push_back(s_.log.version(id).node);
  }
}

}  // namespace xb
