// SPDX-License-Identifier: Apache-2.0
#include "history/records.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history/frames.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {
namespace {

RunRecord MakeRun(std::string output_path, int64_t start_s) {
  return {.output_path = std::move(output_path),
          .reason = "`a.c` is newer than `a.o`",
          .start_s = start_s,
          .duration_ms = 1200,
          .user_us = 900'000,
          .system_us = 50'000,
          .max_rss_kb = 80'000,
          .exit_status = 1,
          .command_hash = 0x0123456789abcdef,
          .command = "cc -c a.c -o a.o",
          .output_size = 9,
          .output = "warning!\n",
          .log_start_ms = 17,
          .log_end_ms = 1217};
}

class RecordsTest : public testing::Test {
 protected:
  std::vector<int64_t> StartsOf(std::string_view output_path) {
    std::vector<int64_t> starts;
    const auto runs = Records::LoadRuns(disk_, path_, output_path);
    for (const RunRecord& run : runs.value()) starts.push_back(run.start_s);
    return starts;
  }
  void Write(const std::vector<RunRecord>& runs) {
    Records records(disk_, path_);
    for (const RunRecord& run : runs) records.Append(run);
    ASSERT_TRUE(records.Flush().ok());
  }

  TempDir dir_;
  RealDisk disk_;
  std::string path_ = dir_ / ".xb/records";
};

TEST_F(RecordsTest, RunsComeBackAsTheyWere) {
  Write({MakeRun("a.o", 1), MakeRun("b.o", 2)});
  Write({MakeRun("a.o", 3)});

  EXPECT_EQ(Records::LoadRuns(disk_, path_, "a.o").value(),
            (std::vector<RunRecord>{MakeRun("a.o", 1), MakeRun("a.o", 3)}));
  EXPECT_EQ(StartsOf("b.o"), std::vector<int64_t>{2});
  EXPECT_EQ(StartsOf("c.o"), std::vector<int64_t>{});
}

// As it was before records had a trailer.
TEST_F(RecordsTest, RecordWithoutItsTrailerIsRead) {
  const RunRecord run = MakeRun("a.o", 1);
  Write({run});
  const std::string bytes = ReadBytes(path_);
  constexpr size_t kTrailer = 16;
  constexpr size_t kFrameAt = 24;
  std::string payload = bytes.substr(kFrameAt + kFrameHeaderSize);
  payload.resize(payload.size() - kTrailer);
  std::string older = bytes.substr(0, kFrameAt);
  const size_t frame = BeginFrame(&older);
  older += payload;
  EndFrame(frame, &older);
  WriteBytes(path_, older);

  const auto runs = Records::LoadRuns(disk_, path_, "a.o").value();

  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].output, run.output);
  EXPECT_EQ(runs[0].log_end_ms, -1);
}

TEST_F(RecordsTest, RecordIsOfTheRunThatTheBuildLogTellsOf) {
  const RunRecord run = MakeRun("a.o", 1);
  const LogEntry entry{
      .start_ms = 17, .end_ms = 1217, .command_hash = run.command_hash};
  EXPECT_TRUE(run.MayBeOf(entry));

  LogEntry later = entry;
  later.end_ms = 1218;
  EXPECT_FALSE(run.MayBeOf(later));
  LogEntry other = entry;
  other.command_hash = 1;
  EXPECT_FALSE(run.MayBeOf(other));

  RunRecord unknown = run;
  unknown.log_start_ms = unknown.log_end_ms = -1;
  EXPECT_TRUE(unknown.MayBeOf(later));
}

TEST_F(RecordsTest, NothingIsCreatedBeforeTheFirstRecord) {
  Records records(disk_, path_);
  ASSERT_TRUE(records.Flush().ok());
  ASSERT_TRUE(records.Compact().ok());

  EXPECT_FALSE(FileExists(path_));
  EXPECT_EQ(StartsOf("a.o"), std::vector<int64_t>{});
}

TEST_F(RecordsTest, EmptyPathKeepsNothing) {
  Records records(disk_, "");
  records.Append(MakeRun("a.o", 1));

  EXPECT_FALSE(records.has_pending());
  EXPECT_TRUE(records.Flush().ok());
  EXPECT_TRUE(records.Compact().ok());
}

TEST_F(RecordsTest, LongTextsAreCut) {
  RunRecord run = MakeRun("a.o", 1);
  run.command.assign(1 << 20, 'c');
  run.output.assign(1 << 20, 'o');
  run.output_size = 1 << 20;
  run.reason.assign(1 << 20, 'r');
  Write({run, MakeRun("b.o", 2)});

  const auto runs = Records::LoadRuns(disk_, path_, "a.o").value();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].command.size(), Records::kMaxCommand);
  EXPECT_EQ(runs[0].output.size(), Records::kMaxOutput);
  EXPECT_EQ(runs[0].output_size, size_t{1} << 20);
  EXPECT_EQ(StartsOf("b.o"), std::vector<int64_t>{2});
}

TEST_F(RecordsTest, TruncationAtAnyByteCostsTheTailOnly) {
  Write({MakeRun("a.o", 1)});
  const size_t first = ReadBytes(path_).size();
  Write({MakeRun("a.o", 2)});
  const std::string sample = ReadBytes(path_);
  for (size_t size = 0; size <= sample.size(); ++size) {
    WriteBytes(path_, sample.substr(0, size));
    std::vector<int64_t> expected;
    if (size >= first) expected.push_back(1);
    if (size == sample.size()) expected.push_back(2);
    EXPECT_EQ(StartsOf("a.o"), expected) << size;

    Write({MakeRun("a.o", 3)});
    expected.push_back(3);
    EXPECT_EQ(StartsOf("a.o"), expected) << size;
  }
}

TEST_F(RecordsTest, FlippedBitCostsOneRecord) {
  Write({MakeRun("a.o", 1), MakeRun("a.o", 2), MakeRun("a.o", 3)});
  const std::string sample = ReadBytes(path_);
  constexpr size_t kHeader = 24;
  for (size_t bit = kHeader * 8; bit < sample.size() * 8; ++bit) {
    std::string bytes = sample;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    WriteBytes(path_, bytes);
    EXPECT_EQ(StartsOf("a.o").size(), 2u) << bit;
  }
}

TEST_F(RecordsTest, ForeignFileStartsOver) {
  std::filesystem::create_directory(dir_ / ".xb");
  for (const std::string& bytes :
       {std::string("something else entirely, and long enough"),
        std::string(100, '\0'), std::string("#")}) {
    WriteBytes(path_, bytes);
    EXPECT_EQ(StartsOf("a.o"), std::vector<int64_t>{});
    Write({MakeRun("a.o", 3)});
    EXPECT_EQ(StartsOf("a.o"), std::vector<int64_t>{3});
  }
}

TEST_F(RecordsTest, CompactionKeepsTheTwoNewestOfAKey) {
  Write({MakeRun("a.o", 1), MakeRun("a.o", 2), MakeRun("b.o", 3),
         MakeRun("a.o", 4), MakeRun("a.o", 5)});
  const size_t before = ReadBytes(path_).size();

  Records records(disk_, path_);
  ASSERT_TRUE(records.Compact().ok());

  EXPECT_LT(ReadBytes(path_).size(), before);
  EXPECT_EQ(StartsOf("a.o"), (std::vector<int64_t>{4, 5}));
  EXPECT_EQ(StartsOf("b.o"), std::vector<int64_t>{3});
  records.Append(MakeRun("b.o", 6));
  ASSERT_TRUE(records.Flush().ok());
  EXPECT_EQ(StartsOf("b.o"), (std::vector<int64_t>{3, 6}));
}

TEST_F(RecordsTest, RunsNameTheEnvironmentThatTheyRanIn) {
  const EnvironmentRecord one{.digest = 11, .variables = {{"LANG", 1}}};
  const EnvironmentRecord two{.digest = 22,
                              .variables = {{"CPATH", 2}, {"LANG", 3}}};
  Records records(disk_, path_);
  records.SetEnvironment(one);
  records.Append(MakeRun("a.o", 1));
  records.Append(MakeRun("b.o", 2));
  records.SetEnvironment(two);
  records.Append(MakeRun("a.o", 3));
  ASSERT_TRUE(records.Flush().ok());

  const auto runs = Records::LoadRuns(disk_, path_, "a.o").value();
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].environment, 11u);
  EXPECT_EQ(runs[1].environment, 22u);
  EXPECT_EQ(Records::LoadEnvironment(disk_, path_, 11).value(), one);
  EXPECT_EQ(Records::LoadEnvironment(disk_, path_, 22).value(), two);
  EXPECT_EQ(Records::LoadEnvironment(disk_, path_, 33).value(), std::nullopt);
}

TEST_F(RecordsTest, EnvironmentWithoutARunIsNotWritten) {
  Records records(disk_, path_);
  records.SetEnvironment({.digest = 11, .variables = {{"LANG", 1}}});
  EXPECT_FALSE(records.has_pending());
}

TEST_F(RecordsTest, CompactionDropsEnvironmentsThatNoRunNames) {
  for (uint64_t digest = 1; digest <= 4; ++digest) {
    Records records(disk_, path_);
    records.SetEnvironment({.digest = digest, .variables = {{"LANG", digest}}});
    records.Append(MakeRun("a.o", static_cast<int64_t>(digest)));
    ASSERT_TRUE(records.Flush().ok());
  }

  Records records(disk_, path_);
  ASSERT_TRUE(records.Compact().ok());

  EXPECT_EQ(StartsOf("a.o"), (std::vector<int64_t>{3, 4}));
  for (uint64_t digest = 1; digest <= 4; ++digest) {
    const auto known = Records::LoadEnvironment(disk_, path_, digest).value();
    EXPECT_EQ(known.has_value(), digest >= 3) << digest;
  }
}

TEST_F(RecordsTest, CompactionIsDueWhenTheFileOutgrowsTheGraph) {
  Records records(disk_, path_);
  RunRecord run = MakeRun("a.o", 1);
  run.command.assign(200'000, 'c');
  for (int i = 0; i < 11; ++i) records.Append(run);
  ASSERT_TRUE(records.Flush().ok());
  EXPECT_TRUE(records.needs_compaction(1));
  // With so many edges most of the file may well be in use.
  EXPECT_FALSE(records.needs_compaction(10'000));

  ASSERT_TRUE(records.Compact().ok());

  EXPECT_FALSE(records.needs_compaction(1));
}

TEST_F(RecordsTest, TwoWritersShareTheFile) {
  Records first(disk_, path_);
  Records second(disk_, path_);
  first.Append(MakeRun("a.o", 1));
  ASSERT_TRUE(first.Flush().ok());
  second.Append(MakeRun("a.o", 2));
  ASSERT_TRUE(second.Flush().ok());
  ASSERT_TRUE(second.Compact().ok());
  first.Append(MakeRun("a.o", 3));
  ASSERT_TRUE(first.Flush().ok());

  EXPECT_EQ(StartsOf("a.o"), (std::vector<int64_t>{1, 2, 3}));
}

TEST_F(RecordsTest, FullDiskIsAnErrorAndNothingIsLost) {
  std::filesystem::create_directory(dir_ / ".xb");
  std::filesystem::create_symlink("/dev/full", path_);
  Records records(disk_, path_);
  records.Append(MakeRun("a.o", 1));

  EXPECT_FALSE(records.Flush().ok());
  std::filesystem::remove(path_);
  ASSERT_TRUE(records.Flush().ok());

  EXPECT_EQ(StartsOf("a.o"), std::vector<int64_t>{1});
}

}  // namespace
}  // namespace xb
