// SPDX-License-Identifier: Apache-2.0
#include "cli/nothing_to_do.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.h"
#include "cli/build_environment.h"

namespace xb {
namespace {

// Of builds of other targets than the default ones, so many are remembered.
constexpr uint64_t kSlots = 4;

std::string TargetsOf(const Settings& settings) {
  std::string all;
  // No word of a command line has a NUL in it.
  for (const std::string& target : settings.targets) {
    all.append(target).append(1, '\0');
  }
  return all;
}

bool AreSettled(std::span<const CleanStamp::Log> logs, const FileTime& began) {
  return std::all_of(logs.begin(), logs.end(), [&](const CleanStamp::Log& log) {
    return log.mark.inode == 0 ||
           IsSettled(log.mark.ctime_ns, log.mark.device, began);
  });
}

// nullopt when of some file not all is known.
std::optional<std::vector<CleanStamp::SeenFile>> FilesSeen(
    BuildRun* run, const FileTime& began) {
  std::vector<CleanStamp::SeenFile> files;
  const Overlay& overlay = run->workspace.overlay();
  for (uint32_t i = 0; i < overlay.node_count(); ++i) {
    const NodeId node{i};
    if (!run->state.is_known(node)) continue;
    CleanStamp::SeenFile file{.path = overlay.PathOf(node), .stat = {}};
    if (i < run->workspace.snapshot_nodes()) file.node = node;
    if (run->content != nullptr) {
      file.stat = run->content->check().files().SeenStat(node);
      if (file.stat.exists() != run->state.exists(node)) return std::nullopt;
    } else if (run->state.exists(node)) {
      // That of a phony name may be of what it stands for.
      file.stat.mtime_ns = run->state.mtime(node);
    }
    files.push_back(file);
  }
  for (const DependencyScan::ReadFile& read : run->scan.files_read()) {
    if (read.stat.exists() &&
        !IsSettled(read.stat.ctime_ns, read.stat.device, began)) {
      return std::nullopt;
    }
    files.push_back({.path = read.path, .stat = read.stat});
  }
  return files;
}

}  // namespace

NothingToDo::NothingToDo(Disk& disk, const Settings& settings)
    : disk_(disk),
      path_(Workspace::StatePath(settings, "clean")),
      snapshot_path_(Workspace::StatePath(settings, "graph")),
      key_(Workspace::ManifestKey(settings)) {
  const std::string targets = TargetsOf(settings);
  if (!targets.empty()) {
    path_ += "-" + std::to_string(Xxh3(targets) % kSlots);
  }
  key_ += targets;
  key_ += *settings.freshness == FreshnessMode::kContent
              ? "by content in " + std::to_string(EnvironmentDigest(settings))
              : "by time";
  // A manifest may mean another thing, or nothing at all.
  if (settings.personality == Personality::kXb) key_ += " for xb";
}

std::unique_ptr<CleanStamp> NothingToDo::Open() const {
  return CleanStamp::Open(path_, key_);
}

void NothingToDo::Save(BuildRun* run, const std::string& content_log,
                       const FileTime& began) const {
  Workspace& workspace = run->workspace;
  std::optional<std::vector<CleanStamp::Log>> logs = workspace.LogMarks();
  if (workspace.facts() == nullptr || !logs) return;
  // What is as young as that could change once more without a trace.
  if (began.ns == 0 || !AreSettled(*logs, began)) return;
  if (run->content != nullptr) {
    if (!run->content->check().files().AllSettled(began.ns)) return;
    const auto saved = run->content->log().Save();
    if (!saved) return;
    logs->push_back({content_log, saved->mark});
  }
  Facts facts = *workspace.facts();
  facts.key = key_;
  auto files = FilesSeen(run, began);
  if (!files) return;
  // Should the snapshot be lost or damaged, a run that looks at everything
  // makes a new one: the next build with work to do needs it.
  const Result<FileStat> snapshot = disk_.Stat(snapshot_path_);
  if (!snapshot.ok()) return;
  files->push_back({.path = snapshot_path_, .stat = snapshot.value()});
  const Status written =
      CleanStamp::Write(disk_, path_,
                        {.facts = facts,
                         .build_dir = workspace.build_dir(),
                         .logs = *logs,
                         .files = *files,
                         .snapshot = workspace.snapshot_identity(),
                         .device = began.device});
  // Without it the next run is slower, no more.
  [[maybe_unused]] const bool ok = written.ok();
}

}  // namespace xb
