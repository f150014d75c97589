// SPDX-License-Identifier: Apache-2.0
#include "os/work_queue.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace xb {

// The threads, the one batch that they may be working on and the tasks that
// wait for one of them.
class WorkQueue::Pool {
 public:
  explicit Pool(int workers);
  ~Pool();

  void Run(size_t n, size_t grain, FunctionRef<void(size_t, size_t)> work);

  void Add(Task* task);
  // Makes the task the caller's to run; false when somebody has begun it.
  bool Claim(Task* task);
  bool IsDone(const Task* task);
  void WaitUntilDone(const Task* task);

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
  std::condition_variable wake_;  // a batch or task is there, or the end
  std::condition_variable done_;  // a task is done
  std::condition_variable idle_;  // the last worker has left the batch
  Batch* batch_ = nullptr;        // guarded by mutex_, as all below
  uint64_t batches_ = 0;
  int working_ = 0;  // on the batch
  std::deque<Task*> waiting_;
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
    const auto has_batch = [&] {
      return batch_ != nullptr && batches_ != seen;
    };
    wake_.wait(lock,
               [&] { return ending_ || has_batch() || !waiting_.empty(); });
    if (ending_) return;
    // The caller waits for a batch, but not yet for a task.
    if (has_batch()) {
      seen = batches_;
      Batch* batch = batch_;
      ++working_;
      lock.unlock();
      Drain(batch);
      lock.lock();
      if (--working_ == 0) idle_.notify_one();
      continue;
    }
    Task* task = waiting_.front();
    waiting_.pop_front();
    task->state_ = Task::State::kRunning;
    lock.unlock();
    task->work_();
    lock.lock();
    // From here on the task may be gone.
    task->state_ = Task::State::kDone;
    done_.notify_one();
  }
}

void WorkQueue::Pool::Add(Task* task) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_.push_back(task);
  }
  wake_.notify_one();
}

bool WorkQueue::Pool::Claim(Task* task) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (task->state_ != Task::State::kWaiting) return false;
  waiting_.erase(std::find(waiting_.begin(), waiting_.end(), task));
  // Only its owner looks at the state from here on, when the work is done.
  task->state_ = Task::State::kDone;
  return true;
}

bool WorkQueue::Pool::IsDone(const Task* task) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return task->state_ == Task::State::kDone;
}

void WorkQueue::Pool::WaitUntilDone(const Task* task) {
  std::unique_lock<std::mutex> lock(mutex_);
  done_.wait(lock, [&] { return task->state_ == Task::State::kDone; });
}

WorkQueue::WorkQueue(int threads) : threads_(std::max(threads, 1)) {}

WorkQueue::~WorkQueue() = default;

WorkQueue::Pool& WorkQueue::StartedPool() {
  if (pool_ == nullptr) pool_ = std::make_unique<Pool>(threads_ - 1);
  return *pool_;
}

void WorkQueue::ParallelFor(size_t n, size_t grain,
                            FunctionRef<void(size_t begin, size_t end)> work) {
  grain = std::max<size_t>(grain, 1);
  if (threads_ > 1 && n > grain) {
    StartedPool().Run(n, grain, work);
    return;
  }
  for (size_t begin = 0; begin < n; begin += grain) {
    work(begin, std::min(n, begin + grain));
  }
}

WorkQueue::Task::Task(WorkQueue& queue, std::function<void()> work)
    : work_(std::move(work)) {
  if (queue.threads() == 1) return;
  pool_ = &queue.StartedPool();
  pool_->Add(this);
}

WorkQueue::Task::~Task() {
  if (pool_ != nullptr && !pool_->Claim(this)) pool_->WaitUntilDone(this);
}

bool WorkQueue::Task::TryRun() {
  if (pool_ != nullptr) {
    if (!pool_->Claim(this)) return false;
  } else {
    if (state_ == State::kDone) return false;
    state_ = State::kDone;
  }
  work_();
  return true;
}

bool WorkQueue::Task::IsDone() const {
  return pool_ != nullptr ? pool_->IsDone(this) : state_ == State::kDone;
}

void WorkQueue::Task::Finish() {
  if (!TryRun() && pool_ != nullptr) pool_->WaitUntilDone(this);
}

}  // namespace xb
