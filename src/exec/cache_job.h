// SPDX-License-Identifier: Apache-2.0
// CacheJob is one action on its way through the cache, and the two things that
// are done with it: looking it up, which brings its outputs back, and keeping
// what a run of it made.  Both are functions for a worker; nothing they do can
// fail a build.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cache/action_cache.h"
#include "cache/action_key.h"
#include "cache/file_digests.h"
#include "cache/last_use.h"
#include "exec/action.h"
#include "os/disk.h"

namespace xb {

struct CacheJob {
  Action action;
  // False: it is not for the cache, and nothing is counted.
  bool is_asked = false;
  int64_t now_ns = 0;           // the file system's time before the look-up
  uint32_t commands_ended = 0;  // at its start

  ActionKeys::Prepared prepared;
  CacheUse use;  // how the look-up ended
  MissReason miss = MissReason::kNone;
  // Of a hit.
  Outcome outcome;
  ActionResult result;
  bool is_movable = false;
  int64_t newest_input_ns = 0;  // mtime
  uint64_t written = 0;         // added to the cache on disk
  std::string problem;          // of the disk, while bringing it back
};

class CacheLookup {
 public:
  struct Services {
    const ActionCache& cache;
    ActionKeys& keys;
    FileDigests& digests;
    Disk& disk;
  };
  CacheLookup(const Services& services, const CacheSelection& selection,
              bool restores)
      : s_(services), selection_(selection), restores_(restores) {}

  // True for a hit: `outcome` is as after a run, but for the times.
  bool Run(CacheJob* job) const;

 private:
  void CheckOutputs(CacheJob* job) const;
  bool Find(const ActionKeys::Key& key, CacheJob* job) const;
  // When what was read was looked at and changed last, of many files.
  struct Times {
    int64_t newest_ns = 0;
    int64_t checked_ns = INT64_MAX;  // the oldest look

    void Add(const FileDigests::Facts& facts);
  };
  // `times` of all that was read besides the inputs, and maybe more.
  bool Take(ActionCache::Lookup lookup, Times times, CacheJob* job) const;
  // Sets the time from which on nobody has changed what was read; false when
  // somebody has in the meantime.
  bool SettleTimes(Times times, CacheJob* job) const;
  bool LookAgain(CacheJob* job) const;
  bool Restore(CacheJob* job) const;

  Services s_;
  const CacheSelection& selection_;
  bool restores_;
};

// What a run made, to be kept.
struct CacheStore {
  struct Services {
    const ActionCache& cache;
    ActionKeys& keys;
    FileDigests& digests;
  };
  // The canonical paths of what was read; called by workers.
  struct Parsers {
    // In a depfile.
    std::function<Result<std::vector<std::string>>(std::string)> depfile;
    // In lines of `text` that begin with `prefix`.
    std::function<std::vector<std::string>(std::string_view text,
                                           std::string_view prefix)>
        includes;
  };

  CacheJob job;
  std::string text;
  std::optional<std::string> depfile;
  int64_t duration_ms = 0;
  int64_t started_ns = 0;  // the file system's time
  int64_t now_ns = 0;      // the same after the run
  // What the outputs were when the command had ended; those that it did not
  // make are left out.
  std::vector<std::string> outputs;
  std::vector<FileStat> stats;

  // Results.
  CacheUse use;
  uint64_t written = 0;
  std::string problem;  // of the cache's directory

  void Run(const Services& services, const Parsers& parsers);

 private:
  // Empty, or why what was read speaks against keeping the result.
  std::string ReadDependencies(const Services& services,
                               const Parsers& parsers);
  // If so, or if nobody can tell, some header must have been named.
  bool IncludesSomething() const;
  std::string CheckFile(const Services& services, const std::string& path,
                        const Digest* before, Digest* digest);
  // As it was when the command began.
  bool WasThere(const FileDigests::Facts& facts) const;
  bool OutputsAreAsLeft() const;
  // Empty, or that an output is a link which the command did not make.
  std::string FindOldLink() const;
  // False when it cannot be told in a movable way.
  bool MakeMovable(const BaseDirs& base, ActionCache::Request* request) const;

  std::vector<Dependency> dependencies_;
  bool may_move_ = true;  // as far as what was read goes
};

}  // namespace xb
