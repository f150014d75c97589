// SPDX-License-Identifier: Apache-2.0
#include "os/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
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
