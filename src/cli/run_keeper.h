// SPDX-License-Identifier: Apache-2.0
// RunKeeper writes down what a build leaves for the next one, after its result
// was told; where that takes long, in the background.  Nothing that it keeps is
// needed for a right build, so what goes wrong is a warning at most.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "cli/build_run.h"
#include "cli/content_mode.h"
#include "cli/directory_lock.h"
#include "cli/executor_stack.h"
#include "cli/phase_times.h"
#include "config/settings.h"
#include "os/disk.h"
#include "os/file_clock.h"

namespace xb {

class RunKeeper {
 public:
  struct Services {
    const Settings& settings;
    Disk& disk;
    PhaseTimes& times;
    // Let go of before anything goes on in the background.
    ExecutorStack& executors;
    DirectoryLock& lock;
    std::function<void(const std::string&)> warn;
  };
  explicit RunKeeper(Services services);

  void LoadContents(BuildRun* run);
  void SaveContents(BuildRun* run);
  void CompactRecords(Workspace* workspace);
  // The snapshot, and with `was_idle` that there was nothing to do in a run
  // that began at `began`.
  void SaveState(BuildRun* run, bool was_idle, const FileTime& began);
  // At the very end.
  void TendCache();

  const ContentCounts& content_counts() const { return content_counts_; }

 private:
  Services s_;
  ContentCounts content_counts_;
};

}  // namespace xb
