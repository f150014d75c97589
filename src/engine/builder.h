// SPDX-License-Identifier: Apache-2.0
// Builder carries out a plan: it starts ready edges on the executor, takes in
// what they made and discovered, continues the logs, and tells an EventSink.
// It never prints.  Loop thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "engine/content_recorder.h"
#include "engine/history.h"
#include "engine/plan.h"
#include "engine/reasons.h"
#include "engine/run_state.h"
#include "engine/scan.h"
#include "engine/show_includes.h"
#include "exec/executor.h"
#include "graph/overlay.h"
#include "os/clock.h"
#include "os/disk.h"
#include "status/event.h"

namespace xb {

struct BuildConfig {
  int jobs = 1;
  int failures_allowed = 1;
  bool dry_run = false;
  // Tell the reasons of each edge before it starts.
  bool explain = false;
  // Before them, those of the phony edges it reads from.
  bool explain_phonies = false;
  bool keep_depfile = false;
  bool keep_rspfile = false;
  // The executor asks a cache.
  bool has_cache = false;
};

// How a build ended when nothing was wrong with the world.
struct BuildResult {
  int exit_status = 0;
  // Why it stopped; empty when all was built.
  std::string stopped;
  int signal = 0;  // that interrupted it
  int commands_run = 0;
};

class Builder {
 public:
  struct Services {
    Overlay& overlay;
    RunState& state;
    DependencyScan& scan;
    Plan& plan;
    Reasons& reasons;
    History history;
    Disk& disk;
    Executor& executor;
    EventSink& sink;
    Clock& clock;
    // Null: times alone decide.
    ContentRecorder* contents = nullptr;
  };
  Builder(const Services& services, const BuildConfig& config);

  // Carries out the plan, which has work.  Call once.
  Result<BuildResult> Build();

 private:
  struct Running {
    int64_t start_ns = 0;
    bool has_begun = false;  // everybody was told
    uint64_t command_hash = 0;
    std::string command;
    std::string description;
  };

  Result<BuildResult> Loop();
  Status StartReady();
  Status Start(EdgeId edge);
  // Tells that the edge, which was started, begins to run.
  void Begin(EdgeId edge);
  // Makes sure, with the next flush, that a command cut short is not taken for
  // one that succeeded before.
  void ForgetIfRecorded(EdgeId edge);

  Status Finish(Outcome outcome);
  Status FinishSuccess(EdgeId edge, const Running& running,
                       const Outcome& outcome,
                       const std::vector<NodeId>& discovered);
  // Takes the discovered inputs out of the depfile or the output.  An error is
  // the command's.
  Result<std::vector<NodeId>> ExtractDeps(EdgeId edge, Outcome* outcome);
  // Of a list of canonical paths.
  template <typename Paths>
  std::vector<NodeId> InternAll(const Paths& paths);
  Result<std::vector<NodeId>> ExtractFromDepfile(EdgeId edge);
  // nullopt when there is none, or nothing in it.
  Result<std::optional<std::vector<NodeId>>> ReadDepfile(
      const std::string& path);
  // The time to record for the outputs; prunes what a restat edge did not
  // change.
  Result<int64_t> RestatOutputs(EdgeId edge, int64_t started_mtime_ns);
  Status RecordSuccess(EdgeId edge, const Running& running,
                       const Outcome& outcome, int64_t mtime_ns,
                       const std::vector<NodeId>& discovered);
  // What the build log keeps of when the edge ran.
  LogEntry TimesOf(const Running& running, const Outcome& outcome) const;
  void RecordRun(EdgeId edge, const Running& running, const Outcome& outcome);
  Status FlushWhenDue();
  // What the edge read and left, by content; `started_ns` by the file clock.
  void RecordContents(EdgeId edge, const LogEntry& entry, int64_t started_ns,
                      const std::vector<NodeId>& discovered);
  bool ReadsUnflushed(EdgeId edge) const;
  Status Flush();
  // Only after Flush().
  void SettleContents();
  void NoteContents(const Status& written);

  BuildResult Interrupted(int signal);
  void StopRunning(int signal);
  void RemovePartialOutputs(EdgeId edge);
  void RemovePartial(const std::string& path);
  void WarnOf(const Error& error);

  void EmitPlan();
  void EmitFinished(EdgeId edge, const Running& running,
                    const Outcome& outcome);
  int64_t MsSinceStart(int64_t ns) const { return (ns - start_ns_) / 1000000; }
  std::string OutputPath(EdgeId edge) const;

  Services s_;
  const Graph& graph_;
  const BuildConfig config_;
  int64_t start_ns_ = 0;
  std::unordered_set<uint32_t> unflushed_;  // edges whose runs wait for it
  int64_t flush_due_ns_ = kNever;  // kNever: nothing waits to be written
  // What was started must not begin before what is forgotten is written.
  bool must_flush_ = false;
  int failures_left_;
  int exit_status_ = 0;
  int commands_run_ = 0;
  int announced_commands_ = -1;
  bool was_interrupted_ = false;
  bool records_failed_ = false;
  bool contents_failed_ = false;
  // Made when the first edge needs it.
  std::optional<ShowIncludesFilter> show_includes_;
  // Something that is nobody's command failed: start nothing more.
  std::optional<Error> failure_;
  std::unordered_map<uint32_t, Running> running_;  // by edge
};

}  // namespace xb
