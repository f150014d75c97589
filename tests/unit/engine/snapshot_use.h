// SPDX-License-Identifier: Apache-2.0
// Uses snapshots that somebody forged: they are refused, or do no harm.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "engine/plan.h"
#include "engine/quick_scan.h"
#include "engine/scan.h"
#include "graph/evaluate.h"
#include "history/snapshot.h"
#include "manifest/ninja/dyndep_parser.h"
#include "support/fake_disk.h"
#include "unit/history/snapshot_support.h"

namespace xb {

// Makes every hash right, takes the facts out (they are about files that only
// one machine has) and says that there were no logs to continue, so that what
// was saved of them is believed where there are none.  False when there is too
// little.
inline bool MakeValid(std::string* bytes, std::string* key) {
  if (bytes->size() < SnapshotForger::kHeadSize) return false;
  SnapshotForger forger(*bytes);
  forger.header = {};
  forger.header.file_size = bytes->size();
  forger.section(SectionId::kFacts).size = 0;
  const SectionRow& misc = forger.section(SectionId::kMisc);
  const SectionRow& strings = forger.section(SectionId::kStrings);
  if (!forger.IsWithin(misc) || !forger.IsWithin(strings) ||
      misc.size != sizeof(SnapshotMisc)) {
    return false;
  }
  SnapshotMisc values;
  char* at = forger.Bytes(SectionId::kMisc).data();
  std::memcpy(&values, at, sizeof values);
  values.log_mark = {};
  values.deps_mark = {};
  values.content_mark = {};
  std::memcpy(at, &values, sizeof values);
  *bytes = forger.Seal();
  *key = bytes->substr(strings.offset,
                       std::min<size_t>(strings.size, values.key_size));
  return true;
}

inline void EvaluateAll(const Graph& graph) {
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    const Result<std::string> command = EvaluateLoggedCommand(graph, EdgeId{e});
    XB_CHECK(command.ok() || !command.error().message.empty());
  }
  for (uint32_t n = 0; n < graph.node_count(); ++n) {
    const NodeId found = graph.FindNode(graph.PathOf(NodeId{n}));
    XB_CHECK(found == kNoNode || Index(found) < graph.node_count());
  }
  XB_CHECK(graph.FindName("no name") == kNoString ||
           graph.Name(graph.FindName("no name")) == "no name");
}

inline void ScanAll(const Snapshot& snapshot, const Graph& graph) {
  FakeDisk disk;
  Overlay overlay(graph);
  BuildLog log(disk, overlay);
  DepsLog deps(disk, overlay);
  Records records(disk, "");
  // From files that are missing: nothing was appended.
  XB_CHECK(log.Resume("missing/log", snapshot.log()).ok());
  XB_CHECK(deps.Resume("missing/deps", snapshot.deps()).ok());
  ContentLog content(disk, overlay);
  XB_CHECK(content.Resume("missing/content", snapshot.content()).ok());
  const History history{log, deps, records};
  RunState state(overlay);
  Reasons reasons(overlay, false);
  WorkQueue workers(1);
  ninja::DyndepParser dyndeps;
  FileContents files({overlay, content, disk, workers, nullptr});
  ContentCheck check({overlay, log, content, files, reasons, 0});
  DependencyScan scan(
      {overlay, state, history, reasons, disk, workers, dyndeps, &check});
  std::vector<NodeId> targets;
  for (uint32_t n = 0; n < graph.node_count(); n += 3) {
    targets.push_back(NodeId{n});
  }
  QuickScan quick(overlay, state, history, snapshot.order(),
                  snapshot.command_hashes(), &check);
  quick.Restrict(targets);
  quick.ReadTimes(workers);
  // Clean, if that can be.
  for (uint32_t n = 0; n < graph.node_count(); ++n) {
    state.SetStat(NodeId{n}, 1 + n % 2);
  }
  quick.SettleCleanEdges();
  Plan plan({overlay, state, scan});
  for (const NodeId target : targets) {
    std::vector<NodeId> validations;
    // A circle, for one, is an error.
    if (!scan.Scan(target, &validations).ok()) return;
    if (!plan.AddTarget(target).ok()) return;
  }
}

// Opens the file, whatever is in it, and does with it what a build would do
// before it runs anything.  True when it could be opened.
inline bool UseSnapshot(const std::string& path, std::string_view bytes,
                        std::string_view key) {
  WriteBytes(path, bytes);
  FakeDisk disk;
  const auto snapshot = Snapshot::Open(path, key, disk);
  if (snapshot == nullptr) return false;
  const Graph graph = snapshot->TakeGraph();
  EvaluateAll(graph);
  ScanAll(*snapshot, graph);
  return true;
}

}  // namespace xb
