// SPDX-License-Identifier: Apache-2.0
// Directories that steps keep between builds (a registry of cargo, lists of
// apt).  What is in them is never an input of anything.  Several processes use
// them at once, as their sharing says.  Loop thread only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "deps/store.h"
#include "manifest/project/step_needs.h"
#include "os/file_lock.h"

namespace xb::deps {

// A directory that a step may use for as long as this lives.
struct CacheDirUse {
  std::string path;
  FileLock lock;
};

// Where it is; for a private one, what its copies are made from.
std::string CacheDirPath(const Store& store,
                         const project::CacheDir& directory);

// Makes it where it is missing; waits for others where it is locked.
Result<CacheDirUse> UseCacheDir(const Store& store,
                                const project::CacheDir& directory);

struct CacheDirState {
  std::string name;
  std::string path;
  uint64_t bytes = 0;
  uint64_t files = 0;
  int64_t last_use_ns = 0;  // since 1970; 0: never
};

// Of one, its copies included; of those that the store has besides.
Result<CacheDirState> LookAtCacheDir(const Store& store,
                                     const project::CacheDir& directory);
Result<std::vector<project::CacheDir>> CacheDirsInStore(const Store& store);

// Removes what is in it, and its copies.  False while a step uses it.
Result<bool> PruneCacheDir(const Store& store,
                           const project::CacheDir& directory);

}  // namespace xb::deps
