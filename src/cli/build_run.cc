// SPDX-License-Identifier: Apache-2.0
#include "cli/build_run.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/quick_scan.h"
#include "graph/evaluate.h"
#include "history/scan_order.h"

namespace xb {
namespace {

// Commands that one worker expands before it takes the next piece.
constexpr size_t kHashGrain = 256;

}  // namespace

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

bool BuildRun::TakeLook(const CleanStamp& stamp, const CleanStamp::Look& look) {
  const Snapshot* const snapshot = workspace.snapshot();
  if (snapshot == nullptr || snapshot->identity() != stamp.snapshot() ||
      workspace.build_dir() != stamp.build_dir() || !look.is_whole) {
    return false;
  }
  const size_t node_count = workspace.graph().node_count();
  stamp.ForEachNode(look, [&](NodeId node, const FileStat& stat) {
    // What cannot be looked at is left to the scan, which tells why.
    if (Index(node) >= node_count || stat.mtime_ns < 0) return;
    state.SetStat(node, stat.mtime_ns);
    if (content != nullptr) content->check().files().SetStat(node, stat);
  });
  return true;
}

Status BuildRun::SettleCleanEdges(std::span<const NodeId> targets,
                                  bool are_default, WorkQueue& workers,
                                  PhaseTimes* times) {
  const Snapshot* const snapshot = workspace.snapshot();
  // Where nothing was built yet nothing is clean.
  if (snapshot == nullptr && workspace.log().size() == 0) return Ok();
  if (snapshot != nullptr && !HasHashes()) return Ok();
  const auto edges = workspace.graph().edges.view();
  const bool has_dyndeps =
      std::any_of(edges.begin(), edges.end(),
                  [](const EdgeRow& row) { return row.dyndep != kNoNode; });
  std::optional<OwnedScanOrder> own;
  const auto find_order = [&] {
    const PhaseTimes::Timer timer(*times, "order edges");
    own = FindScanOrder(workspace.overlay(), workspace.deps(), targets);
  };
  const auto quick_scan = [&] {
    return QuickScan(workspace.overlay(), state, history,
                     own ? own->view() : snapshot->order(),
                     scan.command_hashes(),
                     content == nullptr ? nullptr : &content->check());
  };
  if (snapshot == nullptr) {
    find_order();
    // A circle, to be told by Scan().
    if (!own) return Ok();
    const PhaseTimes::Timer timer(*times, "hash commands");
    HashCommands(own->view(), workers);
  }
  if (has_dyndeps) {
    const PhaseTimes::Timer timer(*times, "load dyndeps");
    XB_TRY(quick_scan().LoadDyndeps(targets, &scan, workers, &validations));
    if (own) find_order();
    if (snapshot == nullptr && !own) return Ok();
  }
  QuickScan quick = quick_scan();
  if (has_dyndeps || (!own && !are_default)) quick.Restrict(targets);
  {
    const PhaseTimes::Timer timer(*times, "stat");
    quick.ReadTimes(workers);
  }
  const PhaseTimes::Timer timer(*times, "settle clean edges");
  quick.SettleCleanEdges();
  return Ok();
}

void BuildRun::HashCommands(const ScanOrder& order, WorkQueue& workers) {
  const Graph& graph = workspace.graph();
  std::vector<uint64_t> hashes(graph.edge_count());
  workers.ParallelFor(
      order.edges.size(), kHashGrain, [&](size_t begin, size_t end) {
        for (const EdgeId edge : order.edges.subspan(begin, end - begin)) {
          if (graph.is_phony(edge) ||
              history.log.Find(graph.Outputs(edge)[0]) == nullptr) {
            continue;
          }
          const Result<std::string> command =
              EvaluateLoggedCommand(graph, edge);
          // An error is told by Scan().
          if (!command.ok()) continue;
          hashes[Index(edge)] = history.log.HashCommand(command.value());
        }
      });
  scan.SeedCommandHashes(hashes);
}

Status BuildRun::Scan(std::span<const NodeId> targets, PhaseTimes* times) {
  const PhaseTimes::Timer timer(*times, "scan");
  state.Grow();
  XB_TRY(scan.Prefetch(targets));
  for (const NodeId target : targets) {
    std::vector<NodeId> wanted{target};
    wanted.insert(wanted.end(), validations.begin(), validations.end());
    validations.clear();
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
