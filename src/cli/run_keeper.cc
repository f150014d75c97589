// SPDX-License-Identifier: Apache-2.0
#include "cli/run_keeper.h"

#include <cstddef>
#include <utility>

#include "cli/nothing_to_do.h"
#include "cli/state_files.h"
#include "os/background.h"

namespace xb {
namespace {

// A snapshot of fewer edges is written in three milliseconds or so.
constexpr size_t kBackgroundEdges = 2000;

}  // namespace

RunKeeper::RunKeeper(Services services) : s_(std::move(services)) {}

void RunKeeper::LoadContents(BuildRun* run) {
  if (run->content == nullptr) return;
  const PhaseTimes::Timer timer(s_.times, "content load");
  if (run->workspace.shares_logs()) run->content->log().KeepOthers();
  const std::string path = run->workspace.InBuildDir(kContentFile);
  const Status loaded = run->content->Load(path, run->workspace.snapshot());
  // Then times decide.
  if (!loaded.ok()) {
    s_.warn("loading contents " + path + ": " + loaded.error().message);
  }
}

void RunKeeper::SaveContents(BuildRun* run) {
  if (run->content == nullptr) return;
  content_counts_.Add(*run->content, run->plan);
  if (*s_.settings.dry_run) return;
  const PhaseTimes::Timer timer(s_.times, "content save");
  const Status saved = run->content->Save();
  if (!saved.ok()) s_.warn("cannot keep contents: " + saved.error().message);
}

void RunKeeper::CompactRecords(Workspace* workspace) {
  Records& records = workspace->records();
  if (!records.needs_compaction(workspace->graph().edge_count())) return;
  const Status compacted = records.Compact();
  if (!compacted.ok()) {
    s_.warn("cannot compact records: " + compacted.error().message);
  }
}

void RunKeeper::SaveState(BuildRun* run, bool was_idle, const FileTime& began) {
  if (*s_.settings.dry_run) return;
  const bool snapshot = run->workspace.WantsSnapshot(run->FactsComputed());
  if (!snapshot && !was_idle) return;
  const auto save = [&] {
    if (snapshot) {
      run->workspace.WriteSnapshot(
          run->scan.command_hashes(),
          run->content == nullptr ? nullptr : &run->content->log());
    }
    if (was_idle) {
      NothingToDo(s_.disk, s_.settings)
          .Save(run, run->workspace.InBuildDir(kContentFile), began);
    }
  };
  if (run->workspace.graph().edge_count() < kBackgroundEdges) {
    const PhaseTimes::Timer timer(s_.times, "state save");
    save();
    return;
  }
  TendCache();
  s_.executors.Release();
  s_.lock.Leave();
  RunInBackground(save);
}

void RunKeeper::TendCache() {
  BuildCache* const cache = s_.executors.cache();
  if (cache == nullptr || !cache->needs_tending()) return;
  s_.executors.ReleaseProcesses();
  s_.lock.Leave();
  RunInBackground([cache] {
    // The next build needs the processors more.
    LowerPriority();
    cache->Tend();
  });
}

}  // namespace xb
