// SPDX-License-Identifier: Apache-2.0
#include "cli/warning_replay.h"

#include <cstddef>
#include <utility>

#include "cli/state_files.h"
#include "tools/node_walk.h"

namespace xb {

WarningReplay::WarningReplay(std::unique_ptr<EventSink> sink, Disk& disk)
    : sink_(std::move(sink)), disk_(disk) {}

void WarningReplay::Expect(BuildRun* run, std::vector<NodeId> targets) {
  run_ = run;
  targets_ = std::move(targets);
}

void WarningReplay::On(const EdgeFinished& event) {
  if (!event.outputs.empty()) ran_.emplace(event.outputs[0]);
  sink_->On(event);
}

void WarningReplay::On(const BuildFinished& event) {
  if (run_ != nullptr && !event.cut_short) Show();
  run_ = nullptr;
  sink_->On(event);
}

void WarningReplay::Show() {
  auto printed =
      Records::LoadPrinted(disk_, run_->workspace.InBuildDir(kRecordsFile));
  if (!printed.ok()) {
    const std::string text = "cannot read records: " + printed.error().message;
    return sink_->On(Message{.kind = Message::Kind::kWarning, .text = text});
  }
  printed_ = printed.Take();
  const Overlay& overlay = run_->workspace.overlay();
  const Graph& graph = overlay.graph();
  NodeWalk walk(graph);
  std::vector<bool> seen(graph.edge_count());
  std::vector<NodeId> roots = targets_;
  const auto visit = [&](NodeId node) {
    const EdgeId edge = overlay.ProducerOf(node);
    if (edge == kNoEdge || seen[Index(edge)]) return;
    seen[Index(edge)] = true;
    // The walk knows neither of the two.
    for (const NodeId more : graph.Validations(edge)) roots.push_back(more);
    for (const NodeId more : overlay.DynamicInputs(edge)) roots.push_back(more);
    const RunRecord* const record = Printed(edge);
    if (record == nullptr) return;
    sink_->On(EdgeReplayed{
        .target = record->output_path,
        .output = record->output,
        .bytes_lost = record->output_size - record->output.size()});
  };
  for (size_t i = 0; i < roots.size(); ++i) walk.Visit(roots[i], visit);
}

const RunRecord* WarningReplay::Printed(EdgeId edge) const {
  const Overlay& overlay = run_->workspace.overlay();
  if (overlay.graph().is_phony(edge)) return nullptr;
  if (!run_->state.edge(edge).outputs_ready) return nullptr;
  const NodeId output = overlay.graph().Outputs(edge)[0];
  const std::string path(overlay.PathOf(output));
  const auto record = printed_.find(path);
  if (record == printed_.end() || ran_.contains(path)) return nullptr;
  const LogEntry* const entry = run_->workspace.log().Find(output);
  if (entry != nullptr && !record->second.MayBeOf(*entry)) return nullptr;
  return &record->second;
}

}  // namespace xb
