// SPDX-License-Identifier: Apache-2.0
#include "cache/action_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "os/disk.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

constexpr int64_t kNow = int64_t{1} << 62;

class ActionKeyTest : public ::testing::Test {
 protected:
  ActionKeyTest() {
    Write("bin/g++", "compiler");
    Write("a.cc", "int a;");
    options_.working_directory = dir_.path();
    options_.environment = {{"PATH", dir_ / "bin"}};
  }

  void Write(const std::string& name, const std::string& content) {
    ASSERT_TRUE(disk_.MakeParentDirs(dir_ / name).ok());
    ASSERT_TRUE(disk_.Write(dir_ / name, content).ok());
    std::string path = dir_ / name;
    ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  }

  ActionKeys::Prepared Prepare() {
    FileDigests digests;
    ActionKeys keys(digests, options_);
    const std::vector<std::string> inputs = {dir_ / "a.cc"};
    const std::vector<std::string> outputs = {"a.o"};
    return keys.Prepare({.command = command_,
                         .inputs = inputs,
                         .outputs = outputs,
                         .depfile = "a.d",
                         .rspfile = rspfile_,
                         .rspfile_content = rspfile_content_},
                        kNow);
  }
  Digest Key() {
    const ActionKeys::Prepared prepared = Prepare();
    EXPECT_EQ(prepared.not_cached_because, "");
    return prepared.keys.empty() ? Digest() : prepared.keys.back().digest;
  }

  TempDir dir_;
  RealDisk disk_;
  ActionKeys::Options options_;
  std::string command_ = "g++ -MD -MF a.d -o a.o -c a.cc";
  std::string rspfile_;
  std::string rspfile_content_;
};

TEST_F(ActionKeyTest, TheSameIsTheSame) { EXPECT_EQ(Key(), Key()); }

TEST_F(ActionKeyTest, EachPartMakesAnotherKey) {
  const Digest before = Key();
  command_ += " -O2";
  const Digest with_option = Key();
  EXPECT_NE(with_option, before);
  Write("a.cc", "int b;");
  const Digest with_input = Key();
  EXPECT_NE(with_input, with_option);
  Write("bin/g++", "another compiler");
  const Digest with_tool = Key();
  EXPECT_NE(with_tool, with_input);
  options_.environment.emplace_back("CPATH", "/x");
  const Digest with_variable = Key();
  EXPECT_NE(with_variable, with_tool);
  rspfile_ = "a.rsp";
  rspfile_content_ = "-DX";
  EXPECT_NE(Key(), with_variable);
}

TEST_F(ActionKeyTest, VariablesWithoutEffectAreNoPart) {
  const Digest before = Key();
  options_.environment.emplace_back("EDITOR", "vi");
  EXPECT_EQ(Key(), before);
  options_.more_variables = {"EDITOR"};
  EXPECT_NE(Key(), before);
}

TEST_F(ActionKeyTest, OneToolByTwoNamesOfItsDirectoryIsTheSame) {
  const Digest by_name = Key();
  command_ = (dir_ / "bin/") + command_;
  EXPECT_EQ(Key(), by_name);
}

TEST_F(ActionKeyTest, TheDirectoryCountsWhereTheOutputNamesIt) {
  const Digest plain = Key();
  options_.working_directory = "/elsewhere";
  EXPECT_EQ(Key(), plain);
  command_ += " -g";
  const Digest elsewhere = Key();
  options_.working_directory = "/again/elsewhere";
  EXPECT_NE(Key(), elsewhere);
}

TEST_F(ActionKeyTest, BaseDirectoryMakesAMovableKeyBesides) {
  command_ += " -I" + dir_.path();
  EXPECT_EQ(Prepare().keys.size(), 1u);
  options_.base_dirs = {dir_.path()};
  const auto keys = Prepare().keys;
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_TRUE(keys[0].is_movable);
  EXPECT_FALSE(keys[1].is_movable);
  // Packed text cannot be looked into.
  command_ += " -flto";
  EXPECT_EQ(Prepare().keys.size(), 1u);
}

TEST_F(ActionKeyTest, ObjectionsAreReasons) {
  Write("a.cc", "__DATE__");
  EXPECT_EQ(Prepare().not_cached_because,
            "`" + (dir_ / "a.cc") + "` holds `__DATE__`");
  options_.allowed.clock_macros = true;
  EXPECT_EQ(Prepare().not_cached_because, "");
  options_.environment.emplace_back("DEPENDENCIES_OUTPUT", "x");
  EXPECT_EQ(Prepare().not_cached_because, "`DEPENDENCIES_OUTPUT` is set");
}

TEST_F(ActionKeyTest, UnknownToolIsAReason) {
  command_ = "g++-99" + command_.substr(3);
  EXPECT_EQ(Prepare().not_cached_because, "the program `g++-99` is not found");
}

TEST_F(ActionKeyTest, MissingSystemHeadersAreAReasonUnlessAllowed) {
  command_ += " -MMD";
  EXPECT_NE(Prepare().not_cached_because, "");
  options_.allowed.missing_system_headers = true;
  EXPECT_EQ(Prepare().not_cached_because, "");
}

}  // namespace
}  // namespace xb
