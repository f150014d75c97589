// SPDX-License-Identifier: Apache-2.0
// BuildFixture builds a manifest in memory, again and again, as separate calls
// of the program would: what one build leaves on the disk and in the logs is
// all that the next one knows.  A command that a test does not define hashes
// its inputs (and what they `include`) into its outputs; a restat edge leaves
// equal outputs alone.  Time moves with every command and every change.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "engine/builder.h"
#include "exec/dry_run_executor.h"
#include "exec/local_executor.h"
#include "graph/evaluate.h"
#include "manifest/ninja/dyndep_parser.h"
#include "manifest/ninja/parser.h"
#include "support/fake_clock.h"
#include "support/fake_disk.h"
#include "support/fake_runner.h"

namespace xb {

// Every event as a line of text.
class RecordingSink final : public EventSink {
 public:
  explicit RecordingSink(const Overlay& overlay) : overlay_(overlay) {}

  void On(const BuildStarted&) override { lines.push_back("begin"); }
  void On(const PlanChanged& event) override {
    lines.push_back("plan " + std::to_string(event.total_edges));
  }
  void On(const EdgeExplained& event) override {
    lines.push_back("explain " + Name(event.edge) + ": " +
                    std::string(event.text));
  }
  void On(const EdgeStarted& event) override {
    lines.push_back("start " + Name(event.edge));
    ran.push_back(Name(event.edge));
  }
  void On(const EdgeFinished& event) override {
    lines.push_back("finish " + Name(event.edge) + " " +
                    std::to_string(event.exit_status));
    output += event.output;
  }
  void On(const EdgeReplayed& event) override {
    lines.push_back("replay " + std::string(event.target));
  }
  void On(const Message& event) override {
    lines.push_back("message " + std::string(event.text));
  }
  void On(const TerminalLeft&) override { lines.push_back("leave"); }
  void On(const TerminalChanged&) override { lines.push_back("redraw"); }
  void On(const BuildFinished&) override { lines.push_back("end"); }
  int64_t Tick(int64_t) override { return kNoDeadline; }

  std::vector<std::string> lines;
  std::vector<std::string> ran;  // first outputs, in the order of starting
  std::string output;            // of all commands

 private:
  std::string Name(EdgeId edge) const {
    return std::string(overlay_.PathOf(overlay_.graph().Outputs(edge)[0]));
  }
  const Overlay& overlay_;
};

// What one call of the program keeps in memory.
struct LoadedBuild {
  // With a `file_clock` content decides.
  LoadedBuild(Disk& disk, ninja::LoadedManifest loaded, bool explain,
              FileClock* file_clock = nullptr)
      : manifest(std::move(loaded)),
        overlay(manifest.graph),
        log(disk, overlay),
        deps(disk, overlay),
        records(disk, ""),
        history{log, deps, records},
        state(overlay),
        reasons(overlay, explain),
        workers(1),
        content_log(disk, overlay),
        files({overlay, content_log, disk, workers, file_clock}),
        check({overlay, log, content_log, files, reasons, 1}),
        recorder({overlay, state, check, content_log, disk}),
        scan({overlay, state, history, reasons, disk, workers, dyndeps,
              file_clock == nullptr ? nullptr : &check}),
        plan({overlay, state, scan}),
        sink(overlay) {}

  NodeId Node(std::string_view path) const { return overlay.Find(path); }
  EdgeId EdgeOf(std::string_view path) const {
    return overlay.ProducerOf(Node(path));
  }
  bool IsDirty(std::string_view path) const {
    return state.is_dirty(Node(path));
  }
  // As the program does it for one target after the other.
  Status Want(const std::vector<std::string>& targets) {
    for (const std::string& target : targets) {
      std::vector<NodeId> wanted{Node(target)};
      wanted.insert(wanted.end(), validations.begin(), validations.end());
      validations.clear();
      XB_TRY(scan.Scan(wanted[0], &wanted));
      for (const NodeId node : wanted) {
        const EdgeId edge = overlay.ProducerOf(node);
        const bool source = edge == kNoEdge;
        if (source ? node == wanted[0] : !state.edge(edge).outputs_ready) {
          XB_TRY(plan.AddTarget(node));
        }
      }
    }
    return Ok();
  }

  ninja::LoadedManifest manifest;
  Overlay overlay;
  BuildLog log;
  DepsLog deps;
  Records records;
  History history;
  RunState state;
  Reasons reasons;
  WorkQueue workers;
  ContentLog content_log;
  FileContents files;
  ContentCheck check;
  ContentRecorder recorder;
  ninja::DyndepParser dyndeps;
  DependencyScan scan;
  Plan plan;
  RecordingSink sink;
  // Met before the scan.
  std::vector<NodeId> validations;
};

struct BuildReport {
  std::string error;  // of the world; empty = none
  bool had_work = false;
  BuildResult result;
  std::vector<std::string> ran;
  std::vector<std::string> events;
  std::string output;
};

// Begins nothing before it is waited for, and amends what comes of it.
class DeferringExecutor final : public Executor {
 public:
  using Amend = std::function<void(Outcome*)>;
  DeferringExecutor(Executor& inner, Amend amend)
      : inner_(inner), amend_(std::move(amend)) {
    inner_.SetBeginListener([this](uint32_t token) { TellBegin(token); });
  }

  bool CanStart() override { return inner_.CanStart(); }
  Status Start(Action action) override {
    actions_.push_back(std::move(action));
    return Ok();
  }
  bool Defers(const Action&) const override { return true; }
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t deadline_ns) override {
    for (Action& action : actions_) {
      XB_CHECK(inner_.CanStart() && inner_.Start(std::move(action)).ok());
    }
    actions_.clear();
    const size_t before = finished->size();
    const WaitEvent event = inner_.Wait(finished, deadline_ns);
    for (size_t i = before; amend_ && i < finished->size(); ++i) {
      amend_(&(*finished)[i]);
    }
    return event;
  }
  size_t running() const override { return inner_.running() + actions_.size(); }
  void KillAll(int signal) override {
    actions_.clear();
    inner_.KillAll(signal);
  }

 private:
  Executor& inner_;
  const Amend amend_;
  std::vector<Action> actions_;
};

class BuildFixture {
 public:
  using Command = FakeRunner::Command;

  // Every manifest begins with a rule `cat` and one with restat, `keep`.
  explicit BuildFixture(std::string_view manifest) { SetManifest(manifest); }
  void SetManifest(std::string_view text) {
    disk.Create("build.ninja",
                "rule cat\n  command = cat $in > $out\n"
                "rule keep\n  command = keep $in > $out\n  restat = 1\n" +
                    std::string(text));
  }
  void Write(const std::string& path, std::string_view contents = {}) {
    disk.Tick();
    disk.Create(path, contents);
  }
  void Touch(const std::string& path) { disk.SetMtime(path, disk.Tick()); }
  void Remove(const std::string& path) { XB_CHECK(disk.Remove(path).ok()); }

  // Instead of hashing; time has moved when `work` begins.
  void On(const std::string& command, Command work) {
    commands_[command] = [this, command,
                          work = std::move(work)](FakeDisk& fake) {
      const auto first = before_tick.find(command);
      if (first != before_tick.end()) first->second(fake);
      fake.Tick();
      return work(fake);
    };
  }
  void OnWrite(const std::string& command, std::string output,
               std::string contents = {}) {
    On(command, [output = std::move(output),
                 contents = std::move(contents)](FakeDisk& fake) {
      fake.Create(output, contents);
      return ProcessResult();
    });
  }
  void OnFail(const std::string& command, int exit_status = 1) {
    On(command, [exit_status](FakeDisk&) {
      return ProcessResult{.exit_status = exit_status};
    });
  }
  // Hash again.
  void Forget(const std::string& command) { commands_.erase(command); }

  std::unique_ptr<LoadedBuild> Load() {
    auto manifest = ninja::LoadManifest(disk, "build.ninja", {});
    if (!manifest.ok()) ADD_FAILURE() << manifest.error().message;
    auto build =
        std::make_unique<LoadedBuild>(disk, manifest.Take(), config.explain,
                                      by_content ? &file_clock : nullptr);
    for (const auto& [path, entry] : log) {
      build->log.Record(build->overlay.Intern(path), entry);
    }
    for (const auto& [path, saved] : deps) {
      std::vector<NodeId> inputs;
      for (const std::string& input : saved.inputs) {
        inputs.push_back(build->overlay.Intern(input));
      }
      const NodeId output = build->overlay.Intern(path);
      XB_CHECK(build->deps.Record(output, saved.mtime_ns, inputs).ok());
    }
    XB_CHECK(build->log.Flush().ok() && build->deps.Flush().ok());
    LoadContents(build.get());
    return build;
  }

  BuildReport Build(const std::vector<std::string>& targets) {
    // What was changed in the same tick could change again unnoticed.
    if (by_content && waits_for_tick) disk.Tick();
    current = Load();
    BuildReport report;
    Status wanted = before_scan ? before_scan(targets, current.get()) : Ok();
    if (wanted.ok()) wanted = current->Want(targets);
    if (!wanted.ok()) {
      report.error = wanted.error().message;
      return report;
    }
    report.had_work = current->plan.has_work();
    if (report.had_work) Run(&report);
    SaveContents();
    return report;
  }

  struct SavedDeps {
    int64_t mtime_ns = 0;
    std::vector<std::string> inputs;
  };

  // The run of one edge, by content.
  struct SavedRun {
    struct Output {
      std::string path;
      std::optional<Hash128> digest;
      int64_t size = 0;
      int64_t mtime_ns = 0;
      int64_t ctime_ns = 0;
      uint64_t inode = 0;
    };
    LogEntry entry;
    uint64_t environment = 0;
    std::vector<Output> outputs;
    std::vector<std::pair<std::string, Hash128>> inputs;
    uint32_t place = 0;
  };
  struct SavedSight {
    FileStamp stamp;
    Hash128 digest;
  };

  FakeDisk disk;
  FakeFileClock file_clock{disk};
  FakeRunner runner{disk};
  FakeClock clock;
  BuildConfig config;
  // The logs, as the last build left them.
  std::map<std::string, LogEntry> log;
  std::map<std::string, SavedDeps> deps;
  std::map<std::string, SavedRun> runs;
  std::map<std::string, SavedSight> seen;
  // Content decides instead of times.
  bool by_content = false;
  // What a build does when all is loaded.
  std::function<Status(const std::vector<std::string>& targets, LoadedBuild*)>
      before_scan;
  bool waits_for_tick = true;
  // Commands begin when they are waited for.
  bool defers = false;
  // By command of On(): what it does in the tick in which it starts.
  std::map<std::string, std::function<void(FakeDisk&)>> before_tick;
  // Of every outcome, before the builder sees it; only with `defers`.
  DeferringExecutor::Amend amend;
  // The build that runs, or ran last.
  std::unique_ptr<LoadedBuild> current;
  // Why edges of that build are out of date.
  std::string ReasonsToRun() const {
    std::string all;
    for (uint32_t e = 0; e < current->manifest.graph.edge_count(); ++e) {
      const std::string reason = current->reasons.FirstOf(EdgeId{e});
      if (!reason.empty()) all += reason + "\n";
    }
    return all;
  }

 private:
  void Run(BuildReport* report) {
    TeachRunner();
    LocalExecutor local(disk, runner, {.file_clock = &file_clock});
    DryRunExecutor dry;
    DeferringExecutor deferring(local, amend);
    Executor& begins = defers ? static_cast<Executor&>(deferring) : local;
    Executor& executor = config.dry_run ? dry : begins;
    Builder builder(
        {current->overlay, current->state, current->scan, current->plan,
         current->reasons, current->history, disk, executor, current->sink,
         clock, by_content ? &current->recorder : nullptr},
        config);
    Result<BuildResult> result = builder.Build();
    if (result.ok()) {
      report->result = result.Take();
    } else {
      report->error = result.error().message;
    }
    report->ran = current->sink.ran;
    report->events = current->sink.lines;
    report->output = current->sink.output;
    Save();
  }

  void Save() {
    const Overlay& overlay = current->overlay;
    current->log.ForEach([&](NodeId output, const LogEntry& entry) {
      log[std::string(overlay.PathOf(output))] = entry;
    });
    current->deps.ForEach([&](NodeId output, const DepsLog::Deps& of) {
      SavedDeps& saved = deps[std::string(overlay.PathOf(output))];
      saved = {of.mtime_ns, {}};
      for (const NodeId input : of.inputs) {
        saved.inputs.emplace_back(overlay.PathOf(input));
      }
    });
  }

  void LoadContents(LoadedBuild* build) {
    ContentLog& contents = build->content_log;
    const auto version = [&](const std::string& path, const Hash128& digest) {
      return contents.Intern(build->overlay.Intern(path), digest);
    };
    for (const auto& [path, sight] : seen) {
      contents.See(build->overlay.Intern(path), sight.stamp,
                   version(path, sight.digest));
    }
    for (const auto& [path, run] : runs) {
      std::vector<OutputAsLeft> outputs;
      for (const SavedRun::Output& output : run.outputs) {
        outputs.push_back(
            {build->overlay.Intern(output.path),
             output.digest ? version(output.path, *output.digest) : kNoVersion,
             output.size, output.mtime_ns, output.ctime_ns, output.inode});
      }
      std::vector<VersionId> inputs;
      for (const auto& [input, digest] : run.inputs) {
        inputs.push_back(version(input, digest));
      }
      contents.Record(build->overlay.Intern(path),
                      {run.entry, run.environment, outputs, inputs, run.place});
    }
    XB_CHECK(contents.Flush().ok());
  }

  void SaveContents() {
    if (!by_content || config.dry_run) return;
    const Overlay& overlay = current->overlay;
    const ContentLog& contents = current->content_log;
    for (uint32_t i = 0; i < overlay.node_count(); ++i) {
      const std::string path(overlay.PathOf(NodeId{i}));
      const auto named = [&](VersionId id) {
        const ContentLog::Version& version = contents.version(id);
        return std::pair(std::string(overlay.PathOf(version.node)),
                         version.digest);
      };
      if (const auto* sight = contents.FindSeen(NodeId{i})) {
        seen[path] = {sight->stamp, named(sight->version).second};
      }
      const auto run = contents.Find(NodeId{i});
      if (!run) continue;
      SavedRun& saved = runs[path];
      saved = {run->entry, run->environment, {}, {}, run->place};
      for (const OutputAsLeft& left : run->outputs) {
        std::optional<Hash128> digest;
        if (left.version != kNoVersion) digest = named(left.version).second;
        saved.outputs.push_back({std::string(overlay.PathOf(left.node)), digest,
                                 left.size, left.mtime_ns, left.ctime_ns,
                                 left.inode});
      }
      for (const VersionId input : run->inputs) {
        saved.inputs.push_back(named(input));
      }
    }
  }

  void TeachRunner() {
    for (uint32_t e = 0; e < current->manifest.graph.edge_count(); ++e) {
      const EdgeId edge{e};
      auto command = EvaluateCommand(current->manifest.graph, edge);
      if (!command.ok()) continue;
      runner.On(command.value(), [this, edge](FakeDisk& fake) {
        fake.Tick();
        return HashInputs(edge);
      });
    }
    for (const auto& [command, work] : commands_) runner.On(command, work);
  }

  ProcessResult HashInputs(EdgeId edge) {
    const Overlay& overlay = current->overlay;
    const Graph& graph = overlay.graph();
    std::vector<std::string> open;
    for (const NodeId node : graph.DirtyingInputs(edge)) {
      open.emplace_back(overlay.PathOf(node));
    }
    for (const NodeId node : overlay.DynamicInputs(edge)) {
      open.emplace_back(overlay.PathOf(node));
    }
    std::string all = EvaluateLoggedCommand(graph, edge).Take();
    std::string read;
    const std::string depfile =
        EvaluateOrEmpty(graph, edge, KnownName::kDepfile);
    for (size_t i = 0; i < open.size(); ++i) {
      // A phony name stands for no file.
      const EdgeId producer = overlay.ProducerOf(overlay.Find(open[i]));
      if (producer != kNoEdge && graph.is_phony(producer)) continue;
      if (!disk.Exists(open[i])) {
        return {.exit_status = 1, .output = open[i] + ": missing\n"};
      }
      read += " " + open[i];
      const std::string& text = disk.Contents(open[i]);
      all += text;
      // A command that does not tell what it discovers discovers nothing.
      if (depfile.empty() || !text.starts_with("include ")) continue;
      open.push_back(text.substr(8));
    }
    const std::string result = std::to_string(Xxh3(all));
    overlay.ForEachOutput(edge, [&](NodeId node) {
      const std::string path(overlay.PathOf(node));
      const bool same = disk.Exists(path) && disk.Contents(path) == result;
      if (!overlay.IsRestat(edge) || !same) disk.Create(path, result);
    });
    if (!depfile.empty()) {
      const NodeId output = graph.Outputs(edge)[0];
      disk.Create(depfile,
                  std::string(overlay.PathOf(output)) + ":" + read + "\n");
    }
    return {};
  }

  std::map<std::string, Command> commands_;
};

}  // namespace xb
