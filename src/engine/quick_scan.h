// SPDX-License-Identifier: Apache-2.0
// QuickScan settles in one linear pass over the edges what is clean, with
// nothing but clean edges above it.  Where content decides it hashes nothing
// and takes what is remembered; what nothing is remembered of it adopts (see
// ContentCheck).  It says "clean" only where DependencyScan would; all else it
// leaves alone, and a DependencyScan of the same targets then has only that to
// look at.  Stats are read by worker threads, a directory at a time.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <optional>
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
  QuickScan(Overlay& overlay, RunState& state, const History& history,
            const ScanOrder& order, std::span<const uint64_t> hashes,
            ContentCheck* content = nullptr)
      : overlay_(overlay),
        graph_(overlay.graph()),
        state_(state),
        history_(history),
        order_(order),
        hashes_(hashes),
        content_(content) {}

  // Leaves out what none of `targets` reaches, as far as is known.
  void Restrict(std::span<const NodeId> targets);
  // Loads the dyndep files of what `targets` reach, other than those that have
  // to be made first, and restricts itself to that.  To be called where there
  // are such files before anything is settled: a file without a producer may
  // turn out to have one.  Validations that were met are appended.
  Status LoadDyndeps(std::span<const NodeId> targets, DependencyScan* scan,
                     WorkQueue& workers, std::vector<NodeId>* validations);
  // Reads the times of all files in the order that are not known yet.
  void ReadTimes(WorkQueue& workers);
  // Leaves alone what an earlier scan settled.
  void SettleCleanEdges();

 private:
  // What an edge that reads the file wants to know, in one place: most edges
  // read many, and many edges read the same.
  struct File {
    int64_t mtime_ns = 0;  // 0: missing, not known or not settled
    // Either says that the file is as it was when it had that version.
    VersionId recalled = kNoVersion;
    VersionId stamp = kNoVersion;
  };
  // Goes along the inputs of an edge.
  struct Walk {
    int64_t newest = 0;
    // What the last run had of the next inputs; null: not to be compared.
    const VersionId* then = nullptr;
    bool same = true;
  };

  bool IsWanted(NodeId node) const {
    return wanted_nodes_.empty() || wanted_nodes_[Index(node)];
  }
  std::span<const NodeId> Discovered(EdgeId edge) const;
  void GatherFiles();
  bool IsClean(EdgeId edge);
  bool IsCleanPhony(EdgeId edge);
  // The inputs of `edge`, the newest of which has this time, are settled.
  bool IsCleanByContent(EdgeId edge, const ContentLog::Run& run,
                        int64_t newest) const;
  bool AreOutputsClean(EdgeId edge, int64_t newest) const;
  bool IsOutputClean(EdgeId edge, NodeId output, int64_t newest) const;
  void Adopt(EdgeId edge, std::span<const NodeId> discovered,
             std::span<const NodeId> dynamic);
  // The edge is settled.
  void ShowOutputs(EdgeId edge);
  // That of `edge` was not loaded.
  bool IsDyndepPending(EdgeId edge) const {
    const NodeId dyndep = graph_.edge(edge).dyndep;
    return dyndep != kNoNode && state_.is_dyndep_pending(dyndep);
  }
  // False when an input is missing or not settled.
  bool TakeInputs(std::span<const NodeId> inputs, const ContentLog::Run* run,
                  Walk* walk) const;
  bool IsReady(NodeId input) const;

  Overlay& overlay_;
  const Graph& graph_;
  RunState& state_;
  const History& history_;
  const ScanOrder order_;
  std::span<const uint64_t> hashes_;
  ContentCheck* const content_;
  std::vector<File> files_;          // by node
  std::vector<VersionId> versions_;  // of the inputs of one edge
  // By edge and node; empty: all.
  std::vector<bool> wanted_edges_;
  std::vector<bool> wanted_nodes_;
};

}  // namespace xb
