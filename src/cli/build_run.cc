// SPDX-License-Identifier: Apache-2.0
#include "cli/build_run.h"

#include <vector>

#include "engine/quick_scan.h"

namespace xb {

BuildRun::BuildRun(Workspace& used_workspace, const Options& options,
                   Disk& disk, WorkQueue& workers)
    : workspace(used_workspace),
      state(workspace.overlay()),
      reasons(workspace.overlay(), options.explain),
      history(workspace.history()),
      content(options.by_content
                  ? std::make_unique<ContentMode>(ContentMode::Services{
                        .overlay = workspace.overlay(),
                        .state = state,
                        .history = history,
                        .reasons = reasons,
                        .disk = disk,
                        .workers = workers,
                        .clock = options.clock,
                        .environment = workspace.environment()})
                  : nullptr),
      scan({.overlay = workspace.overlay(),
            .state = state,
            .history = history,
            .reasons = reasons,
            .disk = disk,
            .workers = workers,
            .dyndeps = workspace.dyndeps(),
            .content = content == nullptr ? nullptr : &content->check()}),
      plan({.overlay = workspace.overlay(), .state = state, .scan = scan}) {
  if (HasHashes()) {
    scan.SeedCommandHashes(workspace.snapshot()->command_hashes());
  }
}

bool BuildRun::HasHashes() const {
  const Snapshot* snapshot = workspace.snapshot();
  return snapshot != nullptr &&
         snapshot->log().version == workspace.log().version();
}

void BuildRun::SettleFromSnapshot(std::span<const NodeId> targets,
                                  bool restrict, WorkQueue& workers,
                                  PhaseTimes* times) {
  if (!HasHashes()) return;
  const Snapshot& snapshot = *workspace.snapshot();
  QuickScan quick(workspace.overlay(), state, history, snapshot.order(),
                  snapshot.command_hashes(),
                  content == nullptr ? nullptr : &content->check());
  if (restrict) quick.Restrict(targets);
  {
    const PhaseTimes::Timer timer(*times, "stat");
    quick.ReadTimes(workers);
  }
  const PhaseTimes::Timer timer(*times, "settle clean edges");
  quick.SettleCleanEdges();
}

Status BuildRun::Scan(std::span<const NodeId> targets, PhaseTimes* times) {
  const PhaseTimes::Timer timer(*times, "scan");
  state.Grow();
  XB_TRY(scan.Prefetch(targets));
  for (const NodeId target : targets) {
    std::vector<NodeId> wanted{target};
    XB_TRY(scan.Scan(target, &wanted));
    bool is_target = true;
    for (const NodeId node : wanted) {
      const EdgeId edge = workspace.overlay().ProducerOf(node);
      const bool source = edge == kNoEdge;
      if (source ? is_target : !state.edge(edge).outputs_ready) {
        XB_TRY(plan.AddTarget(node));
      }
      is_target = false;
    }
  }
  return Ok();
}

}  // namespace xb
