// SPDX-License-Identifier: Apache-2.0
// BuildRun: one scan and build over a workspace, and the state that they share.
// Loop thread only.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "cli/content_mode.h"
#include "cli/phase_times.h"
#include "cli/workspace.h"
#include "engine/history.h"
#include "engine/plan.h"
#include "engine/reasons.h"
#include "engine/run_state.h"
#include "engine/scan.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"

namespace xb {

struct BuildRun {
  struct Options {
    bool explain = false;
    // Content decides, instead of times.
    bool by_content = false;
    // Null: nothing will be written.
    FileClock* clock = nullptr;
  };
  BuildRun(Workspace& used_workspace, const Options& options, Disk& disk,
           WorkQueue& workers);

  // The snapshot's hashes are of the kind that the log has now.
  bool HasHashes() const;
  // What the next run would have to compute or read as text again, without a
  // new snapshot.
  size_t FactsComputed() const {
    return scan.hashes_computed() +
           (content == nullptr ? 0 : content->log().fact_count());
  }
  // Takes what `look` has seen of the files of `stamp`, if they are of the
  // graph of this run.  True when it did.
  bool TakeLook(const CleanStamp& stamp, const CleanStamp::Look& look);
  // Settles what is clean, as far as one linear pass can tell, so that Scan()
  // need not.  `are_default`: `targets` are those of a build that names none.
  Status SettleCleanEdges(std::span<const NodeId> targets, bool are_default,
                          WorkQueue& workers, PhaseTimes* times);
  // Plans what is out of date of all that `targets` reach.
  Status Scan(std::span<const NodeId> targets, PhaseTimes* times);

  // Hashes all commands that may be compared, so that nobody hashes them one
  // by one.
  void HashCommands(const ScanOrder& order, WorkQueue& workers);

  Workspace& workspace;
  RunState state;
  Reasons reasons;
  History history;
  std::unique_ptr<ContentMode> content;  // null: times decide
  DependencyScan scan;
  Plan plan;
  // Met by SettleCleanEdges().
  std::vector<NodeId> validations;
};

}  // namespace xb
