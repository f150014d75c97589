// SPDX-License-Identifier: Apache-2.0
// WorkQueue runs pure functions over index ranges on all processors.  The
// calling (loop) thread works too and returns only when every range is done,
// so nothing a worker touches outlives the call.  Threads start on the first
// call that is worth it and end with the object.  Results go into the caller's
// arrays by index, which keeps their order whatever ran first.
#pragma once

#include <cstddef>
#include <memory>

#include "os/function_ref.h"

namespace xb {

class WorkQueue {
 public:
  // `threads` includes the caller's; 1 never starts a thread.
  explicit WorkQueue(int threads);
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // Calls work(begin, end) for disjoint ranges of at most `grain` indices that
  // together are [0, n).  Ranges run at the same time and in any order.  Must
  // not be called from inside `work`.
  void ParallelFor(size_t n, size_t grain,
                   FunctionRef<void(size_t begin, size_t end)> work);

  int threads() const { return threads_; }

 private:
  class Pool;

  int threads_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace xb
