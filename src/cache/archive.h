// SPDX-License-Identifier: Apache-2.0
// A cache, or what one build used of it, in one file that an ephemeral machine
// can carry: a tar archive, compressed with zstd, of the files as they are in
// the cache (misc/doc/formats.md).  Nothing is extracted by name on import:
// what an entry is follows from its checked content, and SHA-256 of everything
// is compared.  Long work for one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "cache/action_cache.h"
#include "cache/care.h"

namespace xb {

// An action that a build used or stored: what Lookup and Stored tell of it.
struct UsedAction {
  std::string scope;
  Digest key;
  Digest result;
};

struct ArchiveSummary {
  bool is_stopped = false;
  uint64_t blobs = 0;
  uint64_t records = 0;
  uint64_t bytes = 0;    // of the files in the archive
  uint64_t written = 0;  // import: added on disk
  uint64_t refused = 0;  // import: damaged, or not signed with our key
};

// Everything, or the actions in `used`.  `path` is complete or untouched.
Result<ArchiveSummary> ExportCache(
    const ActionCache& cache, const std::string& path,
    std::optional<std::span<const UsedAction>> used, CareProgress progress);

// Adds to what is there; records keep their scopes.  An error when `path` is
// no such archive or is damaged from some point on: what came before is kept.
// `progress` counts bytes of the file.  Only when the cache can_write().
Result<ArchiveSummary> ImportCache(const ActionCache& cache,
                                   const std::string& path,
                                   CareProgress progress);

}  // namespace xb
