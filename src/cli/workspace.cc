// SPDX-License-Identifier: Apache-2.0
#include "cli/workspace.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/hash.h"
#include "cli/build_environment.h"
#include "cli/state_files.h"
#include "os/file_clock.h"
#include "tools/tool.h"

namespace xb {
namespace {

// A file system's clock is coarse: what was changed so shortly before it was
// read may have been changed again since and look the same.
constexpr int64_t kClockGrainNs = 20'000'000;

// The time of the file system before anything is read, unless nobody can tell.
FileTime FileSystemNow(Disk& disk, const Settings& settings) {
  // Only a build writes anything, and only where there is something to build.
  if (*settings.dry_run || settings.tool.value) return {};
  const Result<int64_t> manifest = disk.StatMtime(*settings.manifest);
  if (manifest.ok() && manifest.value() == 0) return {};
  const std::string stamp = ".xb/lock";
  if (!disk.MakeParentDirs(stamp).ok()) return {};
  const auto clock = RealFileClock::Open(stamp);
  if (!clock.ok()) return {};
  const Result<int64_t> now = clock.value()->NowNs();
  if (!now.ok()) return {};
  return {.ns = now.value(), .device = clock.value()->device()};
}

constexpr char kBuildLog[] = ".ninja_log";
constexpr char kDepsLog[] = ".ninja_deps";
constexpr char kGraph[] = "graph";

// A value that is changed often does not fill the disk with what is kept for
// each.
constexpr uint64_t kVariableSlots = 8;

bool AreAll(const Settings& settings) {
  return settings.tool.value && FindTool(*settings.tool.value)->all_profiles;
}

// Whether the manifest must have a profile.  A variable and a file of the
// project may mean the settings of other profiles; those of a user are for
// other projects, too.
ninja::ProfileWish::Need NeedOf(const Settings& settings,
                                const std::string& profile) {
  using Need = ninja::ProfileWish::Need;
  const std::vector<std::string>& sections = settings.profile_sections;
  if (std::find(sections.begin(), sections.end(), profile) != sections.end()) {
    return Need::kIfDeclared;
  }
  switch (settings.profiles.origin) {
    case Origin::kFlag:
      return Need::kAlways;
    case Origin::kEnvironment:
    case Origin::kProjectConfig:
      return Need::kIfAny;
    case Origin::kDefault:
    case Origin::kSystemConfig:
    case Origin::kUserConfig:
    case Origin::kProfile:
      return Need::kIfDeclared;
  }
  return Need::kAlways;
}

ninja::LoadOptions LoadOptionsFor(const Settings& settings,
                                  WorkQueue* workers) {
  ninja::LoadOptions options;
  options.workers = workers;
  options.phony_cycle_is_error = *settings.phony_cycle == Reaction::kError;
  options.takes_profiles = settings.personality == Personality::kXb;
  if (!options.takes_profiles) return options;
  options.all_profiles = AreAll(settings);
  for (const std::string& name : *settings.profiles) {
    options.profiles.push_back({name, NeedOf(settings, name)});
  }
  options.other_profiles = settings.profile_sections;
  for (const VariableSetting& variable : settings.variables) {
    options.variables.push_back(
        {variable.name, variable.value, variable.added});
  }
  return options;
}

// The words of the user that decide what a manifest with profiles means.
// Nothing that a user says has a NUL in it.
std::string ProfileKey(const Settings& settings) {
  std::string key;
  if (settings.personality != Personality::kXb) return key;
  for (const std::string& name : *settings.profiles) {
    key += std::to_string(static_cast<int>(NeedOf(settings, name)));
    key.append(name).append(1, '\0');
  }
  return key;
}

std::string VariableKey(const Settings& settings) {
  std::string key;
  for (const VariableSetting& variable : settings.variables) {
    key.append(variable.name).append(variable.value ? "=" : "+=");
    key.append(variable.value.value_or("")).append(1, '\0');
    key.append(variable.added).append(1, '\0');
  }
  return key;
}

// Whether one log serves several graphs, each with some of its files.
bool HasProfiles(const Graph& graph) {
  const StringId profile = graph.FindName("profile");
  return profile != kNoString &&
         graph.FindOwnBinding(graph.root_scope, profile) != nullptr &&
         graph.FindOwnBinding(graph.root_scope,
                              Id(KnownName::kXbRequiredVersion)) != nullptr;
}

}  // namespace

std::string Workspace::StatePath(const Settings& settings, const char* kind) {
  std::string path = std::string(".xb/") + kind;
  const std::string profiles = ProfileKey(settings);
  if (*settings.manifest != "build.ninja" || !profiles.empty()) {
    path += "-" + std::to_string(Xxh3(*settings.manifest + '\0' + profiles));
  }
  const std::string variables = VariableKey(settings);
  if (!variables.empty()) {
    path += "-D" + std::to_string(Xxh3(variables) % kVariableSlots);
  }
  return path;
}

std::string Workspace::ManifestKey(const Settings& settings) {
  // What a user says ends with a NUL, so that no other parts say the same.
  std::string key = "xb " XB_VERSION "\n";
  key.append(*settings.manifest).append(1, '\0');
  key += *settings.phony_cycle == Reaction::kError ? "err\n" : "warn\n";
  key += settings.build_dir->has_value() ? "in " + **settings.build_dir : "";
  key += '\0';
  const std::string profiles = ProfileKey(settings);
  key += std::to_string(profiles.size()) + ' ' + profiles;
  return key + VariableKey(settings) + '\0';
}

Result<std::unique_ptr<Workspace>> Workspace::Load(
    Disk& disk, const Settings& settings, WorkQueue& workers, LogUse logs,
    std::vector<std::string>* warnings) {
  const ninja::LoadOptions options = LoadOptionsFor(settings, &workers);
  const FileTime now = FileSystemNow(disk, settings);
  std::unique_ptr<LogsAhead> ahead;
  if (logs == LogUse::kLoad) {
    // A manifest that says otherwise is rare.
    const std::string likely_dir = settings.build_dir->value_or("");
    ahead = LogsAhead::Begin(disk, workers, InDirectory(likely_dir, kBuildLog),
                             InDirectory(likely_dir, kDepsLog));
  }
  XB_ASSIGN(ninja::LoadedManifest manifest,
            ninja::LoadManifest(disk, *settings.manifest, options, warnings));
  // A snapshot would not repeat them.
  const bool has_warned = !manifest.warnings.empty();
  warnings->insert(warnings->end(), manifest.warnings.begin(),
                   manifest.warnings.end());
  std::string build_dir = settings.build_dir->value_or(manifest.build_dir);
  std::unique_ptr<Workspace> workspace(new Workspace(
      disk, settings, nullptr, std::move(manifest), std::move(build_dir)));
  workspace->ahead_ = std::move(ahead);
  if (!has_warned) workspace->GatherFacts(settings, now);
  return workspace;
}

std::unique_ptr<Workspace> Workspace::LoadSnapshot(Disk& disk,
                                                   const Settings& settings) {
  const std::string path = StatePath(settings, kGraph);
  std::unique_ptr<Snapshot> snapshot =
      Snapshot::Open(path, ManifestKey(settings), disk);
  if (snapshot == nullptr) return nullptr;
  ninja::LoadedManifest manifest;
  manifest.graph = snapshot->TakeGraph();
  // To Ninja such a manifest is an error.
  if (settings.personality != Personality::kXb && HasProfiles(manifest.graph)) {
    return nullptr;
  }
  std::string build_dir = snapshot->build_dir();
  const Facts facts = snapshot->facts();
  std::unique_ptr<Workspace> workspace(
      new Workspace(disk, settings, std::move(snapshot), std::move(manifest),
                    std::move(build_dir)));
  workspace->snapshot_path_ = path;
  workspace->snapshot_identity_ = workspace->snapshot_->identity();
  workspace->snapshot_nodes_ = workspace->graph().node_count();
  workspace->facts_ = facts;
  return workspace;
}

Workspace::Workspace(Disk& disk, const Settings& settings,
                     std::unique_ptr<Snapshot> snapshot,
                     ninja::LoadedManifest manifest, std::string build_dir)
    : disk_(disk),
      snapshot_(std::move(snapshot)),
      manifest_(std::move(manifest)),
      build_dir_(std::move(build_dir)),
      overlay_(manifest_.graph),
      log_(disk, overlay_),
      deps_(disk, overlay_),
      records_(disk, InBuildDir(kRecordsFile)) {
  EnvironmentRecord environment = ReadBuildEnvironment(settings);
  environment_ = environment.digest;
  records_.SetEnvironment(std::move(environment));
  shares_logs_ = HasProfiles(manifest_.graph);
  if (shares_logs_) deps_.KeepOthers();
}

// A file that was changed while or after it was read has a ctime from then on,
// which nobody can set back.  One that took its place may be older, but was not
// what had been looked at before.
void Workspace::GatherFacts(const Settings& settings, FileTime before_reading) {
  if (before_reading.ns == 0) return;
  before_reading.ns -= kClockGrainNs;
  snapshot_path_ = StatePath(settings, kGraph);
  std::map<std::string_view, FileStat> files;
  for (const ninja::ReadFile& file : manifest_.files_read) {
    const FileStat& stat = file.stat;
    if (!stat.exists()) return;
    if (!IsSettled(stat.ctime_ns, stat.device, before_reading)) return;
    const auto [known, is_new] = files.try_emplace(file.path, stat);
    // Read twice, and not the same.
    if (!is_new && !IsSameFile(known->second, stat)) return;
  }
  Facts facts;
  facts.key = ManifestKey(settings);
  for (const auto& [path, stat] : files) {
    facts.files.push_back({std::string(path), stat});
  }
  facts_ = std::move(facts);
}

std::optional<std::vector<CleanStamp::Log>> Workspace::LogMarks() {
  const auto log = log_.Save();
  const auto deps = deps_.Save();
  if (!log || !deps) return std::nullopt;
  return std::vector<CleanStamp::Log>{{InBuildDir(kBuildLog), log->mark},
                                      {InBuildDir(kDepsLog), deps->mark}};
}

bool Workspace::IsStale() const {
  if (!facts_) return false;
  return std::any_of(facts_->files.begin(), facts_->files.end(),
                     [&](const FileFact& fact) {
                       const Result<FileStat> now = disk_.Stat(fact.path);
                       return !now.ok() || !IsUnchanged(fact.stat, now.value());
                     });
}

bool Workspace::WantsSnapshot(size_t hashes_computed) const {
  if (!facts_) return false;
  if (snapshot_ == nullptr || !logs_resumed_) return true;
  // The rest of the logs is read from their text.
  const size_t tail = log_.record_count() - snapshot_->log().records +
                      deps_.record_count() - snapshot_->deps().records;
  return tail + hashes_computed >
         std::max<size_t>(200, graph().edge_count() / 50);
}

void Workspace::WriteSnapshot(std::span<const uint64_t> command_hashes,
                              ContentLog* content) {
  const auto written = Snapshot::Write(disk_, snapshot_path_,
                                       {.facts = *facts_,
                                        .build_dir = build_dir_,
                                        .overlay = overlay_,
                                        .log = log_,
                                        .deps = deps_,
                                        .command_hashes = command_hashes,
                                        .content = content});
  // Without it the next run is slower, no more.
  snapshot_identity_ = written.ok() ? written.value() : 0;
  snapshot_nodes_ = overlay_.node_count();
}

std::string Workspace::InDirectory(const std::string& directory,
                                   const std::string& name) {
  return directory.empty() ? name : directory + "/" + name;
}

std::string Workspace::InBuildDir(const std::string& name) const {
  return InDirectory(build_dir_, name);
}

Result<std::string> Workspace::LoadBuildLog(const std::string& path) {
  if (ahead_ != nullptr) {
    auto ahead = ahead_->TakeLog(path);
    if (ahead) return log_.Load(*std::move(ahead));
  }
  return log_.Load(path);
}

Result<std::string> Workspace::LoadDepsLog(const std::string& path) {
  if (ahead_ != nullptr) {
    auto ahead = ahead_->TakeDeps(path);
    if (ahead) return deps_.Load(*std::move(ahead));
  }
  return deps_.Load(path);
}

Status Workspace::LoadLogs(bool may_write, std::vector<std::string>* warnings) {
  const auto note = [&](std::string warning) {
    if (!warning.empty()) warnings->push_back(std::move(warning));
  };
  const std::string log_path = InBuildDir(kBuildLog);
  Result<bool> resumed = false;
  if (snapshot_ != nullptr) resumed = log_.Resume(log_path, snapshot_->log());
  logs_resumed_ = resumed.ok() && resumed.value();
  if (!logs_resumed_) {
    Result<std::string> loaded = LoadBuildLog(log_path);
    if (!loaded.ok()) {
      return MakeError("loading build log " + log_path + ": " +
                       loaded.error().message);
    }
    note(loaded.Take());
  }
  const std::string deps_path = InBuildDir(kDepsLog);
  resumed = false;
  if (snapshot_ != nullptr) {
    resumed = deps_.Resume(deps_path, snapshot_->deps());
  }
  if (!resumed.ok() || !resumed.value()) {
    logs_resumed_ = false;
    Result<std::string> loaded = LoadDepsLog(deps_path);
    if (!loaded.ok()) {
      return MakeError("loading deps log " + deps_path + ": " +
                       loaded.error().message);
    }
    note(loaded.Take());
  }
  if (!may_write) return Ok();
  if (log_.needs_recompaction()) {
    logs_resumed_ = false;
    XB_TRY(log_.Recompact());
  }
  if (deps_.needs_recompaction()) {
    logs_resumed_ = false;
    XB_TRY(deps_.Recompact());
  }
  return Ok();
}

}  // namespace xb
