// SPDX-License-Identifier: Apache-2.0
#include "history/content_history.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history/content_log.h"
#include "history/frames.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {
namespace {

class ContentHistoryTest : public testing::Test {
 protected:
  // A process that writes down one run.
  void Run(std::string_view output, const std::vector<ContentOfInput>& inputs,
           int32_t end_ms) {
    const Graph graph = MakeGraph({"a.o", "b.o"});
    Overlay overlay(graph);
    ContentLog log(disk_, overlay);
    ASSERT_TRUE(log.Load(path_).ok());
    std::vector<VersionId> versions;
    for (const ContentOfInput& input : inputs) {
      versions.push_back(log.Intern(overlay.Intern(input.path), input.digest));
    }
    const OutputAsLeft left{overlay.Intern(output), kNoVersion, 4, 5};
    log.Record(overlay.Intern(output), {.entry = {.end_ms = end_ms},
                                        .environment = 6,
                                        .outputs = {&left, 1},
                                        .inputs = versions});
    ASSERT_TRUE(log.Flush().ok());
  }

  TempDir dir_;
  RealDisk disk_;
  const std::string path_ = dir_ / ".xb/content";
};

TEST_F(ContentHistoryTest, EarlierRunsOfAnEdgeAreToldInTheirOrder) {
  Run("a.o", {{"a.c", {1, 2}}, {"a.h", {3, 4}}}, 10);
  Run("b.o", {{"b.c", {9, 9}}}, 20);
  Run("a.o", {{"a.c", {5, 6}}}, 30);

  const auto runs = LoadRunContents(disk_, path_, "a.o").value();

  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].entry.end_ms, 10);
  EXPECT_EQ(runs[0].inputs,
            (std::vector<ContentOfInput>{{"a.c", {1, 2}}, {"a.h", {3, 4}}}));
  EXPECT_EQ(runs[1].entry.end_ms, 30);
  EXPECT_EQ(runs[1].inputs, (std::vector<ContentOfInput>{{"a.c", {5, 6}}}));
}

TEST_F(ContentHistoryTest, RunsOfOneFrameKeepTheirInputsApart) {
  const Graph graph = MakeGraph({"a.o", "b.o"});
  Overlay overlay(graph);
  ContentLog log(disk_, overlay);
  ASSERT_TRUE(log.Load(path_).ok());
  for (const char* const output : {"a.o", "b.o"}) {
    const NodeId node = overlay.Intern(output);
    const VersionId input = log.Intern(
        overlay.Intern(std::string(output) + ".c"), {.low = 1, .high = 2});
    const OutputAsLeft left{node, kNoVersion, 4, 5};
    log.Record(node, {.entry = {.end_ms = 10},
                      .environment = 6,
                      .outputs = {&left, 1},
                      .inputs = {&input, 1}});
  }
  ASSERT_TRUE(log.Flush().ok());

  const auto runs = LoadRunContents(disk_, path_, "b.o").value();

  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].inputs, (std::vector<ContentOfInput>{{"b.o.c", {1, 2}}}));
}

TEST_F(ContentHistoryTest, DamagedFrameCostsItsRuns) {
  Run("a.o", {{"a.c", {1, 2}}}, 10);
  Run("a.o", {{"a.c", {3, 4}}}, 20);
  std::string bytes = ReadBytes(path_);
  bytes[sizeof(FramesHeader) + kFrameHeaderSize] ^= 1;
  WriteBytes(path_, bytes);

  const auto runs = LoadRunContents(disk_, path_, "a.o").value();

  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].entry.end_ms, 20);
}

TEST_F(ContentHistoryTest, MissingOrForeignFileTellsOfNone) {
  EXPECT_TRUE(LoadRunContents(disk_, path_, "a.o").value().empty());
  std::filesystem::create_directory(dir_ / ".xb");
  WriteBytes(path_, std::string(200, 'x'));
  EXPECT_TRUE(LoadRunContents(disk_, path_, "a.o").value().empty());
}

}  // namespace
}  // namespace xb
