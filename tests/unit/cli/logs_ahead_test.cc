// SPDX-License-Identifier: Apache-2.0
#include "cli/logs_ahead.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "graph/graph_builder.h"
#include "graph/overlay.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

constexpr int kEntries = 10000;

class LogsAheadTest : public testing::Test {
 protected:
  LogsAheadTest() : graph_(MakeGraph()), overlay_(graph_) {
    DepsLog deps(disk_, overlay_);
    XB_CHECK(deps.Load(deps_path_).ok());
    AppendToLog("# ninja log v7\n");
    for (int i = 0; i < kEntries; ++i) {
      const std::string output = "output" + std::to_string(i);
      AppendToLog("1\t2\t" + std::to_string(i + 1) + "\t" + output + "\tabc\n");
      const NodeId inputs[] = {overlay_.Intern("header"),
                               overlay_.Intern(output + ".h")};
      XB_CHECK(deps.Record(overlay_.Intern(output), i + 1, inputs).ok());
    }
    log_file_.flush();
    XB_CHECK(deps.Flush().ok());
  }

  static Graph MakeGraph() {
    GraphBuilder builder;
    builder.AddFile("manifest");
    builder.AddScope(kNoScope);
    builder.InternNode("output5");
    return builder.Finish();
  }
  void AppendToLog(const std::string& text) { log_file_ << text; }
  std::unique_ptr<LogsAhead> Begin() {
    return LogsAhead::Begin(disk_, workers_, log_path_, deps_path_);
  }

  const TempDir directory_;
  const std::string log_path_ = directory_ / "log";
  const std::string deps_path_ = directory_ / "deps";
  std::ofstream log_file_{log_path_};
  RealDisk disk_;
  WorkQueue workers_{2};
  const Graph graph_;
  Overlay overlay_;
};

TEST_F(LogsAheadTest, GivesWhatLoadingGives) {
  const auto ahead = Begin();
  ASSERT_NE(ahead, nullptr);
  auto log_ahead = ahead->TakeLog(log_path_);
  auto deps_ahead = ahead->TakeDeps(deps_path_);
  ASSERT_TRUE(log_ahead);
  ASSERT_TRUE(deps_ahead);

  Overlay overlay(graph_);
  BuildLog log(disk_, overlay);
  DepsLog deps(disk_, overlay);
  EXPECT_EQ(log.Load(*std::move(log_ahead)).value(), "");
  EXPECT_EQ(deps.Load(*std::move(deps_ahead)).value(), "");

  Overlay other_overlay(graph_);
  BuildLog other_log(disk_, other_overlay);
  DepsLog other_deps(disk_, other_overlay);
  ASSERT_TRUE(other_log.Load(log_path_).ok());
  ASSERT_TRUE(other_deps.Load(deps_path_).ok());
  ASSERT_EQ(log.size(), size_t{kEntries});
  ASSERT_EQ(deps.size(), size_t{kEntries});
  ASSERT_EQ(overlay.node_count(), other_overlay.node_count());
  for (uint32_t i = 0; i < overlay.node_count(); ++i) {
    const NodeId node{i};
    ASSERT_EQ(overlay.PathOf(node), other_overlay.PathOf(node));
    const LogEntry* entry = log.Find(node);
    ASSERT_EQ(entry != nullptr, other_log.Find(node) != nullptr);
    if (entry != nullptr) {
      EXPECT_EQ(*entry, *other_log.Find(node));
    }
    const auto found = deps.Find(node);
    ASSERT_EQ(found.has_value(), other_deps.Find(node).has_value());
    if (!found) continue;
    EXPECT_EQ(found->mtime_ns, other_deps.Find(node)->mtime_ns);
    EXPECT_EQ(overlay.PathOf(found->inputs[1]),
              std::string(overlay.PathOf(node)) + ".h");
  }
}

TEST_F(LogsAheadTest, FileThatHasGrownIsNotCurrent) {
  const auto read = BuildLog::ReadAhead(disk_, log_path_);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read.value().file.IsCurrent());
  AppendToLog("1\t2\t3\tlast\tabc\n");
  log_file_.flush();
  EXPECT_FALSE(read.value().file.IsCurrent());
}

TEST_F(LogsAheadTest, FileThatWasReplacedIsNotCurrent) {
  const auto read = DepsLog::ReadAhead(disk_, deps_path_);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read.value().file.IsCurrent());
  ASSERT_TRUE(disk_.WriteAtomic(deps_path_, read.value().bytes).ok());
  EXPECT_FALSE(read.value().file.IsCurrent());
}

TEST_F(LogsAheadTest, OtherPathIsNotTaken) {
  const auto ahead = Begin();
  ASSERT_NE(ahead, nullptr);
  EXPECT_FALSE(ahead->TakeLog(directory_ / "other"));
  EXPECT_FALSE(ahead->TakeDeps(log_path_));
}

TEST_F(LogsAheadTest, IsTakenOnce) {
  const auto ahead = Begin();
  ASSERT_NE(ahead, nullptr);
  EXPECT_TRUE(ahead->TakeLog(log_path_));
  EXPECT_FALSE(ahead->TakeLog(log_path_));
}

TEST_F(LogsAheadTest, SmallLogsAndSingleThreadsAreNotWorthIt) {
  EXPECT_EQ(LogsAhead::Begin(disk_, workers_, directory_ / "none",
                             directory_ / "nor"),
            nullptr);
  WorkQueue single(1);
  EXPECT_EQ(LogsAhead::Begin(disk_, single, log_path_, deps_path_), nullptr);
}

TEST_F(LogsAheadTest, MayBeDroppedAtAnyTime) {
  for (int i = 0; i < 20; ++i) EXPECT_NE(Begin(), nullptr);
}

}  // namespace
}  // namespace xb
