// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/path.h"
#include "cli/build_environment.h"
#include "cli/manifest_choice.h"
#include "cli/neighbour.h"
#include "cli/nothing_to_do.h"
#include "cli/settings_sources.h"
#include "manifest/ninja/error_format.h"
#include "manifest/ninja/writer.h"
#include "os/environment.h"
#include "os/system.h"
#include "os/terminal.h"
#include "status/sinks.h"

namespace xb {
namespace {

constexpr const char* kDescription = project::kProjectFile;
// A manifest that is never up to date must not keep us for ever.
constexpr int kMaxRegenerations = 100;
// More threads do not stat faster.
constexpr int kMaxWorkers = 8;
constexpr int kSigInt = 2;

Result<std::vector<ManifestText>> WriteForNinja(const Graph& graph,
                                                const std::string& path,
                                                const std::string& build_dir) {
  XB_ASSIGN(
      std::vector<ninja::WrittenManifest> written,
      ninja::WriteManifests(graph, path, {.plain_with_logs_in = build_dir}));
  std::vector<ManifestText> manifests;
  manifests.reserve(written.size());
  for (ninja::WrittenManifest& manifest : written) {
    manifests.push_back({std::move(manifest.path), std::move(manifest.text)});
  }
  return manifests;
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

Session::Session(Invocation invocation, std::vector<std::string> arguments)
    : invocation_(std::move(invocation)),
      settings_(invocation_.settings),
      arguments_(std::move(arguments)),
      program_(ProgramName(settings_.personality)),
      out_(stdout),
      err_(stderr),
      times_(clock_),
      workers_(std::min(AffinityCount(), kMaxWorkers)),
      lock_({.disk = disk_, .settings = settings_, .err = err_}, program_,
            Join(arguments_)),
      executors_({.settings = settings_,
                  .disk = disk_,
                  .clock = clock_,
                  .workers = workers_,
                  .parallelism = parallelism_,
                  .warn = [this](const std::string& text) { Warn(text); }}),
      keeper_({.settings = settings_,
               .disk = disk_,
               .times = times_,
               .executors = executors_,
               .lock = lock_,
               .warn = [this](const std::string& text) { Warn(text); }}) {}

Session::~Session() = default;

int Session::Run() {
  Result<int> status = RunOrFail();
  if (status.ok() && command_) status = FinishCommand(status.value());
  if (settings_.debug.stats) {
    out_.Write(times_.Table());
    if (*settings_.freshness == FreshnessMode::kContent) {
      out_.Write(keeper_.content_counts().Line());
    }
  }
  if (!status.ok()) PrintError(status.error());
  keeper_.TendCache();
  if (status.ok()) return status.value();
  const int own = status.error().exit_status;
  return own == 0 ? 1 : own;
}

void Session::PrintError(const Error& error) {
  const std::string kind = error.is_fatal ? ": fatal: " : ": error: ";
  std::string text = settings_.personality == Personality::kXb
                         ? ninja::FormatForPeople(error)
                         : ninja::FormatAsNinja(error);
  // After a place without its line ninja has an empty one.
  const bool is_ended = !text.empty() && text.back() == '\n';
  if (!is_ended || error.position) text += '\n';
  err_.Write(program_ + kind + text);
}

void Session::Warn(std::string_view text) {
  err_.Write(program_ + ": warning: " + std::string(text) + "\n");
}

void Session::Info(std::string_view text) {
  out_.Write(program_ + ": " + std::string(text) + "\n");
}

Result<int> Session::RunOrFail() {
  for (const std::string& warning : invocation_.warnings) Warn(warning);
  XB_TRY(EnterDirectory());
  SettleProjectCommand();
  XB_ASSIGN(const MaybeExit ran, RunWithoutProject());
  if (ran) return *ran;
  const Tool* tool = ChosenTool();
  const bool needs_manifest =
      tool == nullptr ||
      StageOf(*tool, settings_.tool_arguments) != ToolStage::kFlags;
  if (needs_manifest || invocation_.as_targets != nullptr) {
    XB_ASSIGN(const MaybeExit exit, OpenProject());
    if (exit) return *exit;
  }
  XB_ASSIGN(const MaybeExit made, BuildMakefile());
  if (made) return *made;
  // It may have turned out to be none.
  tool = ChosenTool();
  if (needs_manifest) {
    XB_ASSIGN(const MaybeExit exit, OpenFrontDoor());
    if (exit) return *exit;
  }
  // Where none is, a word can only be a command.
  const bool is_tool =
      tool != nullptr && (invocation_.as_targets == nullptr || !HasManifest());
  const bool needs_none =
      !needs_manifest || (is_tool && tool->of_project && !HasManifest());
  if (is_tool && needs_none) return RunTool(*tool, nullptr);
  XB_TRY(FindManifest(is_tool));
  bool regenerate = true;
  for (int cycle = 0; cycle < kMaxRegenerations; ++cycle) {
    if (cycle > 0 && is_project_) {
      // Another xb may have made it for other options.
      MaybeExit stopped;
      XB_ASSIGN([[maybe_unused]] const auto generated,
                MakeProjectManifest(&stopped));
      if (stopped) return *stopped;
    }
    bool regenerated = false;
    XB_ASSIGN(const MaybeExit exit, Cycle(regenerate, &regenerated));
    if (exit) return *exit;
    regenerate = regenerated;
  }
  return MakeError(
      "manifest '" + *settings_.manifest +
          "' still dirty after 100 tries, perhaps system time is not set",
      "The step that writes it runs again and again; `-d explain` says why.");
}

bool Session::HasManifest() {
  if (settings_.personality == Personality::kXb) {
    Settings settings = settings_;
    if (!ChooseManifest(disk_, &settings).found) return false;
    if (settings.manifest.is_default()) return true;
  }
  const auto mtime_ns = disk_.StatMtime(*settings_.manifest);
  return !mtime_ns.ok() || mtime_ns.value() != 0;
}

Status Session::EnterDirectory() {
  if (settings_.directory->empty()) return ReadSettings();
  const Status entered = ChangeDirectory(*settings_.directory);
  Status read = entered.ok() ? ReadSettings() : Ok();
  // Editors follow this line; the output of a tool is read by programs.
  const bool is_tool =
      settings_.tool.value && invocation_.as_targets == nullptr;
  if (!is_tool && *settings_.verbosity != Verbosity::kNoStatus) {
    Info("Entering directory `" + *settings_.directory + "'");
  }
  if (!entered.ok()) {
    return MakeFatalError("chdir to '" + *settings_.directory + "' - " +
                          CauseOf(entered.error(), *settings_.directory));
  }
  return read;
}

Status Session::ReadSettings() {
  std::vector<std::string> warnings;
  const auto sources =
      SettingsSources::ReadFor(settings_.personality, disk_, &warnings);
  for (const std::string& warning : warnings) Warn(warning);
  if (!sources.ok()) return sources.error();
  if (invocation_.as_targets != nullptr) {
    XB_TRY(sources.value().Apply(&invocation_.as_targets->settings));
  }
  return sources.value().Apply(&settings_);
}

Status Session::FindManifest(bool is_tool) {
  if (settings_.personality != Personality::kXb) return Ok();
  ManifestChoice choice = ChooseManifest(disk_, &settings_);
  if (HasProject() && !is_project_ && choice.found) {
    choice.others.insert(choice.others.begin(), kDescription);
  }
  if (invocation_.as_targets != nullptr) {
    invocation_.as_targets->settings.manifest.value = *settings_.manifest;
  }
  if (!choice.found) return ExplainNoManifest(disk_);
  if (!is_tool) TellChoice(choice);
  return Ok();
}

void Session::TellChoice(const ManifestChoice& choice) {
  if (choice.others.empty() || *settings_.verbosity == Verbosity::kNoStatus) {
    return;
  }
  const std::string read = is_project_ ? kDescription : *settings_.manifest;
  std::string text = "reading " + read;
  std::string_view before = ", not ";
  for (const std::string& other : choice.others) {
    text.append(before).append(other);
    before = " or ";
  }
  Info(text);
}

Status Session::MakeSink() {
  if (sink_ != nullptr) return Ok();
  const TerminalTraits terminal = ReadTerminal();
  if (auto format = GetEnv(std::string(kStatusFormatVariable))) {
    settings_.status_format.Set(*format, Origin::kEnvironment);
  }
  XB_ASSIGN(
      const std::string warning,
      parallelism_.SetUp(settings_, settings_.personality == Personality::kXb &&
                                        !*settings_.dry_run));
  if (!warning.empty()) Warn(warning);
  XB_ASSIGN(SinkOptions options,
            DecideSinkOptions(settings_,
                              {.smart = terminal.is_smart,
                               .color = terminal.color,
                               .columns = TerminalColumns},
                              program_, parallelism_.jobs()));
  sink_ = MakeEventSink(std::move(options), &out_, &err_);
  if (command_ && !command_->junit_file().empty()) {
    sink_ = command_->Listen(std::move(sink_));
  }
  if (*settings_.replay_warnings) {
    auto replay = std::make_unique<WarningReplay>(std::move(sink_), disk_);
    replay_ = replay.get();
    sink_ = std::move(replay);
  }
  return Ok();
}

bool Session::WantsLogs() const {
  const Tool* const tool = ChosenTool();
  return tool == nullptr ||
         StageOf(*tool, settings_.tool_arguments) == ToolStage::kLogs;
}

Result<std::unique_ptr<Workspace>> Session::LoadWorkspace() {
  // A tool wants the manifest, not what earlier runs added to it.
  if (!settings_.tool.value) {
    const PhaseTimes::Timer timer(times_, "snapshot load");
    auto workspace = Workspace::LoadSnapshot(disk_, settings_);
    if (workspace != nullptr) return workspace;
  }
  const PhaseTimes::Timer timer(times_, "manifest load");
  const LogUse logs = WantsLogs() ? LogUse::kLoad : LogUse::kNone;
  std::vector<std::string> warnings;
  Result<std::unique_ptr<Workspace>> workspace =
      Workspace::Load(disk_, settings_, workers_, logs, &warnings);
  for (const std::string& warning : warnings) Warn(warning);
  return workspace;
}

Status Session::ResolveCommand(const Workspace& workspace) {
  const std::unique_ptr<TargetReading> targets =
      std::move(invocation_.as_targets);
  if (targets == nullptr) return Ok();
  if (workspace.graph().FindNode(*settings_.tool.value) == kNoNode) return Ok();
  if (targets->error) return std::move(*targets->error);
  settings_ = std::move(targets->settings);
  for (const std::string& warning : targets->warnings) Warn(warning);
  return Ok();
}

const Tool* Session::ChosenTool() const {
  return settings_.tool.value ? FindTool(*settings_.tool.value) : nullptr;
}

Result<int> Session::RunTool(const Tool& tool, Workspace* workspace) {
  ToolContext context{.settings = settings_,
                      .program = program_,
                      .disk = disk_,
                      .out = out_,
                      .err = err_,
                      .can_redraw = ReadTerminal().is_smart,
                      .columns = TerminalColumns,
                      .executable = arguments_[0],
                      .describe = settings_.personality == Personality::kXb
                                      ? ninja::FormatForPeople
                                      : ninja::FormatAsNinja,
                      .write_manifests = WriteForNinja};
  if (workspace != nullptr) {
    context.overlay = &workspace->overlay();
    context.log = &workspace->log();
    context.deps = &workspace->deps();
    context.dyndeps = &workspace->dyndeps();
    context.build_dir = workspace->build_dir();
    context.environment = ReadBuildEnvironment(settings_);
  }
  return tool.run(context, settings_.tool_arguments);
}

// What is known of the last run may be the answer to this one.
Result<Session::MaybeExit> Session::AnswerFromStamp(SeenByStamp* seen) {
  if (settings_.tool.value || *settings_.dry_run) return MaybeExit();
  // A stamp knows no edges.
  if (*settings_.replay_warnings) return MaybeExit();
  std::unique_ptr<CleanStamp> stamp;
  {
    const PhaseTimes::Timer timer(times_, "stamp load");
    stamp = NothingToDo(disk_, settings_).Open();
  }
  if (stamp == nullptr) return MaybeExit();
  bool waited = false;
  XB_ASSIGN(const MaybeExit exit, TakeLock(stamp->build_dir(), &waited));
  if (exit || waited) return exit;
  const PhaseTimes::Timer timer(times_, "stat");
  // What others may change meanwhile is looked at again.
  const FileTime began = lock_.entered_at();
  CleanStamp::Look look = stamp->LookAt(disk_, workers_);
  if (!look.holds) {
    if (began.ns != 0) *seen = {std::move(stamp), std::move(look), began};
    return MaybeExit();
  }
  TellNothingToDo();
  return MaybeExit(0);
}

void Session::TellNothingToDo() {
  // What is to be run is what speaks.
  if (command_ && !command_->Program(settings_).empty()) return;
  if (*settings_.verbosity != Verbosity::kNoStatus) Info("no work to do.");
}

Result<Session::MaybeExit> Session::Cycle(bool regenerate, bool* regenerated) {
  SeenByStamp seen;
  if (regenerate) {
    XB_ASSIGN(const MaybeExit exit, AnswerFromStamp(&seen));
    if (exit) return exit;
  }
  XB_ASSIGN(const std::unique_ptr<Workspace> workspace, LoadWorkspace());
  XB_TRY(ResolveCommand(*workspace));
  const Tool* tool = ChosenTool();
  if (!WantsLogs()) {
    XB_ASSIGN(const int status, RunTool(*tool, workspace.get()));
    return MaybeExit(status);
  }
  const bool writes = tool == nullptr && !*settings_.dry_run;
  if (writes) {
    bool waited = false;
    XB_ASSIGN(const MaybeExit exit, TakeLock(workspace->build_dir(), &waited));
    if (exit) return exit;
    // Another build may have ended just before we had the lock.
    if (waited || workspace->IsStale()) {
      *regenerated = true;
      return MaybeExit();
    }
  }
  FileClock* clock = writes ? executors_.OpenFileClock(*workspace) : nullptr;
  FileTime began;
  if (clock != nullptr) {
    XB_ASSIGN(began.ns, clock->NowNs());
    began.device = clock->device();
  }
  {
    const PhaseTimes::Timer timer(times_, "log load");
    std::vector<std::string> warnings;
    const Status loaded = workspace->LoadLogs(writes, &warnings);
    for (const std::string& warning : warnings) Warn(warning);
    if (!loaded.ok()) return Error(loaded.error());
  }
  if (tool != nullptr) {
    XB_ASSIGN(const int status, RunTool(*tool, workspace.get()));
    return MaybeExit(status);
  }
  if (writes) {
    XB_ASSIGN(const MaybeExit exit, ChooseLogVersion(workspace.get()));
    if (exit) return exit;
  }
  BuildRun run(*workspace,
               {.explain = settings_.debug.explain,
                .by_content = *settings_.freshness == FreshnessMode::kContent,
                .clock = clock},
               disk_, workers_);
  keeper_.LoadContents(&run);
  if (seen.stamp != nullptr && run.TakeLook(*seen.stamp, seen.look)) {
    began = seen.began;
  }
  if (regenerate) {
    MaybeExit exit;
    Result<bool> written = Regenerate(&run, &exit);
    if (!written.ok()) {
      Error error = written.TakeError();
      error.message =
          "rebuilding '" + *settings_.manifest + "': " + error.message;
      return error;
    }
    if (exit) return exit;
    if (written.value()) {
      // Without a run nothing was written, and never will be.
      if (*settings_.dry_run) return MaybeExit(0);
      *regenerated = true;
      return MaybeExit();
    }
    // Its run left a plan behind: start over with what is on disk now.
    if (!run.plan.edges().empty()) return MaybeExit();
  }
  XB_ASSIGN(const int status, Build(&run));
  keeper_.SaveContents(&run);
  // A stamp is of all that a run looks at, the manifest's own inputs included.
  keeper_.SaveState(&run, regenerate && run.plan.edges().empty(), began);
  return MaybeExit(status);
}

Result<bool> Session::Regenerate(BuildRun* run, MaybeExit* exit) {
  std::string path = *settings_.manifest;
  CanonicalizePath(&path);
  const NodeId manifest = run->workspace.graph().FindNode(path);
  if (manifest == kNoNode) return false;
  XB_TRY(run->Scan(std::span(&manifest, 1), &times_));
  if (!run->plan.has_work()) return false;
  XB_ASSIGN(const BuildResult result, Execute(run));
  if (result.signal != 0 || result.stopped == "interrupted by user") {
    *exit = Report(result);
    return false;
  }
  if (!result.stopped.empty()) {
    return MakeError(result.stopped);
  }
  return run->state.is_dirty(manifest);
}

Result<int> Session::Build(BuildRun* run) {
  XB_ASSIGN(const std::vector<NodeId> targets,
            ResolveTargets(run->workspace.overlay(), settings_.targets,
                           &run->workspace.deps(), program_));
  XB_TRY(run->SettleCleanEdges(targets, settings_.targets.empty(), workers_,
                               &times_));
  XB_TRY(run->Scan(targets, &times_));
  if (*settings_.replay_warnings) {
    XB_TRY(MakeSink());
    replay_->Expect(run, targets);
  }
  if (!run->plan.has_work()) {
    FinishWithoutWork();
    return 0;
  }
  Result<BuildResult> result = Execute(run);
  if (result.ok()) return Report(result.value());
  if (result.error().is_fatal || settings_.personality == Personality::kXb) {
    return result.TakeError();
  }
  return Report(
      {.exit_status = 1, .stopped = ninja::FormatAsNinja(result.error())});
}

void Session::TellNews(const std::string& news) {
  const Verbosity verbosity = *settings_.verbosity;
  const bool is_quiet =
      verbosity == Verbosity::kSilent || verbosity == Verbosity::kNoStatus;
  if (!news.empty() && !is_quiet) Info(news);
}

void Session::FinishWithoutWork() {
  if (replay_ != nullptr) {
    const int64_t now_ns = clock_.NowNs();
    sink_->On(BuildStarted{.now_ns = now_ns});
    sink_->On(BuildFinished{.now_ns = now_ns});
  }
  TellNothingToDo();
}

int Session::Report(const BuildResult& result) {
  if (!result.stopped.empty()) Info("build stopped: " + result.stopped + ".");
  return result.signal == 0 ? result.exit_status
                            : InterruptedStatus(result.signal);
}

int Session::InterruptedStatus(int signal) const {
  return settings_.personality == Personality::kXb ? 128 + signal
                                                   : 128 + kSigInt;
}

Result<BuildResult> Session::Execute(BuildRun* run) {
  XB_TRY(MakeSink());
  const PhaseTimes::Timer timer(times_, "build");
  XB_ASSIGN(Executor * executor, executors_.Get(run->workspace));
  BuildCache* const cache = executors_.cache();
  if (cache != nullptr) TellNews(cache->TakeNews());
  Builder builder(
      {.overlay = run->workspace.overlay(),
       .state = run->state,
       .scan = run->scan,
       .plan = run->plan,
       .reasons = run->reasons,
       .history = run->workspace.history(),
       .disk = disk_,
       .executor = *executor,
       .sink = *sink_,
       .clock = clock_,
       .contents =
           run->content == nullptr ? nullptr : &run->content->recorder()},
      {.jobs = parallelism_.jobs(),
       .failures_allowed = *settings_.failures_allowed,
       .dry_run = *settings_.dry_run,
       .explain = settings_.debug.explain,
       .explain_phonies = settings_.personality == Personality::kXb,
       .keep_depfile = settings_.debug.keep_depfile,
       .keep_rspfile = settings_.debug.keep_rsp,
       .has_cache = cache != nullptr});
  Result<BuildResult> result = builder.Build();
  if (cache != nullptr) cache->Close();
  keeper_.CompactRecords(&run->workspace);
  return result;
}

Result<Session::MaybeExit> Session::ChooseLogVersion(Workspace* workspace) {
  if (settings_.personality != Personality::kXb || !workspace->log().is_new()) {
    return MaybeExit();
  }
  XB_ASSIGN(const int signal, BeginLikeNeighbour(&workspace->log(), clock_));
  return signal == 0 ? MaybeExit() : MaybeExit(InterruptedStatus(signal));
}

Result<Session::MaybeExit> Session::TakeLock(const std::string& build_dir,
                                             bool* waited) {
  XB_ASSIGN(const DirectoryLock::Entry entry, lock_.Enter(build_dir));
  *waited = entry.waited;
  if (entry.orphans > 0) {
    Warn("ended " + std::to_string(entry.orphans) +
         " processes that a killed build had left running");
  }
  if (entry.signal == 0) return MaybeExit();
  return MaybeExit(InterruptedStatus(entry.signal));
}

}  // namespace xb
