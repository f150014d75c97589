// SPDX-License-Identifier: Apache-2.0
#include "cli/workspace.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "os/system.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

constexpr char kManifest[] =
    "rule cat\n  command = cat $in > $out\n"
    "build out: cat in\n";
constexpr int64_t kSecondNs = 1'000'000'000;

// The real disk, but every file was last changed long ago: of one that was
// changed a moment ago there is no snapshot.
class AgedDisk final : public Disk {
 public:
  Result<int64_t> StatMtime(const std::string& path) override {
    return disk_.StatMtime(path);
  }
  Result<FileStat> Stat(const std::string& path) override {
    Result<FileStat> stat = disk_.Stat(path);
    if (stat.ok() && stat.value().exists()) {
      FileStat aged = stat.value();
      aged.ctime_ns = 1 + aged.ctime_ns % 1000 + age_ns;
      if (is_elsewhere) ++aged.device;
      return aged;
    }
    return stat;
  }
  Result<std::optional<std::string>> Read(const std::string& path) override {
    Result<std::optional<std::string>> text = disk_.Read(path);
    if (after_read) after_read(path);
    return text;
  }
  Status Write(const std::string& path, std::string_view contents) override {
    return disk_.Write(path, contents);
  }
  Status WriteAtomic(const std::string& path,
                     std::string_view contents) override {
    return disk_.WriteAtomic(path, contents);
  }
  Status MakeParentDirs(const std::string& path) override {
    return disk_.MakeParentDirs(path);
  }
  Result<bool> Remove(const std::string& path) override {
    return disk_.Remove(path);
  }
  Status Rename(const std::string& from, const std::string& to) override {
    return disk_.Rename(from, to);
  }
  Status Truncate(const std::string& path, int64_t size) override {
    return disk_.Truncate(path, size);
  }

  // Added to the ctime of every file.
  int64_t age_ns = 0;
  // All files are on another file system than the lock.
  bool is_elsewhere = false;
  std::function<void(const std::string&)> after_read;

 private:
  RealDisk disk_;
};

class WorkspaceTest : public testing::Test {
 protected:
  WorkspaceTest() : start_(std::filesystem::current_path()) {
    XB_CHECK(ChangeDirectory(directory_.path()).ok());
    Write("build.ninja", kManifest);
  }
  ~WorkspaceTest() override { std::filesystem::current_path(start_); }

  void Write(const std::string& path, std::string_view text) {
    XB_CHECK(disk_.MakeParentDirs(path).ok());
    XB_CHECK(disk_.Write(path, text).ok());
  }
  std::unique_ptr<Workspace> Load() {
    std::vector<std::string> warnings;
    auto workspace =
        Workspace::Load(disk_, settings_, workers_, LogUse::kLoad, &warnings);
    XB_CHECK(workspace.ok());
    XB_CHECK(workspace.value()->LoadLogs(true, &warnings).ok());
    return workspace.Take();
  }
  void Save() {
    const auto workspace = Load();
    ASSERT_TRUE(workspace->WantsSnapshot(0));
    workspace->WriteSnapshot({});
  }
  std::unique_ptr<Workspace> LoadSnapshot() {
    return Workspace::LoadSnapshot(disk_, settings_);
  }
  bool HasSnapshot() { return LoadSnapshot() != nullptr; }

  const std::filesystem::path start_;
  TempDir directory_;
  AgedDisk disk_;
  WorkQueue workers_{2};
  Settings settings_;
};

TEST_F(WorkspaceTest, SnapshotIsTheManifest) {
  EXPECT_FALSE(HasSnapshot());
  Write("build.ninja", std::string("builddir = b\n") + kManifest);
  Save();
  const auto workspace = LoadSnapshot();
  ASSERT_NE(workspace, nullptr);
  EXPECT_NE(workspace->snapshot(), nullptr);
  EXPECT_EQ(workspace->build_dir(), "b");
  EXPECT_NE(workspace->graph().FindNode("out"), kNoNode);
  EXPECT_FALSE(workspace->IsStale());
}

TEST_F(WorkspaceTest, ChangedManifestIsReadAgain) {
  Save();
  const auto workspace = LoadSnapshot();
  ASSERT_NE(workspace, nullptr);
  Write("build.ninja", std::string(kManifest) + "build more: cat in\n");
  EXPECT_TRUE(workspace->IsStale());
  EXPECT_FALSE(HasSnapshot());
}

TEST_F(WorkspaceTest, IncludedFilesCount) {
  Write("build.ninja",
        std::string("include a.ninja\n") + kManifest + "subninja b.ninja\n");
  Write("a.ninja", "include c.ninja\n");
  Write("b.ninja", "x = 1\n");
  Write("c.ninja", "y = 1\n");
  for (const char* name : {"build.ninja", "a.ninja", "b.ninja", "c.ninja"}) {
    Save();
    ASSERT_TRUE(HasSnapshot());
    Write(name, disk_.Read(name).value().value() + "#\n");
    EXPECT_FALSE(HasSnapshot()) << name;
  }
  Save();
  std::filesystem::remove("c.ninja");
  EXPECT_FALSE(HasSnapshot());
}

// Of a file that was in a directory of another name nothing tells that it is
// new here.
TEST_F(WorkspaceTest, DirectoryReplacedWhileTheManifestIsReadCounts) {
  Write("build.ninja", "include now/a.ninja\n");
  Write("now/a.ninja", "x = 1\n");
  Write("next/a.ninja", "x = 2\n");
  disk_.after_read = [](const std::string& path) {
    if (path != "now/a.ninja") return;
    std::filesystem::rename("now", "before");
    std::filesystem::rename("next", "now");
  };
  Save();
  EXPECT_FALSE(HasSnapshot());
}

TEST_F(WorkspaceTest, OptionsThatChangeTheMeaningCount) {
  Save();
  const auto has_with = [&](const std::function<void(Settings&)>& change) {
    const Settings plain = settings_;
    change(settings_);
    const bool has = HasSnapshot();
    settings_ = plain;
    return has;
  };
  EXPECT_TRUE(has_with([](Settings& s) { s.jobs.Set(7, Origin::kFlag); }));
  EXPECT_FALSE(
      has_with([](Settings& s) { s.build_dir.Set("other", Origin::kFlag); }));
  EXPECT_FALSE(has_with(
      [](Settings& s) { s.phony_cycle.Set(Reaction::kError, Origin::kFlag); }));
  EXPECT_FALSE(has_with(
      [](Settings& s) { s.manifest.Set("./build.ninja", Origin::kFlag); }));
}

TEST_F(WorkspaceTest, EachProfileHasASnapshotOfItsOwn) {
  const std::string body =
      "profile a\nprofile b\nbuilddir = o/$profile\n" + std::string(kManifest);
  Write("build.ninja", "xb_required_version = 1.0\n" + body);
  Save();
  EXPECT_EQ(LoadSnapshot()->build_dir(), "o");
  const Settings plain = settings_;
  const std::function<void(Settings&)> changes[] = {
      [](Settings& s) { s.profiles.Set({"a"}, Origin::kFlag); },
      [](Settings& s) { s.profiles.Set({"b"}, Origin::kFlag); },
      [](Settings& s) { s.profiles.Set({"b"}, Origin::kEnvironment); },
      [](Settings& s) {
        s.profiles.Set({"a", "b"}, Origin::kFlag);
      },
      [](Settings& s) {
        s.variables = {{"builddir", "a", ""}};
      },
      [](Settings& s) {
        s.variables = {{"builddir", "", "a"}};
      },
      [](Settings& s) {
        s.variables = {{"builddir", {}, "a"}};
      },
  };
  for (const auto& change : changes) {
    settings_ = plain;
    change(settings_);
    EXPECT_FALSE(HasSnapshot());
    Save();
    EXPECT_TRUE(HasSnapshot());
  }
  // To Ninja it is an error, which a snapshot must not hide.
  settings_ = plain;
  EXPECT_TRUE(HasSnapshot());
  settings_.personality = Personality::kNinja;
  EXPECT_FALSE(HasSnapshot());
}

TEST_F(WorkspaceTest, OtherManifestHasASnapshotOfItsOwn) {
  Write("other.ninja", kManifest);
  Save();
  settings_.manifest.Set("other.ninja", Origin::kFlag);
  EXPECT_FALSE(HasSnapshot());
  Save();
  EXPECT_TRUE(HasSnapshot());
  settings_.manifest.value = "build.ninja";
  EXPECT_TRUE(HasSnapshot());
}

// A snapshot would swallow them.
TEST_F(WorkspaceTest, ManifestWithWarningsHasNone) {
  Write("build.ninja", std::string(kManifest) + "build self: phony self\n");
  EXPECT_FALSE(Load()->WantsSnapshot(0));
}

// It may have been changed again, unseen, while it was read.  So it is with a
// file from times to come.
TEST_F(WorkspaceTest, ManifestThatIsTooYoungHasNone) {
  RealDisk real;
  constexpr int64_t kHourNs = 3600 * kSecondNs;
  disk_.age_ns = real.Stat("build.ninja").value().mtime_ns + kHourNs;
  EXPECT_FALSE(Load()->WantsSnapshot(0));
  disk_.age_ns -= 2 * kHourNs;
  EXPECT_TRUE(Load()->WantsSnapshot(0));
}

// Its times may be whole seconds, in steps of two.
TEST_F(WorkspaceTest, ManifestOfAnotherFileSystemIsTooYoungForLonger) {
  RealDisk real;
  disk_.is_elsewhere = true;
  disk_.age_ns = real.Stat("build.ninja").value().mtime_ns - kSecondNs;
  EXPECT_FALSE(Load()->WantsSnapshot(0));
  disk_.age_ns -= 2 * kSecondNs;
  EXPECT_TRUE(Load()->WantsSnapshot(0));
}

TEST_F(WorkspaceTest, DryRunsAndToolsLeaveNothingBehind) {
  settings_.dry_run.Set(true, Origin::kFlag);
  EXPECT_FALSE(Load()->WantsSnapshot(0));
  settings_.dry_run.value = false;
  settings_.tool.Set("query", Origin::kFlag);
  EXPECT_FALSE(Load()->WantsSnapshot(0));
  EXPECT_FALSE(std::filesystem::exists(".xb"));
}

TEST_F(WorkspaceTest, SnapshotIsWrittenAnewWhenItHasFallenBehind) {
  Save();
  std::vector<std::string> warnings;
  const auto workspace = LoadSnapshot();
  ASSERT_TRUE(workspace->LoadLogs(true, &warnings).ok());
  EXPECT_FALSE(workspace->WantsSnapshot(0));
  EXPECT_FALSE(workspace->WantsSnapshot(200));
  EXPECT_TRUE(workspace->WantsSnapshot(201));

  for (int i = 0; i < 201; ++i) {
    workspace->log().Record(workspace->overlay().Find("out"), {.mtime_ns = i});
  }
  ASSERT_TRUE(workspace->log().Flush().ok());
  EXPECT_TRUE(workspace->WantsSnapshot(0));
}

TEST_F(WorkspaceTest, SnapshotIsWrittenAnewWhenALogIsAnotherOne) {
  {
    const auto workspace = Load();
    workspace->log().Record(workspace->overlay().Find("out"), {.mtime_ns = 1});
    ASSERT_TRUE(workspace->log().Flush().ok());
    workspace->WriteSnapshot({});
  }
  std::filesystem::remove(".ninja_log");
  std::vector<std::string> warnings;
  const auto workspace = LoadSnapshot();
  ASSERT_NE(workspace, nullptr);
  ASSERT_TRUE(workspace->LoadLogs(true, &warnings).ok());
  EXPECT_EQ(workspace->log().FindPath("out"), nullptr);
  EXPECT_TRUE(workspace->WantsSnapshot(0));
}

TEST_F(WorkspaceTest, WhatALogHasGainedSinceIsThere) {
  Save();
  Write(".ninja_log", "# ninja log v5\n1\t2\t3\tout\tabc\n");
  std::vector<std::string> warnings;
  const auto workspace = LoadSnapshot();
  ASSERT_NE(workspace, nullptr);
  ASSERT_TRUE(workspace->LoadLogs(true, &warnings).ok());
  ASSERT_NE(workspace->log().FindPath("out"), nullptr);
  EXPECT_EQ(workspace->log().FindPath("out")->mtime_ns, 3);
  EXPECT_EQ(workspace->log().version(), 5);
}

}  // namespace
}  // namespace xb
