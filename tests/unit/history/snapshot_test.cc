// SPDX-License-Identifier: Apache-2.0
#include "history/snapshot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "graph/evaluate.h"
#include "unit/history/snapshot_support.h"

namespace xb {
namespace {

std::vector<std::string> PathsOf(const Graph& graph,
                                 std::span<const NodeId> nodes) {
  std::vector<std::string> paths;
  for (const NodeId node : nodes) paths.emplace_back(graph.PathOf(node));
  return paths;
}

// Everything that can be asked about an edge, as text.
std::string Describe(const Graph& graph, EdgeId edge) {
  std::string text(graph.RuleName(graph.edge(edge).rule));
  const std::span<const NodeId> rows[] = {
      graph.ExplicitInputs(edge),  graph.ImplicitInputs(edge),
      graph.OrderOnlyInputs(edge), graph.ExplicitOutputs(edge),
      graph.Outputs(edge),         graph.Validations(edge)};
  for (const std::span<const NodeId> row : rows) {
    text += " |";
    for (const std::string& path : PathsOf(graph, row)) text += " " + path;
  }
  const EdgeRow& row = graph.edge(edge);
  text += " pool " + std::to_string(Index(row.pool));
  text += " flags " + std::to_string(row.flags);
  text += " deps " + std::to_string(static_cast<int>(row.deps));
  if (!graph.is_phony(edge))
    text += " $ " + EvaluateCommand(graph, edge).Take();
  return text;
}

std::vector<std::string> Describe(const Graph& graph) {
  std::vector<std::string> lines;
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    lines.push_back(Describe(graph, EdgeId{e}));
  }
  for (uint32_t n = 0; n < graph.declared_nodes; ++n) {
    const NodeId node{n};
    std::string line(graph.PathOf(node));
    line += " by " + std::to_string(Index(graph.ProducerOf(node))) + " for";
    for (const EdgeId edge : graph.ConsumersOf(node)) {
      line += " " + std::to_string(Index(edge));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> Describe(const LoadedLogs& logs) {
  std::vector<std::string> lines;
  logs.log.ForEach([&](NodeId output, const LogEntry& entry) {
    lines.push_back(std::string(logs.overlay.PathOf(output)) + " " +
                    std::to_string(entry.mtime_ns) + " " +
                    std::to_string(entry.command_hash));
  });
  logs.deps.ForEach([&](NodeId output, const DepsLog::Deps& deps) {
    std::string line(logs.overlay.PathOf(output));
    line += " " + std::to_string(deps.mtime_ns) + ":";
    for (const NodeId input : deps.inputs) {
      line.append(" ").append(logs.overlay.PathOf(input));
    }
    lines.push_back(std::move(line));
  });
  std::sort(lines.begin(), lines.end());
  return lines;
}

// The logs as the snapshot and the files tell them; by `Resume()` or not at
// all.
struct Resumed {
  explicit Resumed(SnapshotSample& sample)
      : snapshot(sample.Open()),
        graph(snapshot->TakeGraph()),
        logs(sample.disk, graph) {
    log_ok = logs.log.Resume(sample.log_path(), snapshot->log()).value();
    deps_ok = logs.deps.Resume(sample.deps_path(), snapshot->deps()).value();
  }

  std::unique_ptr<Snapshot> snapshot;
  Graph graph;
  LoadedLogs logs;
  bool log_ok = false;
  bool deps_ok = false;
};

// What a program without a snapshot reads from the files.
std::vector<std::string> LoadAndDescribe(SnapshotSample& sample) {
  LoadedLogs loaded(sample.disk, sample.graph);
  EXPECT_TRUE(loaded.log.Load(sample.log_path()).ok());
  EXPECT_TRUE(loaded.deps.Load(sample.deps_path()).ok());
  return Describe(loaded);
}

class SnapshotTest : public testing::Test {
 protected:
  SnapshotTest() { sample_.Write(); }
  bool Opens() { return sample_.Open() != nullptr; }
  // In the file as it is.
  void Put(size_t offset, char byte) {
    std::fstream file(sample_.path(),
                      std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset)).put(byte);
    XB_CHECK(file.flush().good());
  }

  SnapshotSample sample_;
};

TEST_F(SnapshotTest, GraphIsTheOneThatWasWritten) {
  const auto snapshot = sample_.Open();
  ASSERT_NE(snapshot, nullptr);
  const Graph graph = snapshot->TakeGraph();

  EXPECT_EQ(Describe(graph), Describe(sample_.graph));
  EXPECT_EQ(PathsOf(graph, graph.defaults.view()),
            std::vector<std::string>{"all"});
  EXPECT_EQ(Index(graph.root_scope), Index(sample_.graph.root_scope));
  EXPECT_EQ(snapshot->build_dir(), "out");
  EXPECT_EQ(snapshot->facts().key, SnapshotSample::kKey);
  EXPECT_TRUE(std::ranges::equal(snapshot->command_hashes(), sample_.hashes));
}

TEST_F(SnapshotTest, EveryNodeIsFoundUnderTheIdThatItHad) {
  const auto snapshot = sample_.Open();
  const Graph graph = snapshot->TakeGraph();

  ASSERT_EQ(graph.node_count(), sample_.logs.overlay.node_count());
  EXPECT_GT(graph.node_count(), graph.declared_nodes);
  for (uint32_t i = 0; i < graph.node_count(); ++i) {
    const std::string_view path = sample_.logs.overlay.PathOf(NodeId{i});
    EXPECT_EQ(graph.FindNode(path), NodeId{i}) << path;
    EXPECT_EQ(graph.PathOf(NodeId{i}).data()[path.size()], '\0') << path;
  }
  EXPECT_EQ(graph.FindNode("nowhere"), kNoNode);
}

TEST_F(SnapshotTest, LogsGoOnFromWhereTheyWere) {
  const Resumed resumed(sample_);

  EXPECT_TRUE(resumed.log_ok && resumed.deps_ok);
  EXPECT_EQ(Describe(resumed.logs), LoadAndDescribe(sample_));
}

TEST_F(SnapshotTest, WhatWasAppendedSinceCounts) {
  sample_.Record("obj/a.o", 20, 0xdef);
  sample_.Record("new.o", 21, 0xdef);
  sample_.RecordDeps("obj/b.o", 20, {"new.h"});
  sample_.Flush();
  const Resumed resumed(sample_);

  EXPECT_TRUE(resumed.log_ok && resumed.deps_ok);
  EXPECT_EQ(Describe(resumed.logs), LoadAndDescribe(sample_));
}

TEST_F(SnapshotTest, CanBeWrittenAgainFromWhatWasMapped) {
  sample_.RecordDeps("obj/b.o", 20, {"new.h", "src/b.c"});
  sample_.RecordDeps("new.o", 21, {"newer.h"});
  sample_.Record("new.o", 21, 0xdef);
  sample_.Flush();
  const std::vector<std::string> graph = Describe(sample_.graph);
  {
    Resumed resumed(sample_);
    ASSERT_TRUE(resumed.log_ok && resumed.deps_ok);
    ASSERT_TRUE(Snapshot::Write(sample_.disk, sample_.path(),
                                {.facts = resumed.snapshot->facts(),
                                 .build_dir = "out",
                                 .overlay = resumed.logs.overlay,
                                 .log = resumed.logs.log,
                                 .deps = resumed.logs.deps,
                                 .command_hashes = {}})
                    .ok());
  }
  const Resumed again(sample_);

  ASSERT_TRUE(again.log_ok && again.deps_ok);
  EXPECT_EQ(Describe(again.graph), graph);
  EXPECT_EQ(Describe(again.logs), LoadAndDescribe(sample_));
  EXPECT_TRUE(again.snapshot->command_hashes().empty());
}

TEST_F(SnapshotTest, ContentsAreContinued) {
  // Of the run that made the output: its inputs.
  const auto inputs_of = [](const LoadedLogs& logs, std::string_view output) {
    std::string text;
    const auto run = logs.content.Find(logs.overlay.Find(output));
    if (!run) return text;
    for (const VersionId input : run->inputs) {
      const ContentLog::Version& version = logs.content.version(input);
      const std::string path(logs.overlay.PathOf(version.node));
      EXPECT_EQ(version.digest, Xxh3Wide(path));
      text += path + " ";
    }
    return text;
  };
  sample_.Write();
  sample_.RecordContent("obj/b.o", 20, {"src/b.c", "new.h"});
  sample_.Flush();
  Resumed resumed(sample_);
  ContentLog& content = resumed.logs.content;
  const auto saved = resumed.snapshot->content();
  const Result<bool> continued = content.Resume(sample_.content_path(), saved);

  ASSERT_TRUE(continued.ok() && continued.value());
  EXPECT_EQ(content.fact_count(), 3u);
  EXPECT_EQ(inputs_of(resumed.logs, "obj/a.o"), "src/a.c src/a.h ");
  EXPECT_EQ(inputs_of(resumed.logs, "obj/b.o"), "src/b.c new.h ");
  const auto* seen = content.FindSeen(resumed.logs.overlay.Find("src/a.c"));
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->stamp, (FileStamp{10, 10, 4, 5}));
}

TEST_F(SnapshotTest, WithoutContentsThereAreNone) {
  sample_.logs.content.See(sample_.logs.overlay.Intern("src/a.c"), {1, 2, 3, 4},
                           VersionId{0});
  // Pending facts are in no file yet.
  sample_.Write();
  const Resumed resumed(sample_);
  EXPECT_TRUE(resumed.snapshot->content().nodes.empty());
}

TEST_F(SnapshotTest, HalfALineOfALogIsReadWhenItIsWhole) {
  AppendBytes(sample_.log_path(), "1\t2\t30\tobj/a.o");
  {
    const Resumed resumed(sample_);
    EXPECT_TRUE(resumed.log_ok);
    EXPECT_EQ(Describe(resumed.logs), LoadAndDescribe(sample_));
  }
  AppendBytes(sample_.log_path(), "\tabc\n");
  const Resumed resumed(sample_);
  EXPECT_TRUE(resumed.log_ok);
  EXPECT_EQ(resumed.logs.log.FindPath("obj/a.o")->mtime_ns, 30);
}

TEST_F(SnapshotTest, LogsThatWereDeletedAreNotBelieved) {
  std::filesystem::remove(sample_.log_path());
  std::filesystem::remove(sample_.deps_path());
  const Resumed resumed(sample_);

  EXPECT_FALSE(resumed.log_ok);
  EXPECT_FALSE(resumed.deps_ok);
}

TEST_F(SnapshotTest, LogsThatWereReplacedAreNotBelieved) {
  for (const std::string& path : {sample_.log_path(), sample_.deps_path()}) {
    // Beside the old one for a moment, so it is another inode.
    WriteBytes(path + ".new", ReadBytes(path));
    std::filesystem::rename(path + ".new", path);
  }
  const Resumed resumed(sample_);

  EXPECT_FALSE(resumed.log_ok);
  EXPECT_FALSE(resumed.deps_ok);
}

TEST_F(SnapshotTest, LogsThatWereCutAreNotBelieved) {
  for (const std::string& path : {sample_.log_path(), sample_.deps_path()}) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  }
  const Resumed resumed(sample_);

  EXPECT_FALSE(resumed.log_ok);
  EXPECT_FALSE(resumed.deps_ok);
}

TEST_F(SnapshotTest, LogsThatWereRewrittenInPlaceAreNotBelieved) {
  for (const std::string& path : {sample_.log_path(), sample_.deps_path()}) {
    std::string bytes = ReadBytes(path);
    bytes[bytes.size() - 2] ^= 1;
    WriteBytes(path, bytes + bytes);
  }
  const Resumed resumed(sample_);

  EXPECT_FALSE(resumed.log_ok);
  EXPECT_FALSE(resumed.deps_ok);
}

TEST_F(SnapshotTest, DamageAppendedToTheDepsLogMeansReadingItWhole) {
  AppendBytes(sample_.deps_path(), std::string(12, '\xff'));
  const Resumed resumed(sample_);

  EXPECT_FALSE(resumed.deps_ok);
}

// Nothing tells the file that a log has just put in place from a missing one:
// it is not open.  Deleted afterwards, the log would seem never to have been
// there, and all its records still to hold.
TEST_F(SnapshotTest, IsNotWrittenWithALogThatWasJustRewritten) {
  std::filesystem::remove(sample_.path());
  ASSERT_TRUE(sample_.logs.log.Recompact().ok());
  sample_.Write();
  EXPECT_FALSE(FileExists(sample_.path()));

  ASSERT_TRUE(sample_.logs.log.Load(sample_.log_path()).ok());
  ASSERT_TRUE(sample_.logs.deps.Recompact().ok());
  sample_.Write();
  EXPECT_FALSE(FileExists(sample_.path()));

  ASSERT_TRUE(sample_.logs.deps.Load(sample_.deps_path()).ok());
  sample_.Write();
  EXPECT_TRUE(Opens());
}

TEST_F(SnapshotTest, IsNotWrittenWhileALogHasNotBeen) {
  std::filesystem::remove(sample_.path());
  sample_.Record("obj/a.o", 40, 1);
  sample_.Write();

  EXPECT_FALSE(FileExists(sample_.path()));
}

// Its first line tells the version, which decides how commands are hashed.
TEST_F(SnapshotTest, LogThatBeganAfterTheSnapshotIsReadWhole) {
  std::filesystem::remove(sample_.log_path());
  WriteBytes(sample_.log_path(), "");
  ASSERT_TRUE(sample_.logs.log.Load(sample_.log_path()).ok());
  sample_.Write();
  AppendBytes(sample_.log_path(), "# ninja log v5\n1\t2\t3\tobj/a.o\tabc\n");
  const Resumed resumed(sample_);

  EXPECT_FALSE(resumed.log_ok);
}

TEST_F(SnapshotTest, WithoutLogsThereIsStillAGraph) {
  std::filesystem::remove(sample_.log_path());
  std::filesystem::remove(sample_.deps_path());
  ASSERT_TRUE(sample_.logs.log.Load(sample_.log_path()).ok());
  ASSERT_TRUE(sample_.logs.deps.Load(sample_.deps_path()).ok());
  sample_.Write();
  {
    const Resumed resumed(sample_);
    EXPECT_TRUE(resumed.log_ok && resumed.deps_ok);
    EXPECT_TRUE(Describe(resumed.logs).empty());
  }
  WriteBytes(sample_.log_path(), "# ninja log v5\n1\t2\t3\tobj/a.o\tabc\n");
  const Resumed resumed(sample_);
  EXPECT_FALSE(resumed.log_ok);
}

TEST_F(SnapshotTest, OrderHasProducersFirst) {
  const auto snapshot = sample_.Open();
  const Graph graph = snapshot->TakeGraph();
  const auto edges = snapshot->order().edges;
  const auto place = [&](EdgeId edge) {
    return std::find(edges.begin(), edges.end(), edge) - edges.begin();
  };

  // All but the generator, which no default target needs.
  EXPECT_EQ(edges.size(), graph.edge_count() - 1);
  for (const EdgeId edge : edges) {
    for (const NodeId input : graph.AllInputs(edge)) {
      const EdgeId producer = graph.ProducerOf(input);
      if (producer == kNoEdge) continue;
      EXPECT_LT(place(producer), place(edge)) << Describe(graph, edge);
    }
  }
}

TEST_F(SnapshotTest, MissingFileIsNoSnapshot) {
  std::filesystem::remove(sample_.path());
  EXPECT_FALSE(Opens());
}

TEST_F(SnapshotTest, OtherKeyIsNoSnapshot) {
  EXPECT_EQ(sample_.Open("key of"), nullptr);
  EXPECT_EQ(sample_.Open("key of the test\n!"), nullptr);
  EXPECT_EQ(sample_.Open(""), nullptr);
}

TEST_F(SnapshotTest, EveryFlippedByteOfTheHeadIsNoticed) {
  const std::string good = ReadBytes(sample_.path());
  for (size_t i = 0; i < SnapshotForger::kHeadSize; ++i) {
    Put(i, static_cast<char>(good[i] ^ (1 << (i % 8))));
    ASSERT_FALSE(Opens()) << "byte " << i;
    Put(i, good[i]);
  }
  EXPECT_TRUE(Opens());
}

TEST_F(SnapshotTest, FlippedBytesOfSectionsAreNoticed) {
  const std::string good = ReadBytes(sample_.path());
  // The offsets of bytes that mean something: what fills up to the next
  // multiple of 64 does not.
  std::vector<size_t> offsets;
  const SnapshotForger forger(good);
  for (const SectionRow& row : forger.sections) {
    for (size_t i = 0; i < row.size; ++i) offsets.push_back(row.offset + i);
  }
  std::mt19937 random(1);
  for (int i = 0; i < 10000; ++i) {
    const size_t at = offsets[random() % offsets.size()];
    Put(at, static_cast<char>(good[at] ^ (1 << (random() % 8))));
    ASSERT_FALSE(Opens()) << "byte " << at;
    Put(at, good[at]);
  }
  EXPECT_TRUE(Opens());
}

TEST_F(SnapshotTest, CutFileIsNoSnapshot) {
  const std::string good = ReadBytes(sample_.path());
  for (size_t size = 0; size < good.size(); size += 1 + size / 40) {
    WriteBytes(sample_.path(), good.substr(0, size));
    ASSERT_FALSE(Opens()) << size << " bytes";
  }
  WriteBytes(sample_.path(), good.substr(0, good.size() - 1));
  EXPECT_FALSE(Opens());
  WriteBytes(sample_.path(), good + '\0');
  EXPECT_FALSE(Opens());
}

// What was true of the manifest when it was read, and is not any more.
TEST_F(SnapshotTest, ChangedManifestIsNoSnapshot) {
  const Facts facts = sample_.MakeFacts();
  const auto opens_with = [&](const std::function<void(FileStat&)>& change) {
    Facts other = facts;
    change(other.files[0].stat);
    sample_.WriteWith(other);
    return Opens();
  };
  EXPECT_TRUE(opens_with([](FileStat&) {}));
  EXPECT_FALSE(opens_with([](FileStat& stat) { ++stat.mtime_ns; }));
  EXPECT_FALSE(opens_with([](FileStat& stat) { --stat.mtime_ns; }));
  // Same size and mtime, written anew.
  EXPECT_FALSE(opens_with([](FileStat& stat) { --stat.ctime_ns; }));
  EXPECT_FALSE(opens_with([](FileStat& stat) { ++stat.size; }));
  EXPECT_FALSE(opens_with([](FileStat& stat) { ++stat.inode; }));
  EXPECT_FALSE(opens_with([](FileStat& stat) { ++stat.device; }));
  // Another owner's permissions are no other contents.
  EXPECT_TRUE(opens_with([](FileStat& stat) { stat.mode ^= 0200; }));
}

TEST_F(SnapshotTest, EveryFileOfTheManifestCounts) {
  WriteBytes(sample_.directory / "included", "x = 1\n");
  Facts facts = sample_.MakeFacts();
  const std::string included = sample_.directory / "included";
  facts.files.push_back({included, sample_.disk.Stat(included).value()});
  sample_.WriteWith(facts);
  EXPECT_TRUE(Opens());

  std::filesystem::remove(included);
  EXPECT_FALSE(Opens());
}

TEST_F(SnapshotTest, ReplacedManifestIsNoSnapshot) {
  const auto mtime = std::filesystem::last_write_time(sample_.manifest_path());
  const std::string text = ReadBytes(sample_.manifest_path());
  WriteBytes(sample_.directory / "other", text);
  std::filesystem::last_write_time(sample_.directory / "other", mtime);
  std::filesystem::rename(sample_.directory / "other", sample_.manifest_path());

  EXPECT_FALSE(Opens());
}

}  // namespace
}  // namespace xb
