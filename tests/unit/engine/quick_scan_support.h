// SPDX-License-Identifier: Apache-2.0
// QuickScans of a LoadedBuild, whose files are on a disk in memory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/quick_scan.h"
#include "graph/evaluate.h"
#include "history/scan_order.h"
#include "support/build_fixture.h"

namespace xb {

// What a snapshot would lend to a QuickScan.
struct SnapshotParts {
  explicit SnapshotParts(const LoadedBuild& build)
      : found(FindScanOrder(build.overlay, build.deps,
                            DefaultTargets(build.overlay.graph()))) {
    const Graph& graph = build.overlay.graph();
    for (uint32_t e = 0; e < graph.edge_count(); ++e) {
      auto command = EvaluateLoggedCommand(graph, EdgeId{e});
      hashes.push_back(build.log.HashCommand(command.Take()));
    }
  }
  ScanOrder order() const { return found->view(); }

  std::optional<OwnedScanOrder> found;
  std::vector<uint64_t> hashes;
};

// As QuickScan::ReadTimes(), of a disk in memory.
inline void ReadTimes(FakeDisk& disk, const SnapshotParts& parts,
                      LoadedBuild* build) {
  for (const NodeId node : parts.found->nodes) {
    if (build->state.is_known(node)) continue;
    const std::string path(build->overlay.PathOf(node));
    const FileStat stat = disk.Stat(path).Take();
    build->state.SetStat(node, stat.mtime_ns);
    build->files.SetStat(node, stat);
  }
}

inline QuickScan MakeQuickScan(const SnapshotParts& parts, bool by_content,
                               LoadedBuild* build) {
  return QuickScan(build->overlay, build->state, build->history, parts.order(),
                   parts.hashes, by_content ? &build->check : nullptr);
}

inline Status LoadDyndeps(FakeDisk& disk, const SnapshotParts& parts,
                          bool by_content,
                          const std::vector<std::string>& targets,
                          LoadedBuild* build) {
  ReadTimes(disk, parts, build);
  std::vector<NodeId> nodes;
  for (const std::string& target : targets)
    nodes.push_back(build->Node(target));
  return MakeQuickScan(parts, by_content, build)
      .LoadDyndeps(nodes, &build->scan, build->workers, &build->validations);
}

// All that the program does before its scan, where there is no snapshot.
inline Status SettleFirst(FakeDisk& disk, bool by_content,
                          const std::vector<std::string>& targets,
                          LoadedBuild* build) {
  const SnapshotParts parts(*build);
  if (!parts.found) return Ok();
  XB_TRY(LoadDyndeps(disk, parts, by_content, targets, build));
  const SnapshotParts more(*build);
  if (!more.found) return Ok();
  ReadTimes(disk, more, build);
  MakeQuickScan(more, by_content, build).SettleCleanEdges();
  return Ok();
}

}  // namespace xb
