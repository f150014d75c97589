// SPDX-License-Identifier: Apache-2.0
// How long edges will take, for the order of starting them and for the time
// left: as long as the last time, or else as long as others of the same rule,
// in proportion to the size of the source.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/overlay.h"
#include "history/build_log.h"
#include "os/disk.h"

namespace xb {

struct Durations {
  // By edge id, over the whole graph; 0 for phony edges and those not asked
  // for.
  std::vector<int64_t> ms;
  // By edge id: `ms` was measured by an earlier run.
  std::vector<bool> measured;
};

// `edges` are those that may run.  Looks at the sizes of the sources of those
// that never ran.
Durations PredictDurations(const Overlay& overlay, const BuildLog& log,
                           Disk& disk, std::span<const EdgeId> edges);

}  // namespace xb
