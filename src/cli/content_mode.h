// SPDX-License-Identifier: Apache-2.0
// ContentMode: the parts of the engine by which content decides, and their
// log, for one scan and build.  Made only when that was asked for.  Loop thread
// only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "engine/content_check.h"
#include "engine/content_recorder.h"
#include "engine/file_contents.h"
#include "engine/history.h"
#include "engine/plan.h"
#include "engine/reasons.h"
#include "engine/run_state.h"
#include "graph/overlay.h"
#include "history/content_log.h"
#include "history/snapshot.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"

namespace xb {

class ContentMode {
 public:
  struct Services {
    Overlay& overlay;
    RunState& state;
    const History& history;
    Reasons& reasons;
    Disk& disk;
    WorkQueue& workers;
    // Null: nothing will be written.
    FileClock* clock = nullptr;
    // Of the variables that count; see cli/build_environment.h.
    uint64_t environment = 0;
  };
  explicit ContentMode(const Services& services);

  // The log at `path`; continued from what `snapshot`, if not null, has of it.
  Status Load(std::string path, const Snapshot* snapshot);
  // What was found out without running anything; and less, if the log has
  // grown too long.
  Status Save();

  ContentCheck& check() { return check_; }
  ContentRecorder& recorder() { return recorder_; }
  ContentLog& log() { return log_; }

 private:
  const Overlay& overlay_;
  const History& history_;
  ContentLog log_;
  FileContents files_;
  ContentCheck check_;
  ContentRecorder recorder_;
};

// For `-d stats`.
struct ContentCounts {
  size_t clean_edges = 0;
  size_t edges_cut_off = 0;
  size_t files_hashed = 0;

  void Add(ContentMode& mode, const Plan& plan);
  std::string Line() const;
};

}  // namespace xb
