// SPDX-License-Identifier: Apache-2.0
// WorkQueue runs pure functions over index ranges on all processors.  The
// calling (loop) thread works too and returns only when every range is done,
// so nothing a worker touches outlives the call.  Threads start on the first
// call that is worth it and end with the object.  Results go into the caller's
// arrays by index, which keeps their order whatever ran first.
//
// A Task is one piece of work that is done while the caller goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "os/function_ref.h"

namespace xb {

class WorkQueue {
 private:
  class Pool;

 public:
  class Task;

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
  Pool& StartedPool();

  int threads_;
  std::unique_ptr<Pool> pool_;
};

// Work that a worker begins as soon as one has time, older tasks first, and
// the owner when he needs it and no worker has begun.  With one thread that is
// always the owner.  All functions are the owner's, who calls them on the
// thread of the queue and must not need the result before Finish().
class WorkQueue::Task {
 public:
  // `queue` and what `work` refers to must outlive the task.
  Task(WorkQueue& queue, std::function<void()> work);
  // Work that nobody has begun is not done any more.
  ~Task();
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  // Does the work now, unless somebody has begun it.
  bool TryRun();
  bool IsDone() const;
  // Returns when the work is done, by whomever.
  void Finish();

 private:
  friend class Pool;
  enum class State : uint8_t { kWaiting, kRunning, kDone };

  Pool* pool_ = nullptr;  // none with one thread
  const std::function<void()> work_;
  State state_ = State::kWaiting;  // guarded by the pool
};

}  // namespace xb
