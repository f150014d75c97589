// SPDX-License-Identifier: Apache-2.0
#include "os/file_tree.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "support/temp_dir.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

class FileTreeTest : public ::testing::Test {
 protected:
  void Touch(const std::string& name) { std::ofstream(directory_ / name); }

  TempDir directory_;
};

TEST_F(FileTreeTest, ListsEntriesWithTheirOwnStat) {
  std::ofstream(directory_ / "f") << "four";
  fs::create_symlink("nowhere", directory_ / "link");
  fs::create_directory(directory_ / "d");
  auto entries = ListDirectory(directory_.path()).Take();
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].name, "d");
  EXPECT_TRUE(entries[0].stat.is_directory());
  EXPECT_EQ(entries[1].name, "f");
  EXPECT_EQ(entries[1].stat.size, 4);
  EXPECT_EQ(entries[2].name, "link");
  EXPECT_TRUE(S_ISLNK(entries[2].stat.mode));
}

TEST_F(FileTreeTest, MissingDirectoryIsEmpty) {
  EXPECT_TRUE(ListDirectory(directory_ / "none").value().empty());
  Touch("f");
  EXPECT_TRUE(ListDirectory(directory_ / "f").value().empty());
}

TEST_F(FileTreeTest, ReadsALinkOfAnyLength) {
  const std::string target = "/" + std::string(1000, 't');
  fs::create_symlink(target, directory_ / "link");
  EXPECT_EQ(ReadLink(directory_ / "link").value(), target);
  Touch("f");
  EXPECT_EQ(ReadLink(directory_ / "f").value(), std::nullopt);
  EXPECT_EQ(ReadLink(directory_ / "none").value(), std::nullopt);
}

TEST_F(FileTreeTest, StatLinkDoesNotFollow) {
  Touch("f");
  fs::create_symlink("f", directory_ / "link");
  EXPECT_TRUE(S_ISLNK(StatLink(directory_ / "link").value().mode));
  EXPECT_FALSE(StatLink(directory_ / "none").value().exists());
}

TEST_F(FileTreeTest, SetsTheTimeOfAFile) {
  Touch("f");
  const int64_t time = int64_t{1000000000} * 1000000000 + 123456789;
  ASSERT_TRUE(SetFileMtime(directory_ / "f", time).ok());
  EXPECT_EQ(StatLink(directory_ / "f").value().mtime_ns, time);
  EXPECT_FALSE(SetFileMtime(directory_ / "none", time).ok());
}

TEST_F(FileTreeTest, MakesDirectoriesForTheirOwnerAlone) {
  const mode_t before = umask(0);
  EXPECT_TRUE(MakePrivateDirectories(directory_ / "a/b/c").ok());
  umask(before);
  for (const char* name : {"a", "a/b", "a/b/c"}) {
    EXPECT_EQ(StatLink(directory_ / name).value().mode & 0777, 0700u) << name;
  }
  // Again, and where a file is in the way.
  EXPECT_TRUE(MakePrivateDirectories(directory_ / "a/b/c").ok());
  Touch("f");
  EXPECT_FALSE(MakePrivateDirectories(directory_ / "f").ok());
  EXPECT_FALSE(MakePrivateDirectories(directory_ / "f/below").ok());
}

TEST_F(FileTreeTest, RemovesATreeAndNotWhatALinkNames) {
  fs::create_directories(directory_ / "tree/a/b");
  Touch("tree/a/b/f");
  fs::create_directory(directory_ / "other");
  Touch("other/f");
  fs::create_directory_symlink(directory_ / "other", directory_ / "tree/link");
  ASSERT_TRUE(RemoveTree(directory_ / "tree").ok());
  EXPECT_FALSE(fs::exists(directory_ / "tree"));
  EXPECT_TRUE(fs::exists(directory_ / "other/f"));
  EXPECT_TRUE(RemoveTree(directory_ / "tree").ok());
}

// One who had found the directory in time adds to it while it goes.
TEST_F(FileTreeTest, RemovesWhatIsAddedMeanwhile) {
  for (int round = 0; round < 20; ++round) {
    fs::create_directories(directory_ / "tree/part");
    std::thread late([&] {
      for (int i = 0; i < 50; ++i) Touch("tree/part/" + std::to_string(i));
    });
    const Status removed = RemoveTree(directory_ / "tree");
    late.join();
    ASSERT_TRUE(removed.ok()) << removed.error().message;
    EXPECT_FALSE(fs::exists(directory_ / "tree"));
  }
}

TEST_F(FileTreeTest, RemovesAFileOrALinkAlone) {
  Touch("f");
  fs::create_symlink("f", directory_ / "link");
  ASSERT_TRUE(RemoveTree(directory_ / "link").ok());
  EXPECT_TRUE(fs::exists(directory_ / "f"));
  ASSERT_TRUE(RemoveTree(directory_ / "f").ok());
  EXPECT_FALSE(fs::exists(directory_ / "f"));
}

TEST_F(FileTreeTest, RemovesNoTreeWithoutAnEnd) {
  std::string path = "tree";
  for (int i = 0; i < 70; ++i) path += "/d";
  fs::create_directories(directory_ / path);
  EXPECT_FALSE(RemoveTree(directory_ / "tree").ok());
  EXPECT_TRUE(fs::exists(directory_ / path));
}

TEST_F(FileTreeTest, KnowsTheMask) {
  const mode_t before = umask(027);
  EXPECT_EQ(FileCreationMask(), 027u);
  umask(before);
}

}  // namespace
}  // namespace xb
