// SPDX-License-Identifier: Apache-2.0
// Workspace: one loaded manifest and the logs of its build directory.  Made
// anew when the manifest was regenerated.  Loop thread only.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/logs_ahead.h"
#include "config/settings.h"
#include "engine/history.h"
#include "graph/overlay.h"
#include "history/build_log.h"
#include "history/clean_stamp.h"
#include "history/deps_log.h"
#include "history/records.h"
#include "history/snapshot.h"
#include "manifest/ninja/dyndep_parser.h"
#include "manifest/ninja/parser.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"

namespace xb {

// Whether LoadLogs() will be called.
enum class LogUse : uint8_t { kNone, kLoad };

class Workspace {
 public:
  // Loads the manifest that `settings` names.  Warnings are appended to
  // `warnings`, also when it fails.  `workers` must outlive the workspace.
  static Result<std::unique_ptr<Workspace>> Load(
      Disk& disk, const Settings& settings, WorkQueue& workers, LogUse logs,
      std::vector<std::string>* warnings);
  // The same from a snapshot; nullptr when there is none that is valid.
  static std::unique_ptr<Workspace> LoadSnapshot(Disk& disk,
                                                 const Settings& settings);

  // Reads the logs; damaged ones are repaired.  `may_write`: rewrites those
  // that have grown too long.
  Status LoadLogs(bool may_write, std::vector<std::string>* warnings);

  // Of what is kept about the manifest that `settings` names: the file of that
  // kind, and what else it is about.
  static std::string StatePath(const Settings& settings, const char* kind);
  static std::string ManifestKey(const Settings& settings);

  // Null when the manifest was parsed.
  const Snapshot* snapshot() const { return snapshot_.get(); }
  // The manifest files; nullptr when something about them could not be pinned
  // down.
  const Facts* facts() const { return facts_ ? &*facts_ : nullptr; }
  // Where the logs end for this run; nullopt when that is in no file.
  std::optional<std::vector<CleanStamp::Log>> LogMarks();
  // True when a manifest file is known to have changed since it was read.
  bool IsStale() const;
  // Whether a snapshot of what is known now would save the next run much.
  // `hashes_computed`: hashes of commands that the last one did not have.
  bool WantsSnapshot(size_t hashes_computed) const;
  // Writes it, or does nothing when that is not possible; it is but a cache.
  // `content`: null when it was not loaded.  Call it last.
  void WriteSnapshot(std::span<const uint64_t> command_hashes,
                     ContentLog* content = nullptr);

  // Snapshot::identity() of the one on disk, as far as is known, where the
  // first `snapshot_nodes()` nodes have the ids they have here; 0: none.
  uint64_t snapshot_identity() const { return snapshot_identity_; }
  size_t snapshot_nodes() const { return snapshot_nodes_; }

  const Graph& graph() const { return manifest_.graph; }
  Overlay& overlay() { return overlay_; }
  BuildLog& log() { return log_; }
  DepsLog& deps() { return deps_; }
  // Digest of the part of the environment that counts.
  uint64_t environment() const { return environment_; }
  Records& records() { return records_; }
  History history() { return {log_, deps_, records_}; }
  ninja::DyndepParser& dyndeps() { return dyndeps_; }
  // The logs have what other profiles of the manifest made, too.
  bool shares_logs() const { return shares_logs_; }
  // Where the logs are; empty = the working directory.
  const std::string& build_dir() const { return build_dir_; }
  // `name` in `directory`; empty = the working directory.
  static std::string InDirectory(const std::string& directory,
                                 const std::string& name);
  // `name` in the build directory.
  std::string InBuildDir(const std::string& name) const;

 private:
  Workspace(Disk& disk, const Settings& settings,
            std::unique_ptr<Snapshot> snapshot, ninja::LoadedManifest manifest,
            std::string build_dir);
  Result<std::string> LoadBuildLog(const std::string& path);
  Result<std::string> LoadDepsLog(const std::string& path);
  void GatherFacts(const Settings& settings, FileTime before_reading);

  Disk& disk_;
  // What everything below may borrow from.
  std::unique_ptr<Snapshot> snapshot_;
  ninja::LoadedManifest manifest_;
  std::string build_dir_;
  Overlay overlay_;
  BuildLog log_;
  DepsLog deps_;
  Records records_;
  uint64_t environment_ = 0;
  ninja::DyndepParser dyndeps_;
  // Null when nothing was read ahead.
  std::unique_ptr<LogsAhead> ahead_;
  bool shares_logs_ = false;
  // Both of them are continued from where the snapshot knows them up to.
  bool logs_resumed_ = false;
  std::string snapshot_path_;
  uint64_t snapshot_identity_ = 0;
  size_t snapshot_nodes_ = 0;
  // Empty when something about the manifest could not be pinned down.
  std::optional<Facts> facts_;
};

}  // namespace xb
