// SPDX-License-Identifier: Apache-2.0
// BuildCache is the cache as one run uses it: it puts a CachedExecutor in front
// of another and keeps what is remembered between runs.  Without it a build is
// only slower, so whatever goes wrong is one warning.  Loop thread only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cache/action_cache.h"
#include "cache/action_key.h"
#include "cache/file_digests.h"
#include "config/settings.h"
#include "exec/cached_executor.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"
#include "tools/cache_options.h"

namespace xb {

class BuildCache {
 public:
  struct Services {
    Executor& inner;
    Disk& disk;
    Clock& clock;
    FileClock& file_clock;
    WorkQueue& workers;
    std::function<void(const std::string&)> warn;
  };
  // Null when it is not asked for, or cannot be had, which was told.
  // `in_build_dir` is the path of a file in the build directory.
  static std::unique_ptr<BuildCache> Open(
      const Settings& settings, int jobs, const Services& services,
      const std::function<std::string(std::string_view)>& in_build_dir);

  Executor& executor() { return *executor_; }

  // What MakeRoom() did, here or elsewhere, since the last run in this build
  // directory: at its end nobody could be told.  Empty when it did nothing, and
  // from the second call on.
  std::string TakeNews();

  // At the end of the run: keeps what is to be kept.
  void Close();
  // There is something for Tend() to do, when nobody waits any more.
  bool needs_tending() const { return needs_tending_; }
  void Tend();

 private:
  BuildCache(const Services& services, uint64_t max_size);

  Services s_;
  const uint64_t max_size_;
  bool needs_tending_ = false;
  std::string news_;
  std::string digests_path_;
  std::string uses_path_;
  std::unique_ptr<ActionCache> cache_;
  std::unique_ptr<FileDigests> digests_;
  std::unique_ptr<ActionKeys> keys_;
  std::unique_ptr<CachedExecutor> executor_;
};

}  // namespace xb
