// SPDX-License-Identifier: Apache-2.0
// PresentState lends a tool the engine's scan, to load dyndep files and to
// find out what is up to date, by content where the settings say so.  Uses the
// logs of the context where they were loaded, empty ones otherwise, and writes
// nothing.  Loop thread only.
#pragma once

#include "base/result.h"
#include "engine/content_check.h"
#include "engine/file_contents.h"
#include "engine/reasons.h"
#include "engine/run_state.h"
#include "engine/scan.h"
#include "history/content_log.h"
#include "history/records.h"
#include "os/work_queue.h"
#include "tools/tool.h"

namespace xb {

class PresentState {
 public:
  // `context` must outlive the object and have its graph.
  explicit PresentState(ToolContext& context);

  // Loads the dyndep file of `edge`, if it has one that was not tried yet.
  Status LoadDyndepOf(EdgeId edge);
  // Of all edges; those that cannot be read, now or ever, add nothing.
  void LoadAllDyndeps();

  // Scans `target`, which must not be known to have been scanned.
  Status Scan(NodeId target);

  const RunState& state() const { return state_; }
  const Reasons& reasons() const { return reasons_; }
  // Empty where times decide.
  const ContentLog& contents() const { return contents_; }

 private:
  // The content check, where content decides.
  ContentCheck* Content() { return by_content_ ? &check_ : nullptr; }

  const Graph& graph_;
  const bool by_content_;
  BuildLog empty_log_;
  DepsLog empty_deps_;
  Records no_records_;
  History history_;
  RunState state_;
  Reasons reasons_;
  WorkQueue workers_{1};
  ContentLog contents_;
  FileContents files_;
  ContentCheck check_;
  DependencyScan scan_;
};

}  // namespace xb
