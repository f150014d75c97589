// SPDX-License-Identifier: Apache-2.0
// ParallelAllOf asks a question of many things on all processors, and stops
// soon after the first no.  As WorkQueue::ParallelFor() otherwise.
#pragma once

#include <cstddef>

#include "os/function_ref.h"
#include "os/work_queue.h"

namespace xb {

// True when holds(i) is true for all of [0, n).
bool ParallelAllOf(WorkQueue& workers, size_t n, size_t grain,
                   FunctionRef<bool(size_t i)> holds);

}  // namespace xb
