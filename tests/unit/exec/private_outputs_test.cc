// SPDX-License-Identifier: Apache-2.0
#include "exec/private_outputs.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "os/file_tree.h"
#include "os/temporary_file.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// Appends to each output, as a command that writes in place.
class Appender final : public Executor {
 public:
  bool CanStart() override { return true; }
  Status Start(Action action) override {
    for (const std::string& output : action.outputs) {
      std::ofstream(output, std::ios::app) << "more";
    }
    return Ok();
  }
  WaitEvent Wait(std::vector<Outcome>*, int64_t) override { return {}; }
  size_t running() const override { return 0; }
  void KillAll(int) override {}
};

class PrivateOutputsTest : public ::testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text, mode_t mode) {
    std::ofstream(path) << text;
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
  }
  static std::string Read(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file),
            std::istreambuf_iterator<char>()};
  }
  static struct stat StatOf(const std::string& path) {
    struct stat info {};
    EXPECT_EQ(lstat(path.c_str(), &info), 0);
    return info;
  }
  void Run(const std::string& output) {
    Action action;
    action.outputs = {output};
    ASSERT_TRUE(executor_.Start(std::move(action)).ok());
  }

  TempDir dir_;
  const std::string store_ = dir_ / "store";
  const std::string output_ = dir_ / "output";
  Appender inner_;
  PrivateOutputs executor_{inner_};
};

TEST_F(PrivateOutputsTest, ALinkIntoAStoreIsTakenApart) {
  Write(store_, "text", 0444);
  ASSERT_EQ(link(store_.c_str(), output_.c_str()), 0);
  const struct stat before = StatOf(output_);
  ASSERT_TRUE(TakeFromHardLinks(output_).ok());
  const struct stat after = StatOf(output_);
  EXPECT_NE(after.st_ino, before.st_ino);
  EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
  EXPECT_EQ(after.st_mode & 0777, 0666 & ~FileCreationMask());
  Run(output_);
  EXPECT_EQ(Read(output_), "textmore");
  EXPECT_EQ(Read(store_), "text");
}

TEST_F(PrivateOutputsTest, ThatHappensBeforeTheCommandStarts) {
  Write(store_, "text", 0444);
  ASSERT_EQ(link(store_.c_str(), output_.c_str()), 0);
  Run(output_);
  EXPECT_EQ(Read(output_), "textmore");
  EXPECT_EQ(Read(store_), "text");
}

TEST_F(PrivateOutputsTest, AllElseIsLeftAlone) {
  // A link that may be written to is of the user's own making.
  Write(store_, "text", 0644);
  ASSERT_EQ(link(store_.c_str(), output_.c_str()), 0);
  Run(output_);
  EXPECT_EQ(Read(store_), "textmore");
  // So is a symbolic link.
  const std::string symbolic = dir_ / "symbolic";
  ASSERT_EQ(symlink(store_.c_str(), symbolic.c_str()), 0);
  ASSERT_TRUE(TakeFromHardLinks(symbolic).ok());
  EXPECT_TRUE(S_ISLNK(StatOf(symbolic).st_mode));
  // What is not there stays away until it is written.
  ASSERT_TRUE(TakeFromHardLinks(dir_ / "none").ok());
  EXPECT_NE(access((dir_ / "none").c_str(), F_OK), 0);
  const std::string single = dir_ / "single";
  Write(single, "text", 0444);
  const ino_t inode = StatOf(single).st_ino;
  ASSERT_TRUE(TakeFromHardLinks(single).ok());
  EXPECT_EQ(StatOf(single).st_ino, inode);
}

}  // namespace
}  // namespace xb
