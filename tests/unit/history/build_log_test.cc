// SPDX-License-Identifier: Apache-2.0
#include "history/build_log.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/hash.h"
#include "support/fake_disk.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {
namespace {

constexpr char kSample[] =
    "# ninja log v5\n"
    "1\t3\t1795170442165326171\tx\te0276ed56d8eba33\n"
    "3\t7\t1795170442171856037\tsub/y\t8df6711b5ae9bc78\n"
    "0\t2\t1795170442269326174\tx\t1f\n";

class BuildLogTest : public testing::Test {
 protected:
  NodeId Node(std::string_view path) { return overlay_.Intern(path); }

  // The lines below the header.
  std::string Lines() {
    const std::string bytes = ReadBytes(path_);
    return bytes.substr(bytes.find('\n') + 1);
  }

  TempDir dir_;
  RealDisk disk_;
  Graph graph_ = MakeGraph({"x", "sub/y"});
  Overlay overlay_{graph_};
  std::string path_ = dir_ / ".ninja_log";
  BuildLog log_{disk_, overlay_};
};

TEST_F(BuildLogTest, LastRecordOfAnOutputWins) {
  WriteBytes(path_, kSample);

  ASSERT_EQ(log_.Load(path_).value(), "");

  EXPECT_EQ(log_.size(), 2u);
  const LogEntry expected{0, 2, 1795170442269326174, 0x1f};
  EXPECT_EQ(*log_.Find(Node("x")), expected);
  EXPECT_EQ(log_.FindPath("sub/y")->command_hash, 0x8df6711b5ae9bc78u);
  EXPECT_EQ(log_.FindPath("z"), nullptr);
  EXPECT_EQ(log_.version(), 5);
}

TEST_F(BuildLogTest, PathsOutsideTheGraphAreKept) {
  WriteBytes(path_, "# ninja log v6\n1\t2\t3\told\tff\n");

  ASSERT_TRUE(log_.Load(path_).ok());

  ASSERT_NE(log_.FindPath("old"), nullptr);
  EXPECT_EQ(log_.FindPath("old")->mtime_ns, 3);
}

TEST_F(BuildLogTest, MissingFileIsAnEmptyLogAndNotCreated) {
  ASSERT_EQ(log_.Load(path_).value(), "");
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(log_.size(), 0u);
  EXPECT_FALSE(FileExists(path_));
}

TEST_F(BuildLogTest, NewFileHasTheNewestVersion) {
  path_ = dir_ / "made/on/demand/.ninja_log";
  ASSERT_TRUE(log_.Load(path_).ok());
  log_.Record(Node("x"), {1, 20, 300, 0xabcdef});
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(ReadBytes(path_), "# ninja log v7\n1\t20\t300\tx\tabcdef\n");
}

TEST_F(BuildLogTest, NewFileIsBegunInTheVersionAskedFor) {
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(log_.is_new());
  log_.BeginAs(6);
  log_.Record(Node("x"), {.command_hash = log_.HashCommand("cc")});
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_EQ(ReadBytes(path_).substr(0, 15), "# ninja log v6\n");
  EXPECT_FALSE(log_.is_new());
  EXPECT_EQ(log_.Find(Node("x"))->command_hash, Murmur64A("cc"));
}

TEST_F(BuildLogTest, VersionFoundIsKept) {
  for (const char* version : {"5", "6", "7"}) {
    const std::string header = std::string("# ninja log v") + version + "\n";
    WriteBytes(path_, header);
    ASSERT_EQ(log_.Load(path_).value(), "");
    log_.Record(Node("x"), {1, 2, 3, 4});
    ASSERT_TRUE(log_.Flush().ok());
    EXPECT_EQ(ReadBytes(path_), header + "1\t2\t3\tx\t4\n");
    ASSERT_TRUE(log_.Recompact().ok());
    EXPECT_EQ(ReadBytes(path_), header + "1\t2\t3\tx\t4\n");
  }
}

TEST_F(BuildLogTest, HashDependsOnTheVersion) {
  WriteBytes(path_, "# ninja log v5\n");
  ASSERT_TRUE(log_.Load(path_).ok());
  // As the real tool logged this command.
  EXPECT_EQ(log_.HashCommand("cat x > y"), 0x8df6711b5ae9bc78u);
  WriteBytes(path_, "# ninja log v6\n");
  ASSERT_TRUE(log_.Load(path_).ok());
  EXPECT_EQ(log_.HashCommand("cat x > y"), 0x8df6711b5ae9bc78u);
  WriteBytes(path_, "# ninja log v7\n");
  ASSERT_TRUE(log_.Load(path_).ok());
  EXPECT_EQ(log_.HashCommand("cat x > y"), Rapidhash("cat x > y"));
}

TEST_F(BuildLogTest, EitherHashVouchesForACommand) {
  const LogEntry murmur{0, 0, 0, Murmur64A("cat x > y")};
  const LogEntry rapid{0, 0, 0, Rapidhash("cat x > y")};

  EXPECT_TRUE(log_.MadeBy(murmur, "cat x > y"));
  EXPECT_TRUE(log_.MadeBy(rapid, "cat x > y"));
  EXPECT_FALSE(log_.MadeBy(murmur, "cat x > z"));
  EXPECT_FALSE(log_.MadeBy(rapid, "cat x > z"));
}

TEST_F(BuildLogTest, UnknownVersionsStartOver) {
  const std::string too_old = "build log version is too old; starting over";
  const std::string too_new = "build log version is too new; starting over";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"# ninja log v4\n1\t2\t3\tx\t4\n", too_old},
      {"# ninja log v8\n1\t2\t3\tx\t4\n", too_new},
      {"1\t2\t3\tx\t4\n", too_old},
      {"# ninja log v\n", too_old},
      {"# ninja log v99999999999999999999\n", too_old},
      {"# ninja log v5", too_old},
      {std::string("\0\0\0\0", 4), too_old},
  };
  for (const auto& [bytes, warning] : cases) {
    WriteBytes(path_, bytes);
    EXPECT_EQ(log_.Load(path_).value(), warning) << bytes;
    EXPECT_EQ(log_.size(), 0u);
    EXPECT_EQ(log_.version(), 7);
    EXPECT_FALSE(FileExists(path_));
  }
}

TEST_F(BuildLogTest, GarbageLinesAreSkipped) {
  const std::vector<std::string> garbage = {
      "",
      "\t\t\t\t",
      "1\t2\t3\tx",
      "1\t2\tx\t4",
      "1\t2\t3\t\t4",
      "one\t2\t3\tx\t4",
      "1\t99999999999\t3\tx\t4",
      "1\t2\t99999999999999999999\tx\t4",
      "1\t2\t3\tx\t11112222333344445",
      "1\t2\t3\tx\t4 ",
      "1\t2\t3\tx\t",
      "1\t2\t3\tx\ty\t4",
      std::string("1\t2\t3\tx\0z\t4", 11),
      std::string(1 << 20, 'a'),
      std::string(300, '\0'),
  };
  for (const std::string& line : garbage) {
    WriteBytes(path_, "# ninja log v5\n5\t6\t7\tx\t8\n" + line + "\n" +
                          "1\t2\t3\tsub/y\t4\n");
    ASSERT_EQ(log_.Load(path_).value(), "");
    EXPECT_EQ(log_.size(), 2u) << line.substr(0, 80);
    EXPECT_EQ(log_.FindPath("x")->command_hash, 8u) << line.substr(0, 80);
    EXPECT_EQ(log_.FindPath("sub/y")->command_hash, 4u);
  }
}

TEST_F(BuildLogTest, LongPathsAreFine) {
  const std::string path(1 << 20, 'p');
  WriteBytes(path_, "# ninja log v5\n1\t2\t3\t" + path + "\t4\n");

  ASSERT_TRUE(log_.Load(path_).ok());

  EXPECT_NE(log_.FindPath(path), nullptr);
}

TEST_F(BuildLogTest, TruncationAtAnyByteCostsTheTailOnly) {
  const std::string sample = kSample;
  const size_t header = sample.find('\n') + 1;
  for (size_t size = header; size <= sample.size(); ++size) {
    const std::string bytes = sample.substr(0, size);
    const std::string whole = bytes.substr(0, bytes.rfind('\n') + 1);
    WriteBytes(path_, bytes);
    BuildLog log(disk_, overlay_);
    ASSERT_EQ(log.Load(path_).value(), "");
    size_t lines = 0;
    for (const char c : whole) lines += c == '\n' ? 1 : 0;
    EXPECT_EQ(log.size(), std::min<size_t>(lines - 1, 2)) << size;

    log.Record(Node("new"), {1, 2, 3, 4});
    ASSERT_TRUE(log.Flush().ok());

    EXPECT_EQ(ReadBytes(path_), whole + "1\t2\t3\tnew\t4\n") << size;
  }
}

TEST_F(BuildLogTest, TruncatedHeaderStartsOver) {
  const std::string sample = kSample;
  for (size_t size = 1; size < sample.find('\n') + 1; ++size) {
    WriteBytes(path_, sample.substr(0, size));
    BuildLog log(disk_, overlay_);
    EXPECT_NE(log.Load(path_).value(), "");
    log.Record(Node("x"), {1, 2, 3, 4});
    ASSERT_TRUE(log.Flush().ok());
    EXPECT_EQ(ReadBytes(path_), "# ninja log v7\n1\t2\t3\tx\t4\n");
  }
}

TEST_F(BuildLogTest, AnyFlippedBitLeavesALogThatWorks) {
  const std::string sample = kSample;
  for (size_t bit = 0; bit < sample.size() * 8; ++bit) {
    std::string bytes = sample;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    WriteBytes(path_, bytes);
    BuildLog log(disk_, overlay_);
    ASSERT_TRUE(log.Load(path_).ok());
    EXPECT_LE(log.size(), 3u);
    log.Record(Node("new"), {1, 2, 3, 4});
    ASSERT_TRUE(log.Flush().ok());

    BuildLog again(disk_, overlay_);
    ASSERT_EQ(again.Load(path_).value(), "") << bit;
    EXPECT_EQ(again.FindPath("new")->command_hash, 4u) << bit;
  }
}

TEST_F(BuildLogTest, RecordsAreFoundAtOnceAndWrittenByOneFlush) {
  WriteBytes(path_, kSample);
  ASSERT_TRUE(log_.Load(path_).ok());

  log_.Record(Node("x"), {10, 20, 30, 0xa});
  log_.Record(Node("z"), {-1, 20, 30, 0xb});

  EXPECT_EQ(log_.Find(Node("x"))->command_hash, 0xau);
  EXPECT_EQ(ReadBytes(path_), kSample);
  EXPECT_TRUE(log_.has_pending());
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_FALSE(log_.has_pending());
  EXPECT_EQ(ReadBytes(path_),
            std::string(kSample) + "10\t20\t30\tx\ta\n-1\t20\t30\tz\tb\n");
}

TEST_F(BuildLogTest, InvalidatedOutputMatchesNoCommand) {
  WriteBytes(path_, kSample);
  ASSERT_TRUE(log_.Load(path_).ok());

  log_.Invalidate(Node("x"));
  ASSERT_TRUE(log_.Flush().ok());

  BuildLog again(disk_, overlay_);
  ASSERT_TRUE(again.Load(path_).ok());
  EXPECT_EQ(*again.FindPath("x"), LogEntry{});
}

TEST_F(BuildLogTest, LogWithoutAFileRemembersAndDropsOnFlush) {
  log_.Record(Node("x"), {1, 2, 3, 4});

  ASSERT_TRUE(log_.Flush().ok());
  ASSERT_TRUE(log_.Recompact().ok());

  EXPECT_EQ(log_.Find(Node("x"))->command_hash, 4u);
  EXPECT_FALSE(log_.has_pending());
}

TEST_F(BuildLogTest, TwoWritersShareTheFile) {
  WriteBytes(path_, "# ninja log v6\n");
  BuildLog nested(disk_, overlay_);
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(nested.Load(path_).ok());

  log_.Record(Node("x"), {0, 0, 0, 1});
  ASSERT_TRUE(log_.Flush().ok());
  nested.Record(Node("sub/y"), {0, 0, 0, 2});
  ASSERT_TRUE(nested.Flush().ok());
  log_.Record(Node("z"), {0, 0, 0, 3});
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(Lines(), "0\t0\t0\tx\t1\n0\t0\t0\tsub/y\t2\n0\t0\t0\tz\t3\n");
  // What the other one wrote was noticed on the way.
  EXPECT_EQ(nested.FindPath("x")->command_hash, 1u);
  EXPECT_EQ(log_.FindPath("sub/y")->command_hash, 2u);
}

TEST_F(BuildLogTest, HalfALineOfAKilledWriterIsCutOff) {
  ASSERT_TRUE(log_.Load(path_).ok());
  log_.Record(Node("x"), {0, 0, 0, 1});
  ASSERT_TRUE(log_.Flush().ok());

  AppendBytes(path_, "0\t0\t0\tsub/");
  log_.Record(Node("z"), {0, 0, 0, 3});
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(Lines(), "0\t0\t0\tx\t1\n0\t0\t0\tz\t3\n");
}

TEST_F(BuildLogTest, FileReplacedMeanwhileIsWrittenTo) {
  WriteBytes(path_, kSample);
  BuildLog nested(disk_, overlay_);
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(nested.Load(path_).ok());

  // Twice, so that a file system may give the first inode number again.
  ASSERT_TRUE(nested.Recompact().ok());
  ASSERT_TRUE(nested.Restat({}).ok());
  log_.Record(Node("x"), {0, 0, 0, 7});
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(Lines(),
            "0\t2\t0\tx\t1f\n3\t7\t0\tsub/y\t8df6711b5ae9bc78\n"
            "0\t0\t0\tx\t7\n");
  EXPECT_EQ(log_.FindPath("sub/y")->mtime_ns, 0);
}

TEST_F(BuildLogTest, FileRemovedMeanwhileIsCreatedAgain) {
  WriteBytes(path_, kSample);
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(disk_.Remove(path_).ok());

  log_.Record(Node("x"), {0, 0, 0, 7});
  ASSERT_TRUE(log_.Flush().ok());

  EXPECT_EQ(ReadBytes(path_), "# ninja log v5\n0\t0\t0\tx\t7\n");
}

TEST_F(BuildLogTest, RecompactionSeesWhatOthersAppended) {
  WriteBytes(path_, kSample);
  BuildLog nested(disk_, overlay_);
  ASSERT_TRUE(nested.Load(path_).ok());
  ASSERT_TRUE(log_.Load(path_).ok());
  log_.Record(Node("x"), {0, 0, 0, 7});
  ASSERT_TRUE(log_.Flush().ok());

  ASSERT_TRUE(nested.Recompact().ok());

  EXPECT_EQ(Lines(),
            "0\t0\t0\tx\t7\n"
            "3\t7\t1795170442171856037\tsub/y\t8df6711b5ae9bc78\n");
}

TEST_F(BuildLogTest, RewrittenLogIsNotNew) {
  WriteBytes(path_, "# ninja log v5\n");
  ASSERT_TRUE(log_.Load(path_).ok());
  EXPECT_FALSE(log_.is_new());
  log_.Record(Node("x"), {0, 0, 0, 7});
  ASSERT_TRUE(log_.Recompact().ok());
  // Whoever asks now must not begin it in another version.
  EXPECT_FALSE(log_.is_new());
}

TEST_F(BuildLogTest, RecompactionIsDueWhenTwoThirdsAreOverridden) {
  WriteBytes(path_, "# ninja log v7\n");
  ASSERT_TRUE(log_.Load(path_).ok());
  for (int i = 0; i < 100; ++i) log_.Record(Node("x"), {0, i, 0, 1});
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_FALSE(log_.needs_recompaction());
  log_.Record(Node("x"), {0, 100, 0, 1});
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_TRUE(log_.needs_recompaction());

  ASSERT_TRUE(log_.Recompact().ok());

  EXPECT_FALSE(log_.needs_recompaction());
  EXPECT_EQ(Lines(), "0\t100\t0\tx\t1\n");
  EXPECT_EQ(log_.FindPath("x")->end_ms, 100);
}

TEST_F(BuildLogTest, RecompactionDropsWhatNobodyMakesAndIsGone) {
  const std::string there = dir_ / "there";
  WriteBytes(there, "");
  WriteBytes(path_, "# ninja log v7\n0\t0\t0\tx\t1\n0\t0\t0\tgone\t2\n" +
                        ("0\t0\t0\t" + there + "\t3\n"));
  ASSERT_TRUE(log_.Load(path_).ok());

  ASSERT_TRUE(log_.Recompact().ok());

  // The edge makes `x`; it need not exist.
  EXPECT_EQ(Lines(), "0\t0\t0\tx\t1\n0\t0\t0\t" + there + "\t3\n");
  EXPECT_EQ(log_.FindPath("gone"), nullptr);
}

TEST_F(BuildLogTest, RecordsAfterARecompactionAreAppended) {
  WriteBytes(path_, kSample);
  ASSERT_TRUE(log_.Load(path_).ok());
  ASSERT_TRUE(log_.Recompact().ok());

  log_.Record(Node("x"), {0, 0, 0, 7});
  ASSERT_TRUE(log_.Flush().ok());

  BuildLog again(disk_, overlay_);
  ASSERT_TRUE(again.Load(path_).ok());
  EXPECT_EQ(again.FindPath("x")->command_hash, 7u);
  EXPECT_EQ(again.size(), 2u);
}

TEST_F(BuildLogTest, RestatTakesTheMtimesOfTheDisk) {
  const std::string a = dir_ / "a";
  const std::string b = dir_ / "b";
  WriteBytes(a, "");
  WriteBytes(b, "");
  const int64_t mtime = disk_.StatMtime(a).value();
  WriteBytes(path_, "# ninja log v5\n0\t0\t5\t" + a + "\t1\n0\t0\t6\t" + b +
                        "\t2\n0\t0\t7\tgone\t3\n");
  ASSERT_TRUE(log_.Load(path_).ok());

  const std::vector<std::string> only_a = {a};
  ASSERT_TRUE(log_.Restat(only_a).ok());
  EXPECT_EQ(log_.FindPath(a)->mtime_ns, mtime);
  EXPECT_EQ(log_.FindPath(b)->mtime_ns, 6);

  ASSERT_TRUE(log_.Restat({}).ok());
  BuildLog again(disk_, overlay_);
  ASSERT_TRUE(again.Load(path_).ok());
  EXPECT_EQ(again.FindPath(b)->mtime_ns, disk_.StatMtime(b).value());
  EXPECT_EQ(again.FindPath("gone")->mtime_ns, 0);
}

TEST_F(BuildLogTest, NothingIsMadeForAMissingFile) {
  ASSERT_TRUE(log_.Load(path_).ok());

  ASSERT_TRUE(log_.Recompact().ok());
  ASSERT_TRUE(log_.Restat({}).ok());

  EXPECT_FALSE(FileExists(path_));
}

TEST_F(BuildLogTest, UnwritableFileIsAnErrorAndRecordsStayPending) {
  ASSERT_TRUE(log_.Load(path_).ok());
  std::filesystem::create_directory(path_);
  log_.Record(Node("x"), {1, 2, 3, 4});

  EXPECT_FALSE(log_.Flush().ok());

  // As soon as the cause is gone the same records are written.
  std::filesystem::remove(path_);
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_EQ(Lines(), "1\t2\t3\tx\t4\n");
}

TEST_F(BuildLogTest, FullDiskIsAnError) {
  std::filesystem::create_symlink("/dev/full", path_);
  // The device is endless to read; a log of a size of 0 is not read.
  ASSERT_TRUE(log_.Load(path_).ok());
  log_.Record(Node("x"), {1, 2, 3, 4});

  EXPECT_FALSE(log_.Flush().ok());
  EXPECT_TRUE(log_.has_pending());
}

TEST_F(BuildLogTest, WriteThatFailsHalfWayLeavesNothing) {
  // A limit on the size of files is a disk that is full after some bytes.
  class FileSizeLimit {
   public:
    explicit FileSizeLimit(rlim_t bytes) {
      getrlimit(RLIMIT_FSIZE, &before_);
      const rlimit limit{bytes, before_.rlim_max};
      setrlimit(RLIMIT_FSIZE, &limit);
      handler_ = signal(SIGXFSZ, SIG_IGN);
    }
    ~FileSizeLimit() {
      setrlimit(RLIMIT_FSIZE, &before_);
      signal(SIGXFSZ, handler_);
    }

   private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
  };
  WriteBytes(path_, kSample);
  ASSERT_TRUE(log_.Load(path_).ok());
  log_.Record(Node("x"), {0, 0, 0, 7});
  log_.Record(Node("sub/y"), {0, 0, 0, 8});
  {
    const FileSizeLimit limit(std::string_view(kSample).size() + 15);
    EXPECT_FALSE(log_.Flush().ok());
  }
  EXPECT_EQ(ReadBytes(path_), kSample);

  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_EQ(ReadBytes(path_),
            std::string(kSample) + "0\t0\t0\tx\t7\n0\t0\t0\tsub/y\t8\n");
}

TEST_F(BuildLogTest, UnreadableFileIsAnError) {
  FakeDisk disk;
  disk.Create("/nowhere/log", kSample);
  disk.Fail("/nowhere/log", "Input/output error");
  BuildLog log(disk, overlay_);

  EXPECT_FALSE(log.Load("/nowhere/log").ok());
}

TEST_F(BuildLogTest, FailedRecompactionLeavesTheFile) {
  // Only the part of the disk that replaces files fails.
  class NoReplaceDisk final : public Disk {
   public:
    Result<int64_t> StatMtime(const std::string& path) override {
      return real_.StatMtime(path);
    }
    Result<FileStat> Stat(const std::string& path) override {
      return real_.Stat(path);
    }
    Result<std::optional<std::string>> Read(const std::string& path) override {
      return real_.Read(path);
    }
    Status Write(const std::string&, std::string_view) override {
      return MakeError("No space left on device");
    }
    Status WriteAtomic(const std::string&, std::string_view) override {
      return MakeError("No space left on device");
    }
    Status MakeParentDirs(const std::string&) override { return Ok(); }
    Result<bool> Remove(const std::string&) override { return false; }
    Status Rename(const std::string&, const std::string&) override {
      return MakeError("No space left on device");
    }
    Status Truncate(const std::string&, int64_t) override { return Ok(); }

   private:
    RealDisk real_;
  };
  WriteBytes(path_, kSample);
  NoReplaceDisk disk;
  BuildLog log(disk, overlay_);
  ASSERT_TRUE(log.Load(path_).ok());

  EXPECT_FALSE(log.Recompact().ok());

  EXPECT_EQ(ReadBytes(path_), kSample);
  log.Record(Node("x"), {0, 0, 0, 7});
  ASSERT_TRUE(log.Flush().ok());
  EXPECT_EQ(ReadBytes(path_), std::string(kSample) + "0\t0\t0\tx\t7\n");
}

TEST_F(BuildLogTest, RealToolAgreesWithWhatIsWritten) {
  if (!HaveNinja()) GTEST_SKIP() << "no ninja on PATH";
  const std::string command = "cat in > " + std::string(200, 'o');
  const std::string output(200, 'o');
  WriteBytes(dir_ / "in", "text");
  WriteBytes(dir_ / "build.ninja",
             "rule cat\n  command = cat $in > $out\n"
             "build " +
                 output +
                 ": cat in\n"
                 "build z: cat " +
                 output + "\n");
  ASSERT_EQ(RunNinja(dir_.path()).status, 0);

  // What the tool wrote is understood...
  ASSERT_EQ(log_.Load(path_).value(), "");
  ASSERT_EQ(log_.size(), 2u);
  const LogEntry made = *log_.FindPath(output);
  EXPECT_EQ(made.command_hash, log_.HashCommand(command));
  const LogEntry made_z = *log_.FindPath("z");
  const std::string bytes = ReadBytes(path_);

  // ...written as the tool does, and believed by it.
  WriteBytes(path_, bytes.substr(0, bytes.find('\n') + 1));
  ASSERT_EQ(log_.Load(path_).value(), "");
  log_.Record(Node(output), made);
  log_.Record(Node("z"), made_z);
  ASSERT_TRUE(log_.Flush().ok());
  EXPECT_EQ(ReadBytes(path_), bytes);
  EXPECT_EQ(RunNinja(dir_.path()).output, "ninja: no work to do.\n");
  log_.Record(Node("z"), {0, 0, made_z.mtime_ns, log_.HashCommand("other")});
  ASSERT_TRUE(log_.Flush().ok());
  const NinjaRun run = RunNinja(dir_.path(), "-d explain");
  EXPECT_NE(run.output.find("command line changed for z"), std::string::npos)
      << run.output;
}

TEST_F(BuildLogTest, RealToolBuildsAgainWhatWasInvalidated) {
  if (!HaveNinja()) GTEST_SKIP() << "no ninja on PATH";
  WriteBytes(dir_ / "build.ninja",
             "rule touch\n  command = touch $out\nbuild x: touch\n");
  ASSERT_EQ(RunNinja(dir_.path()).status, 0);
  ASSERT_EQ(log_.Load(path_).value(), "");

  log_.Invalidate(Node("x"));
  ASSERT_TRUE(log_.Flush().ok());

  const NinjaRun run = RunNinja(dir_.path(), "-d explain");
  EXPECT_NE(run.output.find("command line changed for x"), std::string::npos)
      << run.output;
}

}  // namespace
}  // namespace xb
