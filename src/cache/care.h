// SPDX-License-Identifier: Apache-2.0
// Care for a cache that others read and write at the same time: making room,
// emptying, checking, and saying what takes the room.  Nobody has to be kept
// out: whoever loses a file to this has a miss.  Each function is long work
// for one thread that reports how far it is.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "cache/action_cache.h"
#include "os/clock.h"
#include "os/function_ref.h"
#include "os/work_queue.h"

namespace xb {

// How far it is, of how much; false stops it: what was done stays.
using CareProgress = FunctionRef<bool(uint64_t done, uint64_t total)>;

struct GcOptions {
  uint64_t max_size = UINT64_MAX;  // bytes on disk
  int64_t max_age_ns = INT64_MAX;  // since the last use
  // Neither the records of these scopes are removed nor what they name.
  std::vector<std::string> keep_scopes{};
};

struct GcSummary {
  // Somebody else is at it: nothing was done.
  bool is_busy = false;
  bool is_stopped = false;
  uint64_t files = 0;  // before, of those that it looked at
  uint64_t bytes = 0;  // before, of all
  uint64_t removed_files = 0;
  uint64_t removed_bytes = 0;
  uint64_t kept_bytes = 0;  // of keep_scopes, whatever their age
  // What nobody had used for a day, see cold_blobs.h.
  uint64_t compressed_files = 0;
  uint64_t saved_bytes = 0;  // by that
};

// Compresses what nobody has used for a day, then removes what was not used for
// longest, until a tenth below `max_size` once that is exceeded; and leftovers
// of processes that were killed.
Result<GcSummary> CollectGarbage(const ActionCache& cache, Clock& clock,
                                 const GcOptions& options,
                                 CareProgress progress);

// CollectGarbage() for a size alone, by one who comes often and whom nobody
// asked: it looks at one of 8 parts of the cache, where the last one ended, and
// at further parts only while that was not enough; at all of it once in a
// round, and when the size is not known.  The statistics tell what it did.
Result<GcSummary> MakeRoom(const ActionCache& cache, Clock& clock,
                           uint64_t max_size);

// What a build that has ended does for the cache, when nobody waits: MakeRoom()
// and CompressSome().
void Tend(const ActionCache& cache, Clock& clock, uint64_t max_size);

bool IsOverSize(const ActionCache& cache, uint64_t max_size);
// True when Tend() may have something to do.  Two small reads.
bool NeedsTending(const ActionCache& cache, Clock& clock, uint64_t max_size);

struct ClearSummary {
  // The cache is empty all the same: what was in it is out of its way.
  bool is_stopped = false;
};

// Removes all blobs, all records and leftovers; the statistics stay.
Result<ClearSummary> ClearCache(const ActionCache& cache, Clock& clock,
                                CareProgress progress);

struct VerifySummary {
  bool is_stopped = false;
  uint64_t blobs = 0;
  uint64_t bad_blobs = 0;  // removed
  uint64_t records = 0;
  uint64_t bad_records = 0;      // removed
  uint64_t foreign_records = 0;  // not signed with our key
};

// Checks the SHA-256 of everything.
Result<VerifySummary> VerifyCache(const ActionCache& cache, WorkQueue& queue,
                                  CareProgress progress);

struct UsageByRule {
  std::string rule;
  uint64_t actions = 0;
  uint64_t bytes = 0;  // what two rules share counts for the first
};

struct UsageByAge {
  int64_t below_ns = 0;  // since the last use; INT64_MAX = all that are older
  uint64_t files = 0;
  uint64_t bytes = 0;
};

struct UsageSummary {
  bool is_stopped = false;
  uint64_t files = 0;
  uint64_t bytes = 0;
  std::vector<UsageByRule> rules;  // largest first
  uint64_t unused_bytes = 0;       // of blobs that no record names
  uint64_t compressed_files = 0;
  uint64_t compressed_bytes = 0;
  uint64_t raw_bytes = 0;  // what these would take as they are
  // An hour, a day, a week, 30 days, older.
  std::array<UsageByAge, 5> ages{};
};

Result<UsageSummary> MeasureCache(const ActionCache& cache, Clock& clock,
                                  CareProgress progress);

}  // namespace xb
