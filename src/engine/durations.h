// SPDX-License-Identifier: Apache-2.0
// How long edges will take, for the order of starting them and for the time
// left: as long as the last time, or else as long as others of the same rule,
// in proportion to the size of the source.
#pragma once

#include <cstdint>
#include <functional>
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

// The size of a file as somebody has just seen it; -1 = nobody has.
using SeenSize = std::function<int64_t(NodeId)>;

// `edges` are those that may run.  Looks at the sizes of the sources of those
// that never ran, unless `seen_size` knows them.
Durations PredictDurations(const Overlay& overlay, const BuildLog& log,
                           Disk& disk, std::span<const EdgeId> edges,
                           const SeenSize& seen_size = nullptr);

}  // namespace xb
