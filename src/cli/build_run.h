// SPDX-License-Identifier: Apache-2.0
// BuildRun: one scan and build over a workspace, and the state that they share.
// Loop thread only.
#pragma once

#include <memory>
#include <span>

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
  // Settles what a snapshot knows to be clean, so that Scan() need not.  With
  // `restrict`, only what `targets` reach.
  void SettleFromSnapshot(std::span<const NodeId> targets, bool restrict,
                          WorkQueue& workers, PhaseTimes* times);
  // Plans what is out of date of all that `targets` reach.
  Status Scan(std::span<const NodeId> targets, PhaseTimes* times);

  Workspace& workspace;
  RunState state;
  Reasons reasons;
  History history;
  std::unique_ptr<ContentMode> content;  // null: times decide
  DependencyScan scan;
  Plan plan;
};

}  // namespace xb
