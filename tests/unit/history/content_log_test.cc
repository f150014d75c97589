// SPDX-License-Identifier: Apache-2.0
#include "history/content_log.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "support/fake_disk.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {
namespace {

Hash128 DigestOf(std::string_view text) { return Xxh3Wide(text); }

// One process with the graph and the log.
struct Process {
  explicit Process(Disk& disk, const std::string& path)
      : overlay(graph), log(disk, overlay) {
    EXPECT_TRUE(log.Load(path).ok());
  }

  NodeId Node(std::string_view path) { return overlay.Intern(path); }
  VersionId Version(std::string_view path, std::string_view text) {
    return log.Intern(Node(path), DigestOf(text));
  }
  void See(std::string_view path, std::string_view text, int64_t mtime_ns) {
    log.See(Node(path), Stamp(mtime_ns), Version(path, text));
  }
  static FileStamp Stamp(int64_t mtime_ns) {
    return {mtime_ns, mtime_ns + 1, 7, 99};
  }
  // `output` was made from `inputs`, each with its own name as content.
  void Record(std::string_view output, const std::vector<std::string>& inputs,
              int64_t start_ns) {
    std::vector<VersionId> versions;
    for (const std::string& input : inputs) {
      versions.push_back(Version(input, input));
    }
    const OutputAsLeft left{Node(output), Version(output, "made"), 4, start_ns};
    log.Record(Node(output), {.entry = {1, 2, start_ns, 3},
                              .environment = 5,
                              .outputs = {&left, 1},
                              .inputs = versions});
  }
  // The inputs of the run that made `output`, with their contents; empty when
  // none is known.
  std::string InputsOf(std::string_view output) {
    const auto run = log.Find(overlay.Find(output));
    if (!run) return {};
    std::string text;
    for (const VersionId id : run->inputs) {
      const ContentLog::Version& version = log.version(id);
      const std::string path(overlay.PathOf(version.node));
      EXPECT_EQ(version.digest, DigestOf(path));
      text += path + " ";
    }
    return text;
  }
  // When the file was seen with this content; 0 = never.
  int64_t SeenWith(std::string_view path, std::string_view text) {
    const ContentLog::SeenRow* seen = log.FindSeen(overlay.Find(path));
    if (seen == nullptr ||
        log.version(seen->version).digest != DigestOf(text)) {
      return 0;
    }
    EXPECT_EQ(seen->stamp, Stamp(seen->stamp.mtime_ns));
    return seen->stamp.mtime_ns;
  }

  Graph graph = MakeGraph({"a.o", "b.o"}, {"app"});
  Overlay overlay;
  ContentLog log;
};

class ContentLogTest : public testing::Test {
 protected:
  std::unique_ptr<Process> Open() {
    return std::make_unique<Process>(disk_, path_);
  }
  void Write(std::string_view output, const std::vector<std::string>& inputs,
             int64_t start_ns) {
    const auto process = Open();
    process->Record(output, inputs, start_ns);
    ASSERT_TRUE(process->log.Flush().ok());
  }

  TempDir dir_;
  RealDisk disk_;
  const std::string path_ = dir_ / ".xb/content";
};

TEST_F(ContentLogTest, FactsComeBackAsTheyWere) {
  {
    const auto process = Open();
    process->See("a.c", "old", 10);
    process->See("a.c", "new", 20);
    process->Record("a.o", {"a.c", "a.h"}, 30);
    EXPECT_TRUE(process->log.has_pending());
    ASSERT_TRUE(process->log.Flush().ok());
    EXPECT_FALSE(process->log.has_pending());
  }
  const auto process = Open();
  EXPECT_EQ(process->SeenWith("a.c", "new"), 20);
  EXPECT_EQ(process->SeenWith("a.c", "old"), 0);
  EXPECT_EQ(process->InputsOf("a.o"), "a.c a.h ");
  const ContentLog::Run run = *process->log.Find(process->Node("a.o"));
  EXPECT_EQ(run.entry, (LogEntry{1, 2, 30, 3}));
  EXPECT_EQ(run.environment, 5u);
  ASSERT_EQ(run.outputs.size(), 1u);
  EXPECT_EQ(run.outputs[0],
            (OutputAsLeft{process->Node("a.o"), process->Version("a.o", "made"),
                          4, 30}));
  EXPECT_TRUE(process->log.HasContent(process->Node("a.h")));
  EXPECT_FALSE(process->log.HasContent(process->Node("b.c")));
}

TEST_F(ContentLogTest, AnOutputNeedsNoVersion) {
  {
    const auto process = Open();
    const OutputAsLeft left{process->Node("app"), kNoVersion, 4, 5};
    process->log.Record(process->Node("app"), {.entry = {1, 2, 3, 4},
                                               .environment = 0,
                                               .outputs = {&left, 1},
                                               .inputs = {}});
    ASSERT_TRUE(process->log.Flush().ok());
  }
  const auto process = Open();
  const auto run = process->log.Find(process->Node("app"));
  ASSERT_TRUE(run);
  EXPECT_EQ(run->outputs[0].version, kNoVersion);
}

TEST_F(ContentLogTest, OutputsAndPlaceComeBackWhole) {
  const auto left_in = [](Process& process) {
    return OutputAsLeft{
        process.Node("app"), kNoVersion, OutputAsLeft::kLink, 5, 6, 7};
  };
  {
    const auto process = Open();
    const OutputAsLeft left = left_in(*process);
    process->log.Record(process->Node("app"), {.entry = {1, 2, 3, 4},
                                               .outputs = {&left, 1},
                                               .inputs = {},
                                               .place = 8});
    process->log.Record(process->Node("a.o"),
                        {.entry = {1, 2, 3, 4}, .outputs = {}, .inputs = {}});
    ASSERT_TRUE(process->log.Flush().ok());
  }
  const auto process = Open();
  const auto run = process->log.Find(process->Node("app"));
  ASSERT_TRUE(run);
  EXPECT_TRUE(run->is_settled());
  EXPECT_EQ(run->outputs[0], left_in(*process));
  EXPECT_EQ(run->place, 8u);
  EXPECT_FALSE(process->log.Find(process->Node("a.o"))->is_settled());
}

TEST_F(ContentLogTest, ACopyIsAnotherPlace) {
  Write("a.o", {"a.c"}, 30);
  const uint32_t here = Open()->log.place();
  EXPECT_EQ(Open()->log.place(), here);
  const std::string other = dir_ / "copy/.xb/content";
  ASSERT_TRUE(disk_.MakeParentDirs(other).ok());
  EXPECT_NE(Process(disk_, other).log.place(), here);
}

TEST_F(ContentLogTest, WhatIsNoContentDoesNotCountAsOne) {
  const auto process = Open();
  const NodeId node = process->Node("a.c");
  process->log.Intern(node, DigestOfStamp(Process::Stamp(1)));
  process->log.Intern(node, kUnknownContent);
  EXPECT_FALSE(process->log.HasContent(node));
  process->Version("a.c", "x");
  process->log.Intern(node, DigestOfStamp(Process::Stamp(2)));
  EXPECT_TRUE(process->log.HasContent(node));
}

TEST(StampDigestTest, AnyChangeChangesItAndACopyIsTold) {
  const FileStamp stamp{1, 2, 3, 4};
  const Hash128 digest = DigestOfStamp(stamp);
  EXPECT_TRUE(IsOfStamp(digest));
  EXPECT_FALSE(IsOfContent(digest));
  EXPECT_FALSE(IsOfStamp(Xxh3Wide("text")));
  for (const FileStamp copy : {FileStamp{1, 9, 3, 4}, FileStamp{1, 2, 3, 9}}) {
    EXPECT_NE(DigestOfStamp(copy), digest);
    EXPECT_TRUE(MayBeOfCopies(DigestOfStamp(copy), digest));
  }
  for (const FileStamp other : {FileStamp{9, 2, 3, 4}, FileStamp{1, 2, 9, 4}}) {
    EXPECT_FALSE(MayBeOfCopies(DigestOfStamp(other), digest));
  }
  const Hash128 two[] = {digest, DigestOfStamp({5, 6, 7, 8})};
  const Hash128 copied[] = {DigestOfStamp({1, 9, 3, 9}), two[1]};
  EXPECT_TRUE(IsOfStamp(DigestOfStamps(two)));
  EXPECT_NE(DigestOfStamps(two), DigestOfStamps(copied));
  EXPECT_TRUE(MayBeOfCopies(DigestOfStamps(two), DigestOfStamps(copied)));
}

TEST(EntryOfTest, OnlyARunThatTheBuildLogKnowsHasOne) {
  const Graph graph = MakeGraph({"x", "y"});
  FakeDisk disk;
  Overlay overlay(graph);
  BuildLog log(disk, overlay);
  const EdgeId edge = overlay.ProducerOf(overlay.Find("x"));
  EXPECT_EQ(EntryOf(log, overlay, edge), std::nullopt);
  log.Record(overlay.Find("x"), {});
  EXPECT_EQ(EntryOf(log, overlay, edge), std::nullopt) << "was cut short";
  log.Record(overlay.Find("x"), {1, 2, 3, 4});
  EXPECT_EQ(EntryOf(log, overlay, edge), (LogEntry{1, 2, 3, 4}));
}

TEST_F(ContentLogTest, SameContentIsOneVersion) {
  const auto process = Open();
  const VersionId first = process->Version("a.c", "x");
  EXPECT_NE(process->Version("a.c", "y"), first);
  EXPECT_NE(process->Version("b.c", "x"), first);
  EXPECT_EQ(process->Version("a.c", "x"), first);
}

TEST_F(ContentLogTest, NothingIsCreatedBeforeTheFirstFact) {
  const auto process = Open();
  ASSERT_TRUE(process->log.Flush().ok());
  EXPECT_FALSE(FileExists(path_));
}

TEST_F(ContentLogTest, ALogWithoutAFileRemembersAndDrops) {
  Graph graph = MakeGraph({"a.o"});
  Overlay overlay(graph);
  ContentLog log(disk_, overlay);
  const NodeId node = overlay.Intern("a.c");
  log.See(node, Process::Stamp(1), log.Intern(node, DigestOf("x")));
  EXPECT_TRUE(log.Flush().ok());
  EXPECT_FALSE(log.has_pending());
  EXPECT_NE(log.FindSeen(node), nullptr);
}

TEST_F(ContentLogTest, TwoWritersKeepBothFacts) {
  const auto first = Open();
  const auto second = Open();
  first->Record("a.o", {"a.c"}, 1);
  second->Record("b.o", {"b.c", "a.c"}, 2);
  ASSERT_TRUE(first->log.Flush().ok());
  ASSERT_TRUE(second->log.Flush().ok());
  // It saw what the first one wrote.
  EXPECT_EQ(second->InputsOf("a.o"), "a.c ");
  first->Record("a.o", {"a.c", "c.h"}, 3);
  ASSERT_TRUE(first->log.Flush().ok());

  const auto third = Open();
  EXPECT_EQ(third->InputsOf("a.o"), "a.c c.h ");
  EXPECT_EQ(third->InputsOf("b.o"), "b.c a.c ");
}

TEST_F(ContentLogTest, OwnPendingFactsWinOverThoseOfOthers) {
  const auto first = Open();
  Write("a.o", {"other.c"}, 1);
  first->Record("a.o", {"mine.c"}, 2);
  ASSERT_TRUE(first->log.Flush().ok());
  EXPECT_EQ(first->InputsOf("a.o"), "mine.c ");
  EXPECT_EQ(Open()->InputsOf("a.o"), "mine.c ");
}

TEST_F(ContentLogTest, CutAnywhereItLosesOnlyTheTail) {
  Write("a.o", {"a.c"}, 1);
  const std::string first = ReadBytes(path_);
  Write("b.o", {"b.c"}, 2);
  const std::string both = ReadBytes(path_);
  for (size_t size = 0; size < both.size(); ++size) {
    WriteBytes(path_, both.substr(0, size));
    EXPECT_EQ(Open()->InputsOf("a.o"), size < first.size() ? "" : "a.c ");
    EXPECT_EQ(Open()->InputsOf("b.o"), "");
    // The next writer repairs it.
    Write("b.o", {"c.c"}, 3);
    EXPECT_EQ(Open()->InputsOf("a.o"), size < first.size() ? "" : "a.c ");
    EXPECT_EQ(Open()->InputsOf("b.o"), "c.c ");
  }
}

TEST_F(ContentLogTest, AFlippedBitCostsTheFrameThatItHits) {
  Write("a.o", {"a.c"}, 1);
  const size_t begin = ReadBytes(path_).size();
  Write("b.o", {"b.c"}, 2);
  const std::string good = ReadBytes(path_);
  for (size_t i = begin; i < good.size(); ++i) {
    std::string bytes = good;
    bytes[i] = static_cast<char>(bytes[i] ^ 4);
    WriteBytes(path_, bytes);
    const auto process = Open();
    EXPECT_EQ(process->InputsOf("a.o"), "a.c ");
    EXPECT_EQ(process->InputsOf("b.o"), "") << i;
  }
}

TEST_F(ContentLogTest, AnotherVersionIsStartedOver) {
  Write("a.o", {"a.c"}, 1);
  std::string bytes = ReadBytes(path_);
  ++bytes[12];
  WriteBytes(path_, bytes);
  EXPECT_EQ(Open()->InputsOf("a.o"), "");
  Write("b.o", {"b.c"}, 2);
  EXPECT_EQ(Open()->InputsOf("a.o"), "");
  EXPECT_EQ(Open()->InputsOf("b.o"), "b.c ");
}

TEST_F(ContentLogTest, AFullDiskKeepsAllPending) {
  ASSERT_TRUE(disk_.Write(dir_ / ".xb", "no directory").ok());
  const auto process = Open();
  process->Record("a.o", {"a.c"}, 1);
  EXPECT_FALSE(process->log.Flush().ok());
  EXPECT_TRUE(process->log.has_pending());
  ASSERT_TRUE(disk_.Remove(dir_ / ".xb").ok());
  ASSERT_TRUE(process->log.Flush().ok());
  EXPECT_EQ(Open()->InputsOf("a.o"), "a.c ");
}

TEST_F(ContentLogTest, ManyFactsTakeSeveralFrames) {
  {
    const auto process = Open();
    std::vector<std::string> inputs;
    for (int i = 0; i < 1000; ++i) inputs.push_back(std::to_string(i));
    for (int i = 0; i < 1100; ++i) {
      process->Record("out" + std::to_string(i), inputs, i);
    }
    ASSERT_TRUE(process->log.Flush().ok());
  }
  const auto process = Open();
  std::string all;
  for (int i = 0; i < 1000; ++i) all += std::to_string(i) + " ";
  EXPECT_EQ(process->InputsOf("out0"), all);
  EXPECT_EQ(process->InputsOf("out1099"), all);
}

TEST_F(ContentLogTest, CompactionKeepsWhatTheBuildLogTellsOf) {
  const auto process = Open();
  process->See("a.c", "a.c", 5);
  process->See("gone.c", "gone.c", 6);
  process->Record("a.o", {"a.c", "a.h"}, 1);
  process->Record("b.o", {"b.c"}, 2);
  process->Record("gone.o", {"gone.c"}, 3);
  BuildLog log(disk_, process->overlay);
  log.Record(process->Node("a.o"), {1, 2, 1, 3});
  log.Record(process->Node("b.o"), {1, 2, 77, 3});
  log.Record(process->Node("gone.o"), {1, 2, 3, 3});
  ASSERT_TRUE(process->log.Flush().ok());
  const size_t before = ReadBytes(path_).size();
  ASSERT_TRUE(process->log.Compact(log).ok());
  EXPECT_LT(ReadBytes(path_).size(), before);

  const auto again = Open();
  EXPECT_EQ(again->InputsOf("a.o"), "a.c a.h ");
  EXPECT_EQ(again->SeenWith("a.c", "a.c"), 5);
  // Another program has made it since; nobody makes it any more.
  EXPECT_EQ(again->InputsOf("b.o"), "");
  EXPECT_EQ(again->InputsOf("gone.o"), "");
  EXPECT_EQ(again->SeenWith("gone.c", "gone.c"), 0);
  EXPECT_EQ(ReadBytes(path_).size(), again->log.Save()->mark.size);
}

TEST_F(ContentLogTest, CompactionKeepsWhatOthersMake) {
  const auto process = Open();
  process->log.KeepOthers();
  process->Record("other.o", {"a.c"}, 3);
  process->Record("changed.o", {"a.c"}, 3);
  BuildLog log(disk_, process->overlay);
  log.Record(process->Node("other.o"), {1, 2, 3, 3});
  log.Record(process->Node("changed.o"), {1, 2, 4, 3});
  ASSERT_TRUE(process->log.Flush().ok());
  ASSERT_TRUE(process->log.Compact(log).ok());

  const auto again = Open();
  EXPECT_EQ(again->InputsOf("other.o"), "a.c ");
  EXPECT_EQ(again->InputsOf("changed.o"), "");
}

TEST_F(ContentLogTest, OnlyABloatedFileWantsCompaction) {
  const auto process = Open();
  std::vector<std::string> inputs;
  for (int i = 0; i < 1000; ++i) inputs.push_back(std::to_string(i));
  for (int i = 0; i < 1000; ++i) process->Record("a.o", inputs, i);
  EXPECT_FALSE(process->log.needs_compaction(10));
  ASSERT_TRUE(process->log.Flush().ok());
  EXPECT_TRUE(process->log.needs_compaction(10));
  EXPECT_FALSE(process->log.needs_compaction(100'000));
  BuildLog log(disk_, process->overlay);
  log.Record(process->Node("a.o"), {1, 2, 999, 3});
  ASSERT_TRUE(process->log.Compact(log).ok());
  EXPECT_FALSE(Open()->log.needs_compaction(10));
}

TEST_F(ContentLogTest, ResumesFromWhatWasSaved) {
  Write("a.o", {"a.c"}, 1);
  const auto first = Open();
  const auto saved = first->log.Save();
  ASSERT_TRUE(saved);
  Write("b.o", {"b.c"}, 2);

  Process second(disk_, path_);
  second.overlay.Intern("unrelated");
  ContentLog log(disk_, first->overlay);
  const Result<bool> resumed = log.Resume(path_, *saved);
  ASSERT_TRUE(resumed.ok() && resumed.value());
  EXPECT_EQ(log.fact_count(), 1u);
  EXPECT_TRUE(log.Find(first->Node("a.o")));
  EXPECT_TRUE(log.Find(first->Node("b.o")));
  // Compaction makes another file.
  BuildLog build_log(disk_, first->overlay);
  ASSERT_TRUE(log.Compact(build_log).ok());
  ContentLog late(disk_, first->overlay);
  EXPECT_FALSE(late.Resume(path_, *saved).value());
}

}  // namespace
}  // namespace xb
