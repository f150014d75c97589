// SPDX-License-Identifier: Apache-2.0
// What nobody has used for a day is compressed: a blob is kept as it is,
// because that is fastest for who brings it back, and takes three to five times
// the room.  Readers and writers go on meanwhile: a blob has its name at every
// moment, and is checked before it is written anew.  Who calls it holds the
// lock of the garbage collection.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "cache/action_cache.h"
#include "cache/care.h"
#include "cache/inventory.h"
#include "cache/statistics.h"
#include "os/clock.h"

namespace xb {

// A blob that was not used for so long is cold.
inline constexpr int64_t kColdNs = int64_t{24} * 3600 * 1000000000;

struct ColdSummary {
  bool is_stopped = false;
  uint64_t files = 0;
  uint64_t saved_bytes = 0;  // on disk
};

// Compresses what is cold among `files`, and whose last use is after `done_ns`:
// the others were looked at before, and did not shrink.  Puts what they take
// now into `files`.  A disk that is full ends it early.
ColdSummary CompressCold(const ActionCache& cache, int64_t now_ns,
                         int64_t done_ns, std::vector<StoredFile>* files,
                         CareProgress progress);

// CompressCold() by one who comes often and whom nobody asked: a few of the
// directories, about a second of work, where the last one ended; none when
// another process is at it, or it is not time.
Status CompressSome(const ActionCache& cache, Clock& clock);

bool IsColdLookDue(const ColdLook& look, int64_t now_ns);

// What is known after all that was cold at `now_ns` has been looked at.
ColdLook WholeColdLook(int64_t now_ns);

}  // namespace xb
