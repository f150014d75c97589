// SPDX-License-Identifier: Apache-2.0
#include "engine/builder.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "engine/depfile_parser.h"
#include "engine/edge_action.h"
#include "graph/evaluate.h"

namespace xb {
namespace {

constexpr int kSigInt = 2;
// Runs whose contents are written down at once: few enough that the commands
// which end meanwhile need not wait.
constexpr size_t kContentBatch = 500;
// What a kill may cost: the edges that finished so shortly before run again.
constexpr int64_t kFlushDelayNs = 25'000'000;

}  // namespace

Builder::Builder(const Services& services, const BuildConfig& config)
    : s_(services),
      graph_(services.overlay.graph()),
      config_(config),
      failures_left_(config.failures_allowed) {}

std::string Builder::OutputPath(EdgeId edge) const {
  return std::string(s_.overlay.PathOf(graph_.Outputs(edge)[0]));
}

Result<BuildResult> Builder::Build() {
  SeenSize seen_size;
  if (s_.contents != nullptr) {
    seen_size = [this](NodeId node) { return s_.contents->seen_size(node); };
  }
  XB_TRY(s_.plan.Prepare(PredictDurations(s_.overlay, s_.history.log, s_.disk,
                                          s_.plan.edges(), seen_size)));
  start_ns_ = s_.clock.NowNs();
  s_.sink.On(BuildStarted{.now_ns = start_ns_});
  EmitPlan();
  if (s_.contents != nullptr) s_.contents->BeginBuild();
  s_.executor.SetBeginListener(
      [this](uint32_t token) { Begin(EdgeId{token}); });
  Result<BuildResult> result = Loop();
  s_.executor.SetBeginListener(nullptr);
  if (!result.ok() && !running_.empty()) {
    // The world failed: nobody will wait for what still runs.
    StopRunning(0);
  }
  Status flushed = Flush();
  if (flushed.ok()) SettleContents();
  if (!flushed.ok() && result.ok()) result = flushed.TakeError();
  s_.sink.On(BuildFinished{.now_ns = s_.clock.NowNs(),
                           .cut_short = was_interrupted_ || !result.ok()});
  return result;
}

Result<BuildResult> Builder::Loop() {
  std::vector<Outcome> finished;
  while (s_.plan.has_work()) {
    XB_TRY(StartReady());
    EmitPlan();
    if (running_.empty()) break;
    if (must_flush_) XB_TRY(Flush());
    const int64_t deadline =
        std::min(s_.sink.Tick(s_.clock.NowNs()), flush_due_ns_);
    finished.clear();
    const WaitEvent event = s_.executor.Wait(&finished, deadline);
    if (event.reason == WakeReason::kInterrupted) {
      return Interrupted(event.signal);
    }
    if (event.reason == WakeReason::kSuspend) {
      s_.sink.On(TerminalLeft{.now_ns = s_.clock.NowNs()});
    }
    if (event.reason == WakeReason::kRedraw) {
      s_.sink.On(TerminalChanged{.now_ns = s_.clock.NowNs()});
    }
    for (Outcome& outcome : finished) {
      if (outcome.interrupted) return Interrupted(0);
      XB_TRY(Finish(std::move(outcome)));
    }
    XB_TRY(FlushWhenDue());
    if (s_.contents != nullptr && s_.contents->pending() >= kContentBatch) {
      XB_TRY(Flush());
      SettleContents();
    }
  }
  if (failure_) return std::move(*failure_);
  BuildResult result{.exit_status = exit_status_,
                     .commands_run = commands_run_};
  if (!s_.plan.has_work() && exit_status_ == 0) return result;
  if (failures_left_ == 0) {
    result.stopped = config_.failures_allowed > 1 ? "subcommands failed"
                                                  : "subcommand failed";
  } else if (failures_left_ < config_.failures_allowed) {
    result.stopped = "cannot make progress due to previous errors";
  } else {
    return MakeError("stuck [this is a bug]");
  }
  return result;
}

Status Builder::StartReady() {
  while (failures_left_ > 0 && !failure_ &&
         running_.size() < config_.jobs + s_.executor.lookahead() &&
         s_.plan.has_ready() && s_.executor.CanStart()) {
    XB_TRY(Start(s_.plan.NextReady()));
  }
  return Ok();
}

// Whatever was recorded: the manifest may go back to that command, and an input
// to the time that it had.
void Builder::ForgetIfRecorded(EdgeId edge) {
  if (config_.dry_run) return;
  // The outputs of a generator are taken for good without any record.
  const bool generator = graph_.Has(edge, EdgeFlag::kGenerator);
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    const LogEntry* entry = s_.history.log.Find(output);
    if (entry == nullptr ? !generator : *entry == LogEntry{}) return;
    s_.history.log.Invalidate(output);
    must_flush_ = true;
  });
}

Status Builder::Start(EdgeId edge) {
  if (graph_.edge(edge).deps == DepsKind::kUnknown) {
    return MakeFatalError("unknown deps type '" +
                          EvaluateOrEmpty(graph_, edge, KnownName::kDeps) +
                          "'");
  }
  Running running;
  XB_ASSIGN(running.command, EvaluateCommand(graph_, edge));
  XB_ASSIGN(running.description,
            EvaluateVariable(graph_, edge, Id(KnownName::kDescription),
                             Escape::kShell));
  XB_ASSIGN(running.command_hash, s_.scan.CommandHash(edge));
  ForgetIfRecorded(edge);
  if (s_.contents != nullptr) s_.contents->Started(edge);
  // What a generator runs may look into the logs; and any command may be a
  // build of what this one needed.
  if (graph_.Has(edge, EdgeFlag::kGenerator) || ReadsUnflushed(edge)) {
    XB_TRY(Flush());
  }
  XB_ASSIGN(Action action, DescribeAction(s_.overlay, edge, running.command));
  if (config_.has_cache) {
    TellCache(s_.overlay, edge, config_.keep_depfile, &action);
  }
  if (must_flush_ && !s_.executor.Defers(action)) XB_TRY(Flush());
  running.start_ns = s_.clock.NowNs();
  running_.emplace(Index(edge), std::move(running));
  if (Status started = s_.executor.Start(std::move(action)); !started.ok()) {
    const auto node = running_.extract(Index(edge));
    Error error = started.TakeError();
    error.message = "cannot run the command of '" + OutputPath(edge) +
                    "': " + error.message;
    failure_ = std::move(error);
    // Whoever was told of the beginning is told of the end.
    if (node.mapped().has_begun) {
      EmitFinished(edge, node.mapped(), {.exit_status = 1});
    }
  }
  return Ok();
}

void Builder::Begin(EdgeId edge) {
  Running& running = running_.at(Index(edge));
  running.has_begun = true;
  running.start_ns = s_.clock.NowNs();
  if (config_.explain) {
    for (const std::string& reason : config_.explain_phonies
                                         ? s_.reasons.Tell(edge)
                                         : s_.reasons.Of(edge)) {
      s_.sink.On(EdgeExplained{.edge = edge, .text = reason});
    }
  }
  s_.sink.On(EdgeStarted{.edge = edge,
                         .now_ns = running.start_ns,
                         .description = running.description,
                         .command = running.command,
                         .predicted_ms = s_.plan.MeasuredMs(edge),
                         .console = graph_.edge(edge).pool == kConsolePool});
}

Status Builder::Finish(Outcome outcome) {
  const EdgeId edge{outcome.token};
  const auto at = running_.find(outcome.token);
  XB_CHECK(at != running_.end());
  if (!at->second.has_begun) {
    // It was done without its command, since it was handed over.
    const int64_t start_ns = at->second.start_ns;
    Begin(edge);
    at->second.start_ns = start_ns;
  }
  const auto node = running_.extract(at);
  const Running& running = node.mapped();
  ++commands_run_;
  std::vector<NodeId> discovered;
  if (graph_.edge(edge).deps != DepsKind::kNone &&
      graph_.edge(edge).deps != DepsKind::kDepfile) {
    Result<std::vector<NodeId>> extracted = ExtractDeps(edge, &outcome);
    if (extracted.ok()) {
      discovered = extracted.Take();
    } else if (outcome.success()) {
      if (!outcome.output.empty()) outcome.output += '\n';
      outcome.output += extracted.error().message;
      outcome.exit_status = 1;
    }
  }
  EmitFinished(edge, running, outcome);
  if (!config_.dry_run) RecordRun(edge, running, outcome);
  if (outcome.success()) {
    return FinishSuccess(edge, running, outcome, discovered);
  }
  exit_status_ = outcome.exit_status;
  if (failures_left_ > 0) --failures_left_;
  s_.plan.Failed(edge);
  return Ok();
}

Status Builder::FinishSuccess(EdgeId edge, const Running& running,
                              const Outcome& outcome,
                              const std::vector<NodeId>& discovered) {
  if (config_.dry_run) return s_.plan.Succeeded(edge);
  std::vector<NodeId> unchanged;
  if (s_.contents != nullptr) {
    XB_TRY(s_.contents->Finished(edge, outcome.contents, &unchanged));
  }
  XB_ASSIGN(const int64_t mtime_ns,
            RestatOutputs(edge, outcome.started_mtime_ns));
  for (const NodeId output : unchanged) XB_TRY(s_.plan.Clean(output));
  XB_TRY(s_.plan.Succeeded(edge));
  const std::string rspfile =
      EvaluateOrEmpty(graph_, edge, KnownName::kRspfile);
  if (!rspfile.empty() && !config_.keep_rspfile) {
    XB_ASSIGN(const bool removed, s_.disk.Remove(rspfile));
    static_cast<void>(removed);
  }
  return RecordSuccess(edge, running, outcome, mtime_ns, discovered);
}

Result<int64_t> Builder::RestatOutputs(EdgeId edge, int64_t started_mtime_ns) {
  const bool restat = s_.overlay.IsRestat(edge);
  const bool generator = graph_.Has(edge, EdgeFlag::kGenerator);
  if (started_mtime_ns != 0 && !restat && !generator) return started_mtime_ns;
  int64_t newest = started_mtime_ns;
  bool pruned = false;
  std::vector<NodeId> outputs;
  s_.overlay.ForEachOutput(edge,
                           [&](NodeId output) { outputs.push_back(output); });
  for (const NodeId output : outputs) {
    XB_ASSIGN(const int64_t mtime_ns,
              s_.disk.StatMtime(std::string(s_.overlay.PathOf(output))));
    newest = std::max(newest, mtime_ns);
    if (!restat || mtime_ns != s_.state.mtime(output)) continue;
    XB_TRY(s_.plan.Clean(output));
    pruned = true;
  }
  // A generator may write its own inputs (CMake does), so only what is newer
  // than its outputs counts as a change.  With any other command an input that
  // is newer than its start may have been read before it changed.
  if (started_mtime_ns == 0 || (generator && !pruned)) return newest;
  return started_mtime_ns;
}

Status Builder::RecordSuccess(EdgeId edge, const Running& running,
                              const Outcome& outcome, int64_t mtime_ns,
                              const std::vector<NodeId>& discovered) {
  unflushed_.insert(Index(edge));
  LogEntry entry = TimesOf(running, outcome);
  entry.mtime_ns = mtime_ns;
  entry.command_hash = running.command_hash;
  std::vector<NodeId> outputs;
  s_.overlay.ForEachOutput(edge,
                           [&](NodeId output) { outputs.push_back(output); });
  const DepsKind deps = graph_.edge(edge).deps;
  for (const NodeId output : outputs) {
    s_.history.log.Record(output, entry);
    if (deps == DepsKind::kNone || deps == DepsKind::kDepfile) continue;
    int64_t output_ns = 0;
    if (s_.contents != nullptr) {
      output_ns = s_.contents->mtime_ns(output);
    } else {
      XB_ASSIGN(output_ns,
                s_.disk.StatMtime(std::string(s_.overlay.PathOf(output))));
    }
    if (Status recorded = s_.history.deps.Record(output, output_ns, discovered);
        !recorded.ok()) {
      return MakeError("Error writing to deps log: " +
                       recorded.error().message);
    }
  }
  RecordContents(edge, entry, outcome.started_mtime_ns, discovered);
  return Ok();
}

LogEntry Builder::TimesOf(const Running& running,
                          const Outcome& outcome) const {
  LogEntry entry;
  entry.start_ms = static_cast<int32_t>(MsSinceStart(running.start_ns));
  entry.end_ms = static_cast<int32_t>(
      MsSinceStart(std::max(outcome.end_ns, running.start_ns)));
  return entry;
}

void Builder::RecordContents(EdgeId edge, const LogEntry& entry,
                             int64_t started_ns,
                             const std::vector<NodeId>& discovered) {
  if (s_.contents == nullptr) return;
  s_.contents->Ended(edge, entry);
  if (graph_.edge(edge).deps != DepsKind::kDepfile) {
    s_.contents->Record(edge, entry, started_ns, discovered);
    return;
  }
  const std::string path = EvaluateOrEmpty(graph_, edge, KnownName::kDepfile);
  if (path.empty()) {
    s_.contents->Record(edge, entry, started_ns, {});
    return;
  }
  // What is wrong with it is told by the next scan.
  const auto inputs = ReadDepfile(path);
  if (!inputs.ok() || !inputs.value()) return;
  s_.contents->Record(edge, entry, started_ns, *inputs.value());
}

void Builder::SettleContents() {
  if (s_.contents == nullptr || contents_failed_) return;
  NoteContents(s_.contents->Settle());
}

void Builder::NoteContents(const Status& written) {
  if (written.ok()) return;
  // Without them the next build goes by times.
  contents_failed_ = true;
  const std::string text = "cannot keep contents: " + written.error().message;
  s_.sink.On(Message{.kind = Message::Kind::kWarning, .text = text});
}

void Builder::RecordRun(EdgeId edge, const Running& running,
                        const Outcome& outcome) {
  RunRecord record;
  record.output_path = OutputPath(edge);
  record.reason = s_.reasons.FirstOf(edge);
  record.duration_ms = (outcome.end_ns - outcome.start_ns) / 1000000;
  record.start_s = s_.clock.WallNs() / 1000000000 - record.duration_ms / 1000;
  record.user_us = outcome.usage.user_us;
  record.system_us = outcome.usage.system_us;
  record.max_rss_kb = outcome.usage.max_rss_kb;
  record.exit_status = outcome.exit_status;
  record.command_hash = running.command_hash;
  record.command = running.command;
  record.output_size = outcome.output.size();
  record.output = outcome.output;
  if (outcome.success()) {
    const LogEntry times = TimesOf(running, outcome);
    record.log_start_ms = times.start_ms;
    record.log_end_ms = times.end_ms;
  }
  s_.history.records.Append(record);
}

// Many commands may end in a moment; each flush locks three files.
Status Builder::FlushWhenDue() {
  if (!s_.history.log.has_pending() && !s_.history.records.has_pending()) {
    return Ok();
  }
  const int64_t now_ns = s_.clock.NowNs();
  if (flush_due_ns_ == kNever) flush_due_ns_ = now_ns + kFlushDelayNs;
  return now_ns < flush_due_ns_ ? Ok() : Flush();
}

// True when an input of `edge` was made by a run that is in no file yet.
bool Builder::ReadsUnflushed(EdgeId edge) const {
  if (unflushed_.empty()) return false;
  // Names of many phony edges are not worth the walk.
  constexpr size_t kMostPhonies = 64;
  std::vector<EdgeId> edges{edge};
  bool found = false;
  for (size_t i = 0; i < edges.size() && !found; ++i) {
    const auto look = [&](NodeId input) {
      const EdgeId producer = s_.overlay.ProducerOf(input);
      if (producer == kNoEdge) return;
      if (graph_.is_phony(producer)) edges.push_back(producer);
      found |= unflushed_.contains(Index(producer));
    };
    for (const NodeId input : graph_.AllInputs(edges[i])) look(input);
    for (const NodeId input : s_.overlay.DynamicInputs(edges[i])) look(input);
    found |= edges.size() > kMostPhonies;
  }
  return found;
}

Status Builder::Flush() {
  flush_due_ns_ = kNever;
  unflushed_.clear();
  must_flush_ = false;
  if (config_.dry_run) return Ok();
  // Killed after the build log has a run, what it read must not count as what
  // another program's run has read.
  if (s_.contents != nullptr && !contents_failed_) {
    NoteContents(s_.contents->FlushEnded());
  }
  // The deps first: killed between the two, an edge whose output did not change
  // must not look clean with the inputs that it read before.
  if (Status flushed = s_.history.deps.Flush(); !flushed.ok()) {
    return MakeError("Error writing to deps log: " + flushed.error().message);
  }
  if (Status flushed = s_.history.log.Flush(); !flushed.ok()) {
    return MakeError("Error writing to build log: " + flushed.error().message);
  }
  // Records only explain; a build does not fail for want of them.
  if (records_failed_) return Ok();
  if (Status flushed = s_.history.records.Flush(); !flushed.ok()) {
    records_failed_ = true;
    const std::string text = "cannot keep records: " + flushed.error().message;
    s_.sink.On(Message{.kind = Message::Kind::kWarning, .text = text});
  }
  return Ok();
}

template <typename Paths>
std::vector<NodeId> Builder::InternAll(const Paths& paths) {
  std::vector<NodeId> nodes;
  nodes.reserve(paths.size());
  for (size_t i = 0; i < paths.size(); ++i) {
    nodes.push_back(s_.overlay.Intern(paths[i]));
  }
  s_.state.Grow();
  return nodes;
}

Result<std::vector<NodeId>> Builder::ExtractDeps(EdgeId edge,
                                                 Outcome* outcome) {
  switch (graph_.edge(edge).deps) {
    case DepsKind::kNone:
    case DepsKind::kDepfile:
      return std::vector<NodeId>();
    case DepsKind::kGcc:
      if (outcome->dependencies) return InternAll(*outcome->dependencies);
      return ExtractFromDepfile(edge);
    case DepsKind::kMsvc: {
      const std::string prefix = EvaluateOrEmpty(
          graph_, edge, KnownName::kMsvcDepsPrefix, Escape::kShell);
      if (!show_includes_) show_includes_.emplace();
      ShowIncludes shown = show_includes_->Filter(outcome->output, prefix);
      outcome->output = std::move(shown.output);
      return InternAll(shown.includes);
    }
    case DepsKind::kUnknown:
      break;
  }
  XB_CHECK(false);
}

Result<std::vector<NodeId>> Builder::ExtractFromDepfile(EdgeId edge) {
  const std::string path = EvaluateOrEmpty(graph_, edge, KnownName::kDepfile);
  if (path.empty()) {
    return MakeError("edge with deps=gcc but no depfile makes no sense");
  }
  if (config_.dry_run) return std::vector<NodeId>();
  XB_ASSIGN(const auto inputs, ReadDepfile(path));
  if (!inputs) return std::vector<NodeId>();
  if (!config_.keep_depfile) {
    Result<bool> removed = s_.disk.Remove(path);
    if (!removed.ok()) {
      return MakeError("deleting depfile: " + removed.error().message);
    }
  }
  return *inputs;
}

Result<std::optional<std::vector<NodeId>>> Builder::ReadDepfile(
    const std::string& path) {
  XB_ASSIGN(std::optional<std::string> read, s_.disk.Read(path));
  std::optional<std::vector<NodeId>> inputs;
  if (!read.has_value() || read->empty()) return inputs;
  DepfileContent depfile;
  XB_TRY(ParseDepfile(&*read, &depfile));
  inputs.emplace();
  inputs->reserve(depfile.inputs.size());
  std::string name;
  for (const std::string_view input : depfile.inputs) {
    name = input;
    if (name.empty()) return MakeError(path + ": empty path");
    CanonicalizePath(&name);
    inputs->push_back(s_.overlay.Intern(name));
  }
  s_.state.Grow();
  return inputs;
}

BuildResult Builder::Interrupted(int signal) {
  was_interrupted_ = true;
  StopRunning(signal);
  return BuildResult{.exit_status = 128 + (signal == 0 ? kSigInt : signal),
                     .stopped = "interrupted by user",
                     .signal = signal,
                     .commands_run = commands_run_};
}

// A `signal` that came from outside has reached the commands already; with 0
// nobody has told them yet.
void Builder::StopRunning(int signal) {
  if (signal == 0) s_.executor.KillAll(kSigInt);
  std::vector<Outcome> ignored;
  while (s_.executor.running() > 0) {
    s_.executor.Wait(&ignored, kNever);
  }
  if (!config_.dry_run) {
    for (const auto& [edge, running] : running_) {
      RemovePartialOutputs(EdgeId{edge});
    }
  }
  running_.clear();
}

void Builder::RemovePartialOutputs(EdgeId edge) {
  // Without the manifest nobody could make the manifest again.  A generator's
  // record is void already: what is there does not count as made.
  if (graph_.Has(edge, EdgeFlag::kGenerator)) return;
  const std::string depfile =
      EvaluateOrEmpty(graph_, edge, KnownName::kDepfile);
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    const std::string path(s_.overlay.PathOf(output));
    // An untouched output stays (think of the manifest).  But a command with a
    // depfile may have written that and not yet its output.
    if (depfile.empty()) {
      const Result<int64_t> mtime_ns = s_.disk.StatMtime(path);
      if (!mtime_ns.ok()) return WarnOf(mtime_ns.error());
      if (mtime_ns.value() == s_.state.mtime(output)) return;
    }
    RemovePartial(path);
  });
  if (!depfile.empty()) RemovePartial(depfile);
}

// Nothing takes what stays for clean: see ForgetIfRecorded().
void Builder::RemovePartial(const std::string& path) {
  const Result<bool> removed = s_.disk.Remove(path);
  if (!removed.ok()) WarnOf(removed.error());
}

void Builder::WarnOf(const Error& error) {
  s_.sink.On(Message{.kind = Message::Kind::kWarning, .text = error.message});
}

void Builder::EmitPlan() {
  const int total = s_.plan.command_count();
  if (total == announced_commands_) return;
  announced_commands_ = total;
  s_.sink.On(PlanChanged{.total_edges = total,
                         .predicted_edges = s_.plan.measured_count(),
                         .predicted_ms = s_.plan.measured_ms()});
}

void Builder::EmitFinished(EdgeId edge, const Running& running,
                           const Outcome& outcome) {
  std::vector<std::string_view> outputs;
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    outputs.push_back(s_.overlay.PathOf(output));
  });
  s_.sink.On(
      EdgeFinished{.edge = edge,
                   .now_ns = s_.clock.NowNs(),
                   .description = running.description,
                   .command = running.command,
                   .outputs = outputs,
                   .exit_status = outcome.exit_status,
                   .output = outcome.output,
                   .duration_ms = (outcome.end_ns - outcome.start_ns) / 1000000,
                   .console = graph_.edge(edge).pool == kConsolePool});
}

}  // namespace xb
