// SPDX-License-Identifier: Apache-2.0

// Whatever happens to a cache, nobody is ever given wrong bytes.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "cache/action_cache.h"
#include "cache/care.h"
#include "os/work_queue.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kKeys = 12;
constexpr uint32_t kVariants = 3;

// What action `key` makes of the dependency in its form `variant`.
std::string Output(uint32_t key, uint32_t variant) {
  const uint32_t seed = key * 100 + variant;
  const size_t size = 100 + seed * 97 % 9000;
  return seed % 2 == 0 ? Prose(size, seed) : Noise(size, seed);
}

std::string Text(uint32_t key, uint32_t variant) {
  return "warning " + std::to_string(key) + "." + std::to_string(variant);
}

// One user of a cache, who works in a directory.  Outputs are named by their
// paths, so users of different directories share blobs but no results, unless
// `prefix` is empty and each is a process in its own.
class User {
 public:
  User(const ActionCache& cache, std::string prefix)
      : cache_(cache), prefix_(std::move(prefix)) {}

  Status Store(uint32_t key, uint32_t variant) {
    WriteBytes(PathOf(key), Output(key, variant));
    auto stored = cache_.Store(
        {.key = KeyOf(PathOf(key)),
         .rule = "cc",
         .dependencies = {{.path = "a.h",
                           .digest = DigestOf(std::to_string(variant))}},
         .outputs = {PathOf(key)},
         .text = Text(key, variant)});
    return stored.ok() ? Ok() : Status(stored.TakeError());
  }

  enum class Found { kMiss, kRight, kWrong };
  Found Look(uint32_t key, uint32_t variant) {
    const std::vector<std::string> outputs = {PathOf(key)};
    FilesNow now;
    now.Set("a.h", std::to_string(variant));
    const auto hit = cache_.Find(KeyOf(outputs[0]), outputs, now);
    if (!hit.result) return Found::kMiss;
    const auto restored = cache_.Restore(*hit.result, outputs);
    // An error would stop a build: losing a race never is one.
    if (!restored.ok()) return Found::kWrong;
    if (!restored.value()) return Found::kMiss;
    return restored.value()->text == Text(key, variant) &&
                   ReadBytes(outputs[0]) == Output(key, variant)
               ? Found::kRight
               : Found::kWrong;
  }

 private:
  std::string PathOf(uint32_t key) {
    return prefix_ + std::to_string(key) + ".o";
  }

  const ActionCache& cache_;
  std::string prefix_;
};

struct Tally {
  int hits = 0;
  int wrong = 0;
  int errors = 0;
};

Tally Work(const ActionCache& cache, const std::string& prefix, uint32_t seed,
           int rounds) {
  std::mt19937 random(seed);
  User user(cache, prefix);
  Tally tally;
  for (int i = 0; i < rounds; ++i) {
    const auto key = static_cast<uint32_t>(random() % kKeys);
    const auto variant = static_cast<uint32_t>(random() % kVariants);
    switch (user.Look(key, variant)) {
      case User::Found::kRight:
        ++tally.hits;
        break;
      case User::Found::kWrong:
        ++tally.wrong;
        break;
      case User::Found::kMiss:
        tally.errors += user.Store(key, variant).ok() ? 0 : 1;
        break;
    }
  }
  return tally;
}

Tally Collect(const ActionCache& cache, Clock& clock, int rounds) {
  Tally tally;
  for (int i = 0; i < rounds; ++i) {
    const auto summary = CollectGarbage(
        cache, clock, {.max_size = 100000 + 50000u * (i % 3)}, kContinue);
    tally.errors += summary.ok() ? 0 : 1;
  }
  return tally;
}

TEST(CacheStressTest, TenThreadsAndTheCollector) {
  CacheInDirectory here({.compress_from = kCompressFrom});
  constexpr size_t kThreads = 10;
  std::vector<Tally> tallies(kThreads);
  for (size_t i = 0; i < kThreads; ++i) {
    fs::create_directory(here.Out(std::to_string(i)));
  }
  WorkQueue queue(kThreads);
  queue.ParallelFor(kThreads, 1, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      tallies[i] = i == 0
                       ? Collect(here.cache(), here.clock(), 15)
                       : Work(here.cache(), here.Out(std::to_string(i)) + "/",
                              static_cast<uint32_t>(i), 25);
    }
  });
  int hits = 0;
  for (const Tally& tally : tallies) {
    hits += tally.hits;
    EXPECT_EQ(tally.wrong, 0);
    EXPECT_EQ(tally.errors, 0);
  }
  EXPECT_GT(hits, 0);
}

// Ends a child process with what `work` returns.
template <typename Work>
pid_t Fork(Work work) {
  const pid_t child = fork();
  XB_CHECK(child >= 0);
  if (child == 0) _exit(work());
  return child;
}

// Each in a directory of its own, all with the same names: what one stored is
// a hit for the others.
TEST(CacheStressTest, TenProcessesTheCollectorAndClear) {
  CacheInDirectory here({.compress_from = kCompressFrom});
  constexpr uint32_t kProcesses = 10;
  // The exit status of one without a complaint, and the number of its hits.
  constexpr int kNoComplaint = 100;
  std::vector<pid_t> children;
  for (uint32_t i = 0; i < kProcesses; ++i) {
    const std::string directory = here.Out(std::to_string(i));
    fs::create_directory(directory);
    children.push_back(Fork([&] {
      fs::current_path(directory);
      const Tally tally = i == 0 ? Collect(here.cache(), here.clock(), 15)
                                 : Work(here.cache(), "", i, 25);
      if (i == 1 && !ClearCache(here.cache(), here.clock(), kContinue).ok()) {
        return 4;
      }
      if (tally.wrong > 0) return 1;
      if (tally.errors > 0) return 2;
      return kNoComplaint + tally.hits;
    }));
  }
  int hits = 0;
  for (const pid_t child : children) {
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    ASSERT_GE(WEXITSTATUS(status), kNoComplaint);
    hits += WEXITSTATUS(status) - kNoComplaint;
  }
  // One may have none: the collector can be quicker than the others.
  EXPECT_GT(hits, 0);
  WorkQueue queue(1);
  const auto verified = VerifyCache(here.cache(), queue, kContinue);
  ASSERT_TRUE(verified.ok());
  EXPECT_EQ(verified.value().bad_blobs, 0u);
  EXPECT_EQ(verified.value().bad_records, 0u);
}

// The child tells through a pipe what it has stored; it is killed in the
// middle of whatever comes next.
TEST(CacheStressTest, KilledWriterLeavesOnlyWhatIsRight) {
  CacheInDirectory here({.compress_from = kCompressFrom});
  std::mt19937 random(3);
  uint32_t next = 0;
  for (int round = 0; round < 25; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = Fork([&] {
      User user(here.cache(), here.Out(""));
      for (uint32_t key = next;; ++key) {
        if (!user.Store(key, 0).ok()) return 1;
        if (write(ends[1], "x", 1) != 1) return 2;
      }
    });
    close(ends[1]);
    const auto wanted = static_cast<uint32_t>(random() % 5);
    char byte;
    for (uint32_t i = 0; i < wanted; ++i) ASSERT_EQ(read(ends[0], &byte, 1), 1);
    // Somewhere inside of the next one.
    for (uint32_t i = random() % 20000; i > 0; --i) static_cast<void>(getpid());
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << status;
    close(ends[0]);
    User user(here.cache(), here.Out(""));
    for (uint32_t i = 0; i < wanted; ++i) {
      EXPECT_EQ(user.Look(next + i, 0), User::Found::kRight);
    }
    for (uint32_t i = 0; i < 3; ++i) {
      EXPECT_NE(user.Look(next + wanted + i, 0), User::Found::kWrong);
    }
    next += wanted;
  }
  WorkQueue queue(1);
  const auto verified = VerifyCache(here.cache(), queue, kContinue);
  ASSERT_TRUE(verified.ok());
  EXPECT_EQ(verified.value().bad_blobs, 0u);
  EXPECT_EQ(verified.value().bad_records, 0u);
}

TEST(CacheStressTest, FlippedBitsInAThousandEntriesAreMisses) {
  CacheInDirectory here({.compress_from = kCompressFrom});
  constexpr uint32_t kActions = 300;
  User user(here.cache(), here.Out(""));
  for (uint32_t key = 0; key < kActions; ++key) {
    ASSERT_TRUE(user.Store(key, 0).ok());
  }
  // Records, results, outputs and texts: 1,200 files.
  std::vector<std::string> files = FilesBelow(here / "cache/v1/blobs");
  for (std::string& file : FilesBelow(here / "cache/v1/actions")) {
    files.push_back(std::move(file));
  }
  ASSERT_EQ(files.size(), 4 * kActions);
  std::sort(files.begin(), files.end());
  std::mt19937 random(17);
  std::shuffle(files.begin(), files.end(), random);
  for (size_t i = 0; i < 1000; ++i) {
    FlipBit(files[i], random() % (fs::file_size(files[i]) * 8));
  }
  uint32_t missed = 0;
  for (uint32_t key = 0; key < kActions; ++key) {
    const User::Found found = user.Look(key, 0);
    EXPECT_NE(found, User::Found::kWrong);
    missed += found == User::Found::kMiss ? 1 : 0;
  }
  EXPECT_GT(missed, kActions * 9 / 10);
  // And it is made good again, whichever parts of it were damaged.
  for (uint32_t key = 0; key < 20; ++key) {
    ASSERT_TRUE(user.Store(key, 0).ok());
    EXPECT_EQ(user.Look(key, 0), User::Found::kRight);
  }
}

}  // namespace
}  // namespace xb
