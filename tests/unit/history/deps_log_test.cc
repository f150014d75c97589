// SPDX-License-Identifier: Apache-2.0
#include "history/deps_log.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {
namespace {

using Paths = std::vector<std::string>;

constexpr char kRecovering[] = "premature end of file; recovering";

void Append32(uint32_t value, std::string* text) {
  char bytes[4];
  std::memcpy(bytes, &value, 4);
  text->append(bytes, 4);
}

std::string HeaderOf(uint32_t version) {
  std::string bytes = "# ninjadeps\n";
  Append32(version, &bytes);
  return bytes;
}

// `path` must have a size that is a multiple of 4.
std::string PathRecord(std::string_view path, uint32_t id) {
  std::string bytes;
  Append32(static_cast<uint32_t>(path.size() + 4), &bytes);
  bytes += path;
  Append32(~id, &bytes);
  return bytes;
}

std::string DepsRecord(std::vector<uint32_t> words) {
  std::string bytes;
  Append32(static_cast<uint32_t>(words.size() * 4) | 0x80000000, &bytes);
  for (const uint32_t word : words) Append32(word, &bytes);
  return bytes;
}

class DepsLogTest : public testing::Test {
 protected:
  NodeId Node(std::string_view path) { return overlay_.Intern(path); }
  std::vector<NodeId> Nodes(const Paths& paths) {
    std::vector<NodeId> nodes;
    for (const std::string& path : paths) nodes.push_back(Node(path));
    return nodes;
  }
  Paths InputsOf(const DepsLog& log, std::string_view output) {
    Paths paths;
    const auto deps = log.Find(Node(output));
    if (!deps) return {"(none)"};
    for (const NodeId node : deps->inputs) {
      paths.emplace_back(overlay_.PathOf(node));
    }
    return paths;
  }
  void Add(DepsLog* log, std::string_view output, int64_t mtime,
           const Paths& inputs) {
    ASSERT_TRUE(log->Record(Node(output), mtime, Nodes(inputs)).ok());
  }
  // Three outputs, two of them twice.
  std::string MakeSample() {
    DepsLog log(disk_, overlay_);
    XB_CHECK(log.Load(path_).ok());
    Add(&log, "x", 1, {"a.h"});
    Add(&log, "y", 2, {"a.h", "b.h"});
    Add(&log, "x", 3, {"b.h", "long/c.h"});
    Add(&log, "z", 4, {});
    Add(&log, "y", 5, {"x"});
    XB_CHECK(log.Flush().ok());
    return ReadBytes(path_);
  }

  TempDir dir_;
  RealDisk disk_;
  Graph graph_ = MakeGraph({"x", "y", "z"}, {"plain"});
  Overlay overlay_{graph_};
  std::string path_ = dir_ / ".ninja_deps";
  DepsLog log_{disk_, overlay_};
};

TEST_F(DepsLogTest, BytesAreTheDocumentedOnes) {
  ASSERT_EQ(log_.Load(path_).value(), "");
  Add(&log_, "x", 0x0102030405060708, {"a.h", "four"});
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(ReadBytes(path_),
            HeaderOf(4) + PathRecord(std::string_view("x\0\0\0", 4), 0) +
                PathRecord(std::string_view("a.h\0", 4), 1) +
                PathRecord("four", 2) +
                DepsRecord({0, 0x05060708, 0x01020304, 1, 2}));
}

TEST_F(DepsLogTest, LastRecordOfAnOutputWins) {
  MakeSample();

  ASSERT_EQ(log_.Load(path_).value(), "");

  EXPECT_EQ(log_.size(), 3u);
  EXPECT_EQ(log_.Find(Node("x"))->mtime_ns, 3);
  EXPECT_EQ(InputsOf(log_, "x"), (Paths{"b.h", "long/c.h"}));
  EXPECT_EQ(InputsOf(log_, "y"), Paths{"x"});
  EXPECT_EQ(InputsOf(log_, "z"), Paths{});
  EXPECT_FALSE(log_.Find(Node("a.h")).has_value());
}

TEST_F(DepsLogTest, MissingAndEmptyFilesAreEmptyLogs) {
  ASSERT_EQ(log_.Load(path_).value(), "");
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_FALSE(FileExists(path_));

  WriteBytes(path_, "");
  ASSERT_EQ(log_.Load(path_).value(), "");
  Add(&log_, "x", 1, {"a.h"});
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_EQ(ReadBytes(path_).substr(0, 16), HeaderOf(4));
}

TEST_F(DepsLogTest, RecordIsFoundAtOnceAndWrittenByFlush) {
  ASSERT_TRUE(log_.Load(path_).ok());

  Add(&log_, "x", 1, {"a.h"});

  EXPECT_EQ(InputsOf(log_, "x"), Paths{"a.h"});
  EXPECT_FALSE(FileExists(path_));
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_TRUE(FileExists(path_));
}

TEST_F(DepsLogTest, SameDepsAreNotWrittenAgain) {
  const std::string sample = MakeSample();
  ASSERT_TRUE(log_.Load(path_).ok());

  Add(&log_, "x", 3, {"b.h", "long/c.h"});
  EXPECT_FALSE(log_.has_pending());
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_EQ(ReadBytes(path_), sample);

  Add(&log_, "x", 3, {"long/c.h", "b.h"});
  EXPECT_TRUE(log_.has_pending());
}

TEST_F(DepsLogTest, ForeignFilesStartOver) {
  const std::string bad = "bad deps log signature or version; starting over";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {HeaderOf(1), "deps log version change; rebuilding"},
      {HeaderOf(3), bad},
      {HeaderOf(5), bad},
      {"# ninjadeps", bad},
      {HeaderOf(4).substr(0, 15), bad},
      {"# ninja log v5\n1\t2\t3\tx\t4\n", bad},
      {std::string(100, '\0'), bad},
  };
  for (const auto& [bytes, warning] : cases) {
    WriteBytes(path_, bytes);
    EXPECT_EQ(log_.Load(path_).value(), warning);
    EXPECT_EQ(log_.size(), 0u);
    EXPECT_FALSE(FileExists(path_));
  }
}

TEST_F(DepsLogTest, InvalidRecordsAreCutOffWithAllBehindThem) {
  const std::string good = HeaderOf(4) + PathRecord("four", 0) +
                           PathRecord("five", 1) + DepsRecord({0, 7, 0, 1});
  const std::string behind = DepsRecord({1, 7, 0, 0});
  const std::vector<std::string> invalid = {
      PathRecord("next", 1),                           // number taken
      PathRecord("next", 7),                           // number skipped
      PathRecord("four", 2),                           // path known
      PathRecord(std::string_view("\0\0\0\0", 4), 2),  // no path
      PathRecord(std::string_view("a\0b\0", 4), 2),    // NUL inside
      PathRecord("", 2),
      DepsRecord({2, 7, 0, 1}),  // no such output
      DepsRecord({0, 7, 0, 2}),  // no such input
      DepsRecord({0, 7, 0, 0xffffffff}),
      DepsRecord({0, 7}),
      DepsRecord({}),
      std::string(4, '\0'),
      std::string("\x05\0\0\0abcde", 9),
      std::string("\xff\xff\xff\xff", 4),
      std::string("\xff\xff\xff\x7f", 4),
      "abc",
  };
  for (const std::string& record : invalid) {
    WriteBytes(path_, good + record + behind);
    ASSERT_EQ(log_.Load(path_).value(), kRecovering);
    EXPECT_EQ(log_.size(), 1u);
    EXPECT_EQ(InputsOf(log_, "four"), Paths{"five"});
    EXPECT_EQ(ReadBytes(path_), good);
    // Told once.
    EXPECT_EQ(log_.Load(path_).value(), "");
  }
}

TEST_F(DepsLogTest, TruncationAtAnyByteCostsTheTailOnly) {
  const std::string sample = MakeSample();
  size_t last_size = 0;
  for (size_t size = 16; size <= sample.size(); ++size) {
    WriteBytes(path_, sample.substr(0, size));
    DepsLog log(disk_, overlay_);
    ASSERT_TRUE(log.Load(path_).ok());
    EXPECT_GE(log.size(), last_size);
    last_size = log.size();
    Add(&log, "new", 9, {"a.h", "x", "other.h"});
    ASSERT_TRUE(log.Flush().ok());

    DepsLog again(disk_, overlay_);
    ASSERT_EQ(again.Load(path_).value(), "") << size;
    EXPECT_EQ(InputsOf(again, "new"), (Paths{"a.h", "x", "other.h"})) << size;
    EXPECT_EQ(again.size(), last_size + 1) << size;
  }
  EXPECT_EQ(last_size, 3u);
}

TEST_F(DepsLogTest, AnyFlippedBitLeavesALogThatWorks) {
  const std::string sample = MakeSample();
  for (size_t bit = 0; bit < sample.size() * 8; ++bit) {
    std::string bytes = sample;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    WriteBytes(path_, bytes);
    DepsLog log(disk_, overlay_);
    ASSERT_TRUE(log.Load(path_).ok());
    Add(&log, "new", 9, {"a.h", "x", "other.h"});
    ASSERT_TRUE(log.Flush().ok());

    DepsLog again(disk_, overlay_);
    ASSERT_EQ(again.Load(path_).value(), "") << bit;
    EXPECT_EQ(InputsOf(again, "new"), (Paths{"a.h", "x", "other.h"})) << bit;
  }
}

TEST_F(DepsLogTest, TwoWritersNumberPathsAsOne) {
  DepsLog nested(disk_, overlay_);
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(nested.Load(path_).ok());

  Add(&log_, "x", 1, {"a.h"});
  Add(&nested, "y", 2, {"b.h", "a.h"});
  Add(&log_, "z", 3, {"b.h", "x"});
  ASSERT_TRUE(log_.Flush().ok());
  ASSERT_TRUE(nested.Flush().ok());
  Add(&log_, "x", 4, {"c.h"});
  ASSERT_TRUE(log_.Flush().ok());
  Add(&nested, "y", 5, {"c.h"});
  ASSERT_TRUE(nested.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(InputsOf(again, "x"), Paths{"c.h"});
  EXPECT_EQ(InputsOf(again, "y"), Paths{"c.h"});
  EXPECT_EQ(InputsOf(again, "z"), (Paths{"b.h", "x"}));
  // What the other one wrote was noticed on the way.
  EXPECT_EQ(InputsOf(nested, "z"), (Paths{"b.h", "x"}));
}

TEST_F(DepsLogTest, FileReplacedMeanwhileIsNumberedAnew) {
  MakeSample();
  DepsLog nested(disk_, overlay_);
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(nested.Load(path_).ok());
  Add(&log_, "z", 8, {"a.h", "b.h", "new.h"});

  // Twice, so that a file system may give the first inode number again.
  ASSERT_TRUE(nested.Recompact().ok());
  ASSERT_TRUE(nested.Recompact().ok());
  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(InputsOf(again, "x"), (Paths{"b.h", "long/c.h"}));
  EXPECT_EQ(InputsOf(again, "z"), (Paths{"a.h", "b.h", "new.h"}));
  EXPECT_EQ(InputsOf(log_, "z"), (Paths{"a.h", "b.h", "new.h"}));
}

TEST_F(DepsLogTest, FileRemovedMeanwhileIsCreatedAgain) {
  MakeSample();
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(disk_.Remove(path_).ok());

  Add(&log_, "x", 9, {"a.h"});
  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(again.size(), 1u);
  EXPECT_EQ(InputsOf(again, "x"), Paths{"a.h"});
}

TEST_F(DepsLogTest, FileCutByAnotherToolIsReadAgain) {
  const std::string sample = MakeSample();
  ASSERT_TRUE(log_.Load(path_).ok());
  WriteBytes(path_, sample.substr(0, 16));

  Add(&log_, "x", 9, {"a.h"});
  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(again.size(), 1u);
  EXPECT_EQ(InputsOf(again, "x"), Paths{"a.h"});
}

TEST_F(DepsLogTest, HalfARecordOfAKilledWriterIsCutOff) {
  MakeSample();
  ASSERT_TRUE(log_.Load(path_).ok());
  AppendBytes(path_, PathRecord("dead.hpp", 99).substr(0, 7));

  Add(&log_, "z", 9, {"dead.hpp"});
  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(InputsOf(again, "z"), Paths{"dead.hpp"});
}

TEST_F(DepsLogTest, FailedFlushGivesNoNumbersAway) {
  ASSERT_TRUE(log_.Load(path_).ok());
  std::filesystem::create_symlink("/dev/full", path_);
  Add(&log_, "x", 1, {"a.h", "b.h"});
  EXPECT_FALSE(log_.Flush().ok());
  EXPECT_TRUE(log_.has_pending());
  std::filesystem::remove(path_);
  Add(&log_, "y", 2, {"b.h"});

  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(InputsOf(again, "x"), (Paths{"a.h", "b.h"}));
  EXPECT_EQ(InputsOf(again, "y"), Paths{"b.h"});
}

TEST_F(DepsLogTest, RecordsTheFormatHasNoRoomForAreRefused) {
  ASSERT_TRUE(log_.Load(path_).ok());
  const std::vector<NodeId> most(DepsLog::kMaxRecordSize / 4 - 3, Node("a.h"));
  std::vector<NodeId> too_many = most;
  too_many.push_back(Node("a.h"));

  EXPECT_FALSE(log_.Record(Node("x"), 1, too_many).ok());
  EXPECT_FALSE(
      log_.Record(Node("x"), 1, Nodes({std::string(1 << 19, 'p')})).ok());
  EXPECT_FALSE(log_.has_pending());
  ASSERT_TRUE(log_.Record(Node("x"), 1, most).ok());
  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(again.Find(Node("x"))->inputs.size(), most.size());
}

TEST_F(DepsLogTest, RecompactionKeepsTheNewestOfLiveOutputs) {
  ASSERT_TRUE(log_.Load(path_).ok());
  Add(&log_, "x", 1, {"old.h"});
  Add(&log_, "x", 2, {"a.h"});
  Add(&log_, "plain", 3, {"b.h"});  // its edge has no deps any more
  Add(&log_, "gone", 4, {"c.h"});   // nobody makes it any more
  ASSERT_TRUE(log_.Flush().ok());

  ASSERT_TRUE(log_.Recompact().ok());

  EXPECT_EQ(log_.size(), 1u);
  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(again.size(), 1u);
  EXPECT_EQ(InputsOf(again, "x"), Paths{"a.h"});
  EXPECT_EQ(ReadBytes(path_).find("old.h"), std::string::npos);
}

TEST_F(DepsLogTest, RecompactionKeepsWhatOthersMake) {
  ASSERT_TRUE(log_.Load(path_).ok());
  log_.KeepOthers();
  const std::string other = path_ + ".other";
  WriteBytes(other, "made");
  Add(&log_, other, 1, {"a.h"});
  Add(&log_, "plain", 3, {"b.h"});  // its edge has no deps any more
  Add(&log_, "gone", 4, {"c.h"});   // nor is there such a file
  ASSERT_TRUE(log_.Flush().ok());

  ASSERT_TRUE(log_.Recompact().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(again.size(), 1u);
  EXPECT_EQ(InputsOf(again, other), Paths{"a.h"});
}

TEST_F(DepsLogTest, RecordsAfterARecompactionAreAppended) {
  MakeSample();
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(log_.Recompact().ok());

  Add(&log_, "z", 9, {"new.h", "x"});
  ASSERT_TRUE(log_.Flush().ok());

  DepsLog again(disk_, overlay_);
  ASSERT_EQ(again.Load(path_).value(), "");
  EXPECT_EQ(InputsOf(again, "z"), (Paths{"new.h", "x"}));
  EXPECT_EQ(InputsOf(again, "y"), Paths{"x"});
}

TEST_F(DepsLogTest, RecompactionIsDueWhenTwoThirdsAreOverridden) {
  ASSERT_TRUE(log_.Load(path_).ok());
  for (int i = 0; i < 1000; ++i) Add(&log_, "x", i, {"a.h"});
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_FALSE(log_.needs_recompaction());
  Add(&log_, "x", 1000, {"a.h"});
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_TRUE(log_.needs_recompaction());

  ASSERT_TRUE(log_.Recompact().ok());

  EXPECT_FALSE(log_.needs_recompaction());
  EXPECT_EQ(log_.Find(Node("x"))->mtime_ns, 1000);
}

TEST_F(DepsLogTest, ForEachVisitsEveryOutputOnce) {
  MakeSample();
  ASSERT_TRUE(log_.Load(path_).ok());
  Paths seen;
  log_.ForEach([&](NodeId output, const DepsLog::Deps& deps) {
    seen.push_back(std::string(overlay_.PathOf(output)) + " " +
                   std::to_string(deps.inputs.size()));
  });
  EXPECT_EQ(seen, (Paths{"x 2", "y 1", "z 0"}));
}

TEST_F(DepsLogTest, RealToolAgreesWithWhatIsWritten) {
  if (!HaveNinja()) GTEST_SKIP() << "no ninja on PATH";
  WriteBytes(dir_ / "a.h", "");
  WriteBytes(dir_ / "bb.h", "");
  WriteBytes(dir_ / "build.ninja",
             "rule cc\n"
             "  command = echo '$out: a.h bb.h' > $out.d && touch $out\n"
             "  depfile = $out.d\n  deps = gcc\n"
             "build x: cc\nbuild y: cc\n");
  ASSERT_EQ(RunNinja(dir_.path()).status, 0);
  const std::string theirs = ReadBytes(path_);

  ASSERT_EQ(log_.Load(path_).value(), "");
  ASSERT_EQ(log_.size(), 2u);
  EXPECT_EQ(InputsOf(log_, "x"), (Paths{"a.h", "bb.h"}));
  std::vector<std::pair<NodeId, int64_t>> made;
  log_.ForEach([&](NodeId output, const DepsLog::Deps& deps) {
    made.emplace_back(output, deps.mtime_ns);
  });

  ASSERT_TRUE(disk_.Remove(path_).ok());
  DepsLog ours(disk_, overlay_);
  ASSERT_EQ(ours.Load(path_).value(), "");
  for (const auto& [output, mtime] : made) {
    ASSERT_TRUE(ours.Record(output, mtime, Nodes({"a.h", "bb.h"})).ok());
  }
  ASSERT_TRUE(ours.Flush().ok());
  EXPECT_EQ(ReadBytes(path_), theirs);
  EXPECT_EQ(RunNinja(dir_.path()).output, "ninja: no work to do.\n");
  ASSERT_TRUE(ours.Recompact().ok());
  EXPECT_EQ(RunNinja(dir_.path()).output, "ninja: no work to do.\n");
}

}  // namespace
}  // namespace xb
