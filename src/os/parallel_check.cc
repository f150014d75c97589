// SPDX-License-Identifier: Apache-2.0
#include "os/parallel_check.h"

#include <atomic>

namespace xb {

bool ParallelAllOf(WorkQueue& workers, size_t n, size_t grain,
                   FunctionRef<bool(size_t i)> holds) {
  std::atomic<bool> all{true};
  workers.ParallelFor(n, grain, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (!all.load(std::memory_order_relaxed)) return;
      if (!holds(i)) all.store(false, std::memory_order_relaxed);
    }
  });
  return all.load(std::memory_order_relaxed);
}

}  // namespace xb
