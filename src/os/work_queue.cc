// SPDX-License-Identifier: Apache-2.0
#include "os/work_queue.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

namespace xb {

// The threads and the one batch that they may be working on.
class WorkQueue::Pool {
 public:
  explicit Pool(int workers);
  ~Pool();

  void Run(size_t n, size_t grain, FunctionRef<void(size_t, size_t)> work);

 private:
  struct Batch {
    FunctionRef<void(size_t, size_t)> work;
    size_t n;
    size_t grain;
    std::atomic<size_t> next{0};
  };

  static void* ThreadMain(void* pool);
  static void Drain(Batch* batch);
  void Work();

  std::mutex mutex_;
  std::condition_variable wake_;  // a batch is there, or the end
  std::condition_variable idle_;  // the last worker has left the batch
  Batch* batch_ = nullptr;        // guarded by mutex_, as all below
  uint64_t batches_ = 0;
  int working_ = 0;
  bool ending_ = false;
  std::vector<pthread_t> workers_;
};

WorkQueue::Pool::Pool(int workers) {
  // Signals are for the loop thread.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int i = 0; i < workers; ++i) {
    // With fewer threads than wanted, or none, the work is done all the same.
    pthread_t worker;
    if (pthread_create(&worker, nullptr, ThreadMain, this) != 0) break;
    workers_.push_back(worker);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

WorkQueue::Pool::~Pool() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  for (pthread_t worker : workers_) pthread_join(worker, nullptr);
}

void* WorkQueue::Pool::ThreadMain(void* pool) {
  static_cast<Pool*>(pool)->Work();
  return nullptr;
}

void WorkQueue::Pool::Drain(Batch* batch) {
  for (;;) {
    const size_t begin =
        batch->next.fetch_add(batch->grain, std::memory_order_relaxed);
    if (begin >= batch->n) return;
    batch->work(begin, std::min(batch->n, begin + batch->grain));
  }
}

void WorkQueue::Pool::Run(size_t n, size_t grain,
                          FunctionRef<void(size_t, size_t)> work) {
  Batch batch{work, n, grain};
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    batch_ = &batch;
    ++batches_;
  }
  wake_.notify_all();
  Drain(&batch);
  std::unique_lock<std::mutex> lock(mutex_);
  // From here on no worker enters the batch.
  batch_ = nullptr;
  idle_.wait(lock, [this] { return working_ == 0; });
}

void WorkQueue::Pool::Work() {
  uint64_t seen = 0;
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] {
      return ending_ || (batch_ != nullptr && batches_ != seen);
    });
    if (ending_) return;
    seen = batches_;
    Batch* batch = batch_;
    ++working_;
    lock.unlock();
    Drain(batch);
    lock.lock();
    if (--working_ == 0) idle_.notify_one();
  }
}

WorkQueue::WorkQueue(int threads) : threads_(std::max(threads, 1)) {}

WorkQueue::~WorkQueue() = default;

void WorkQueue::ParallelFor(size_t n, size_t grain,
                            FunctionRef<void(size_t begin, size_t end)> work) {
  grain = std::max<size_t>(grain, 1);
  if (threads_ > 1 && n > grain) {
    if (pool_ == nullptr) pool_ = std::make_unique<Pool>(threads_ - 1);
    pool_->Run(n, grain, work);
    return;
  }
  for (size_t begin = 0; begin < n; begin += grain) {
    work(begin, std::min(n, begin + grain));
  }
}

}  // namespace xb
