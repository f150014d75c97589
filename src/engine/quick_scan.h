// SPDX-License-Identifier: Apache-2.0
// QuickScan settles what a snapshot lets it settle in one linear pass over the
// edges: those that are clean, with nothing but clean edges above them.  Where
// content decides it hashes nothing and takes what is remembered.  It
// says "clean" only where DependencyScan would; all else it leaves alone, and
// a DependencyScan of the same targets then has only that to look at.  Stats
// are read by worker threads, a directory at a time.  Loop thread only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/content_check.h"
#include "engine/history.h"
#include "engine/run_state.h"
#include "engine/scan.h"
#include "graph/overlay.h"
#include "history/snapshot.h"
#include "os/work_queue.h"

namespace xb {

class QuickScan {
 public:
  // `hashes`: of the edges' commands, 0 = not known; may be empty.  `content`:
  // null where times alone decide.
  QuickScan(const Overlay& overlay, RunState& state, const History& history,
            const ScanOrder& order, std::span<const uint64_t> hashes,
            ContentCheck* content = nullptr)
      : overlay_(overlay),
        graph_(overlay.graph()),
        state_(state),
        history_(history),
        order_(order),
        hashes_(hashes),
        content_(content) {}

  // Leaves out what none of `targets` reaches.
  void Restrict(std::span<const NodeId> targets);
  // Reads the times of all files in the order that are not known yet.
  void ReadTimes(WorkQueue& workers);
  // Leaves alone what an earlier scan settled.  Does nothing where there are
  // dyndep files.
  void SettleCleanEdges();

 private:
  bool IsWanted(NodeId node) const {
    return wanted_nodes_.empty() || wanted_nodes_[Index(node)];
  }
  std::span<const NodeId> Discovered(EdgeId edge) const;
  bool IsClean(EdgeId edge);
  // The inputs of `edge` are settled, and the newest has this time.
  bool IsCleanByContent(EdgeId edge, int64_t newest) const;
  bool AreOutputsClean(EdgeId edge, int64_t newest) const;
  void RecallPhony(EdgeId edge);
  // Raises `newest`; false when the input is missing or not settled.
  bool TakeInput(NodeId input, int64_t* newest) const;
  bool IsReady(NodeId input) const;

  const Overlay& overlay_;
  const Graph& graph_;
  RunState& state_;
  const History& history_;
  const ScanOrder& order_;
  std::span<const uint64_t> hashes_;
  ContentCheck* const content_;
  // By node, what is remembered of files that nobody has touched.
  std::vector<VersionId> recalled_;
  // By edge and node; empty: all.
  std::vector<bool> wanted_edges_;
  std::vector<bool> wanted_nodes_;
};

}  // namespace xb
