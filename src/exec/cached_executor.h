// SPDX-License-Identifier: Apache-2.0
// CachedExecutor stands in front of another executor: it brings back what an
// action made before, so that nobody can tell it from a run, or has it run and
// keeps what it made.  Whatever is wrong with the cache, the action runs.
// Looking up, restoring and keeping is done by workers, many actions at a
// time.  Borrows all its services; loop thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cache/action_cache.h"
#include "cache/action_key.h"
#include "cache/file_digests.h"
#include "cache/last_use.h"
#include "cache/statistics.h"
#include "exec/cache_job.h"
#include "exec/executor.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"

namespace xb {

class CachedExecutor final : public Executor {
 public:
  struct Services {
    Executor& inner;
    ActionCache& cache;
    ActionKeys& keys;
    FileDigests& digests;
    WorkQueue& workers;
    Disk& disk;
    Clock& clock;
    FileClock& file_clock;
    CacheStore::Parsers parsers;
    std::function<void(const std::string&)> warn;
  };
  struct Options {
    CacheSelection selection;
    // Commands at once.
    int jobs = 1;
    // Run what could be brought back, and tell every difference.
    bool check = false;
  };
  CachedExecutor(const Services& services, Options options);
  ~CachedExecutor() override;

  bool CanStart() override;
  Status Start(Action action) override;
  bool Defers(const Action& action) const override;
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t deadline_ns) override;
  size_t running() const override;
  size_t lookahead() const override;
  void KillAll(int signal) override;

  // Waits until all that is to be kept is kept.
  void Finish();
  // What became of each action, in no order; complete after Finish().
  const std::vector<CacheUse>& uses() const { return uses_; }
  const Counters& counters() const { return counters_; }
  uint64_t bytes_written() const { return written_; }

 private:
  using JobPointer = std::unique_ptr<CacheJob>;
  // What is being looked up, or kept, and who does it.
  struct Looking;
  struct Keeping;

  // Has the workers look up what is in the queue.
  void BeginLookUps();
  // Takes some results, in the order of the queue, and works along with the
  // workers until they are there.
  void TakeLookedUp(std::vector<Outcome>* finished);
  void AwaitFirst();
  void TakeHit(CacheJob* job, std::vector<Outcome>* finished);
  void TakeMiss(JobPointer job);
  // Starts what waits, for as long as more may run.
  void StartWaiting(std::vector<Outcome>* finished);
  void DropWaiting();
  void AfterRun(Outcome* outcome);
  void Compare(const CacheJob& job, const Outcome& outcome);
  void Keep(JobPointer job, const Outcome& outcome);
  // Takes the results of what is kept by now, or of all.
  void Reap(bool all);
  void Note(const CacheJob& job, CacheUse use);
  void WarnOnce(const std::string& problem);
  void MarkMade(const std::vector<std::string>& outputs);
  CacheStore::Services StoreServices() const {
    return {s_.cache, s_.keys, s_.digests};
  }

  Services s_;
  const Options options_;
  const CacheLookup lookup_;
  std::vector<JobPointer> queue_;  // to be looked up
  std::deque<std::unique_ptr<Looking>> looking_;
  std::deque<JobPointer> waiting_;                    // to be run
  std::unordered_map<uint32_t, JobPointer> running_;  // by token
  std::deque<std::unique_ptr<Keeping>> keeping_;
  // Of late all was there: many may be looked up at a time.
  bool is_streak_ = false;
  bool has_warned_ = false;
  uint32_t commands_ended_ = 0;
  std::vector<CacheUse> uses_;
  Counters counters_;
  uint64_t written_ = 0;
};

}  // namespace xb
