// SPDX-License-Identifier: Apache-2.0
#include "cache/tool_identity.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "support/temp_dir.h"

namespace xb {
namespace {

constexpr int64_t kToolsNow = int64_t{1} << 62;

class ToolIdentityTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::string& content) {
    const std::string path = dir_ / name;
    ASSERT_TRUE(disk_.MakeParentDirs(path).ok());
    ASSERT_TRUE(disk_.Write(path, content).ok());
    ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  }
  void Link(const std::string& target, const std::string& name) {
    const std::string path = dir_ / name;
    ASSERT_TRUE(disk_.MakeParentDirs(path).ok());
    ASSERT_EQ(symlink(target.c_str(), path.c_str()), 0);
  }
  std::optional<std::string> Of(const std::string& tool) {
    FileDigests digests;
    return ToolIdentities(digests, (dir_ / "ccache") + ":" + (dir_ / "bin"))
        .Of(tool, kToolsNow);
  }

  TempDir dir_;
  RealDisk disk_;
};

TEST_F(ToolIdentityTest, IsOfTheContentAndTheName) {
  Write("bin/g++", "one");
  // Where it lies it finds its headers.
  Write("other/g++", "one");
  EXPECT_NE(Of("g++"), Of(dir_ / "other/g++"));
  Link("../bin/g++", "links/g++");
  EXPECT_EQ(Of("g++"), Of(dir_ / "links/g++"));
  Write("bin/moc", "one");
  Write("other/moc", "one");
  EXPECT_EQ(Of("moc"), Of(dir_ / "other/moc"));
  Link("g++", "bin/c++");
  EXPECT_NE(Of("c++"), Of("g++"));
  const auto before = Of("g++");
  Write("bin/g++", "two");
  EXPECT_NE(Of("g++"), before);
}

TEST_F(ToolIdentityTest, AScriptIsWhatItRunsAsWell) {
  Write("bin/real", "one");
  Write("bin/inner", "#!/bin/sh\nexec real \"$@\"\n");
  Write("bin/g++", "#!/bin/sh\nexec '" + (dir_ / "bin/inner") + "' \"$@\"\n");
  const auto before = Of("g++");
  EXPECT_TRUE(before);
  EXPECT_EQ(Of("g++"), before);
  Write("bin/real", "two");
  EXPECT_NE(Of("g++"), before);
}

TEST_F(ToolIdentityTest, AScriptThatNamesItselfComesToAnEnd) {
  Write("bin/g++", "#!/bin/sh\ng++ g++\n");
  EXPECT_TRUE(Of("g++"));
}

TEST_F(ToolIdentityTest, AScriptThatComputesWhatItRunsIsUnclear) {
  Write("clear", "#!/bin/sh\nexec g++ ${1+\"$@\"} \"$@\" || exit $?\n");
  Write("unclear", "#!/bin/sh\nexec $CC \"$@\"\n");
  Write("old", "#!/bin/sh\nexec `which g++` \"$@\"\n");
  Write("program", "\x7f$CC");
  EXPECT_FALSE(ToolIdentities::IsUnclearScript(dir_ / "clear"));
  EXPECT_TRUE(ToolIdentities::IsUnclearScript(dir_ / "unclear"));
  EXPECT_TRUE(ToolIdentities::IsUnclearScript(dir_ / "old"));
  EXPECT_FALSE(ToolIdentities::IsUnclearScript(dir_ / "program"));
}

TEST_F(ToolIdentityTest, WhatDoesNotExistHasNone) {
  EXPECT_FALSE(Of("g++"));
  EXPECT_FALSE(Of("/no/such/g++"));
}

TEST_F(ToolIdentityTest, LauncherInTheCompilersPlaceIsLookedThrough) {
  Write("bin/ccache", "launcher");
  Write("bin/g++", "compiler");
  const auto compiler = Of(dir_ / "bin/g++");
  Link(dir_ / "bin/ccache", "ccache/g++");
  EXPECT_EQ(Of("g++"), compiler);
  EXPECT_EQ(Of(dir_ / "ccache/g++"), compiler);
}

TEST_F(ToolIdentityTest, PartsThatDoTheWorkCount) {
  Write("bin/g++-12", "driver");
  Write("lib/gcc/x86/12/cc1plus", "one");
  Write("lib/gcc/x86/11/cc1plus", "of another version");
  const auto before = Of("g++-12");
  Write("lib/gcc/x86/11/cc1plus", "changed");
  EXPECT_EQ(Of("g++-12"), before);
  Write("lib/gcc/x86/12/cc1plus", "two");
  EXPECT_NE(Of("g++-12"), before);
}

TEST_F(ToolIdentityTest, WhatGccReadsBesideItsPartsCounts) {
  Write("bin/g++-12", "driver");
  Write("lib/gcc/x86/12/cc1plus", "one");
  auto before = Of("g++-12");
  Write("lib/gcc/x86/12/specs", "*cpp:");
  EXPECT_NE(Of("g++-12"), before);
  before = Of("g++-12");
  Write("x86/bin/as", "its own assembler");
  EXPECT_NE(Of("g++-12"), before);
}

TEST_F(ToolIdentityTest, WhatClangIsConfiguredByCounts) {
  Write("bin/clang", "driver");
  const auto before = Of("clang");
  Write("bin/clang.cfg", "-DX");
  EXPECT_NE(Of("clang"), before);
}

TEST_F(ToolIdentityTest, LibrariesOfClangCount) {
  Write("bin/clang", "driver");
  Write("lib/libLLVM-14.so.1", "one");
  const auto before = Of("clang");
  Write("lib/libLLVM-14.so.1", "two");
  EXPECT_NE(Of("clang"), before);
}

}  // namespace
}  // namespace xb
