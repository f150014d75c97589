// SPDX-License-Identifier: Apache-2.0
#include "os/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace xb {
namespace {

TEST(WorkQueueTest, EveryIndexIsVisitedOnce) {
  WorkQueue queue(4);
  std::vector<int> visits(10007, 0);
  queue.ParallelFor(visits.size(), 64, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) ++visits[i];
  });
  EXPECT_EQ(visits, std::vector<int>(10007, 1));
}

TEST(WorkQueueTest, ResultsOfManyBatchesAreSeenByTheCaller) {
  WorkQueue queue(4);
  std::vector<uint64_t> squares(257);
  for (uint64_t round = 0; round < 500; ++round) {
    queue.ParallelFor(squares.size(), 8, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) squares[i] = i * i + round;
    });
    for (size_t i = 0; i < squares.size(); ++i) {
      ASSERT_EQ(squares[i], i * i + round);
    }
  }
}

TEST(WorkQueueTest, RangesAreNoLargerThanTheGrain) {
  WorkQueue queue(3);
  std::atomic<size_t> largest{0};
  std::atomic<size_t> ranges{0};
  queue.ParallelFor(100, 30, [&](size_t begin, size_t end) {
    ++ranges;
    size_t seen = largest;
    while (end - begin > seen &&
           !largest.compare_exchange_weak(seen, end - begin)) {
    }
  });
  EXPECT_EQ(largest, 30u);
  EXPECT_EQ(ranges, 4u);
}

TEST(WorkQueueTest, NothingToDoCallsNothing) {
  WorkQueue queue(4);
  bool called = false;
  queue.ParallelFor(0, 10, [&](size_t, size_t) { called = true; });
  EXPECT_FALSE(called);
}

TEST(WorkQueueTest, OneThreadWorksInOrder) {
  WorkQueue queue(1);
  std::vector<size_t> begins;
  queue.ParallelFor(10, 4,
                    [&](size_t begin, size_t) { begins.push_back(begin); });
  EXPECT_EQ(begins, (std::vector<size_t>{0, 4, 8}));
}

TEST(WorkQueueTest, ZeroGrainAndZeroThreadsAreTakenAsOne) {
  WorkQueue queue(0);
  EXPECT_EQ(queue.threads(), 1);
  size_t count = 0;
  queue.ParallelFor(3, 0, [&](size_t, size_t) { ++count; });
  EXPECT_EQ(count, 3u);
}

TEST(WorkQueueTest, UnusedQueueEndsAtOnce) {
  const WorkQueue queue(64);
  EXPECT_EQ(queue.threads(), 64);
}

TEST(TaskTest, IsDoneByWhomeverWhenFinished) {
  WorkQueue queue(3);
  std::vector<int> results(100, 0);
  std::vector<std::unique_ptr<WorkQueue::Task>> tasks;
  for (int i = 0; i < 100; ++i) {
    int* result = &results[static_cast<size_t>(i)];
    tasks.push_back(std::make_unique<WorkQueue::Task>(
        queue, [result, i] { *result = i * i; }));
  }
  for (int i = 99; i >= 0; --i) {
    tasks[static_cast<size_t>(i)]->Finish();
    EXPECT_TRUE(tasks[static_cast<size_t>(i)]->IsDone());
    EXPECT_EQ(results[static_cast<size_t>(i)], i * i);
  }
}

TEST(TaskTest, WorksBesideTheCaller) {
  WorkQueue queue(2);
  std::atomic<bool> begun{false};
  std::atomic<bool> may_end{false};
  WorkQueue::Task task(queue, [&] {
    begun = true;
    while (!may_end) std::this_thread::yield();
  });
  while (!begun) std::this_thread::yield();
  EXPECT_FALSE(task.IsDone());
  EXPECT_FALSE(task.TryRun());
  // The only worker is busy: all of the batch is the caller's.
  int sum = 0;
  queue.ParallelFor(
      100, 1, [&](size_t begin, size_t) { sum += static_cast<int>(begin); });
  EXPECT_EQ(sum, 4950);
  may_end = true;
  task.Finish();
  EXPECT_TRUE(task.IsDone());
}

TEST(TaskTest, OfOneThreadIsDoneByItsOwner) {
  WorkQueue queue(1);
  int runs = 0;
  WorkQueue::Task task(queue, [&] { ++runs; });
  EXPECT_FALSE(task.IsDone());
  EXPECT_EQ(runs, 0);
  EXPECT_TRUE(task.TryRun());
  EXPECT_FALSE(task.TryRun());
  task.Finish();
  EXPECT_EQ(runs, 1);
}

TEST(TaskTest, NotBegunIsNeverDone) {
  WorkQueue queue(2);
  std::atomic<bool> begun{false};
  std::atomic<bool> may_end{false};
  WorkQueue::Task busy(queue, [&] {
    begun = true;
    while (!may_end) std::this_thread::yield();
  });
  while (!begun) std::this_thread::yield();
  bool ran = false;
  {
    const WorkQueue::Task dropped(queue, [&] { ran = true; });
  }
  may_end = true;
  busy.Finish();
  WorkQueue::Task last(queue, [] {});
  last.Finish();
  EXPECT_FALSE(ran);
}

TEST(FunctionRefTest, CallsConstAndMutableCallables) {
  const auto twice = [](int x) { return 2 * x; };
  const FunctionRef<int(int)> constant(twice);
  EXPECT_EQ(constant(21), 42);
  int calls = 0;
  auto count = [&calls](int x) mutable { return calls += x; };
  const FunctionRef<int(int)> counting(count);
  counting(1);
  EXPECT_EQ(counting(2), 3);
}

}  // namespace
}  // namespace xb
