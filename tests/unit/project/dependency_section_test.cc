// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/dependency_section.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

struct Read {
  TomlDocument document;
  Project project;
};

// `line: message`, or what it was read to.
std::string ErrorOf(const std::string& text, Read* read) {
  auto document = ParseToml("xb.toml", text);
  if (!document.ok()) return document.error().message;
  read->document = document.Take();
  auto project = ReadProject(read->document, "here");
  if (!project.ok()) {
    const Error& error = project.error();
    return std::to_string(error.position ? error.position->line : 0) + ": " +
           error.message + (error.hint.empty() ? "" : " (" + error.hint + ")");
  }
  read->project = project.Take();
  return "";
}

std::string ErrorOf(const std::string& text) {
  Read read;
  return ErrorOf(text, &read);
}

std::string Dependency(const std::string& lines) {
  return "[dependency.z]\n" + lines;
}

TEST(DependencySectionTest, EachMistakeIsToldAtItsPlace) {
  EXPECT_EQ(ErrorOf(Dependency("")),
            "1: `dependency.z` needs one of `url`, `git` and `path`");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\ngit = 'b'\n")),
            "1: `dependency.z` needs one of `url`, `git` and `path` (it has "
            "several)");
  EXPECT_EQ(ErrorOf(Dependency("url = 'file:///x'\nsha256 = 'ab'\n")),
            "3: `sha256` has 64 digits 0-9 a-f");
  EXPECT_EQ(ErrorOf(Dependency("git = 'x'\ncommit = 'main'\n")),
            "3: `commit` has all 40 digits 0-9 a-f (a branch or tag is `ref`, "
            "for `xb lock`)");
  EXPECT_EQ(ErrorOf(Dependency("url = 'x.tar.gz'\n")),
            "2: `x.tar.gz` is no address of a file (one of this machine is "
            "`file:///...`)");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\nlibs = ['../x.a']\n")),
            "3: `../x.a` is not a path within `dependency.z`");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\nsubdir = '/etc'\n")),
            "3: `/etc` is not within the sources");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\ncommands = ['x']\n")),
            "3: `commands` go with `build = \"commands\"`");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\ndeps = ['y']\n")),
            "3: `y` is no dependency (did you mean `z`?)");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\ndeps = ['z']\n")),
            "3: `z` and `z` need each other");
  EXPECT_EQ(ErrorOf(Dependency("path = 'a'\n[dependency.z.profile.prd]\n")),
            "1: `dependency.z.profile.prd` is for no profile");
}

TEST(DependencySectionTest, WhatProfileAndPlatformAddStandsBehind) {
  Read read;
  ASSERT_EQ(ErrorOf(Dependency("path = 'a'\nbuild = 'make'\nargs = ['A']\n"
                               "cflags = '-O1'\nprofile_flags = true\n"
                               "[dependency.z.profile.prod]\nargs = ['B']\n"
                               "[dependency.z.platform.arm]\nargs = ['C']\n"
                               "[platform.arm]\ntriple = 'arm-linux'\n"),
                    &read),
            "");
  BuildTarget target;
  target.profiles = {"prod-arm", "prod"};
  target.platform = "arm";
  target.profile_cflags = "-O3";
  target.platform_cflags = "-mfpu";
  const auto& all = read.project.dependencies;
  const auto spec = Resolve(read.project, all, all[0], target);
  ASSERT_TRUE(spec.ok());
  EXPECT_EQ(spec.value().args, (std::vector<std::string>{"A", "B", "C"}));
  EXPECT_EQ(spec.value().cflags, "-O3 -mfpu -O1");
  const Profile* derived = read.project.FindProfile("prod-arm");
  ASSERT_NE(derived, nullptr);
  EXPECT_EQ(derived->cc.value, "arm-linux-gcc");
  EXPECT_EQ(derived->parent.value, "prod");
}

TEST(DependencySectionTest, AHashThatIsLeftOpenComesFromTheLock) {
  Read read;
  ASSERT_EQ(ErrorOf(Dependency("url = 'file:///x.tar.gz'\n"), &read), "");
  auto all = read.project.dependencies;
  EXPECT_FALSE(Resolve(read.project, all, all[0], {}).ok());
  const std::string hash(64, 'a');
  const auto lock = ReadLock(
      WriteLock({{.name = "z", .from = "file:///x.tar.gz", .hash = hash}}));
  ASSERT_TRUE(lock.ok());
  ASSERT_TRUE(ApplyLock(read.project, lock.value(), &all).ok());
  EXPECT_EQ(all[0].source.sha256, hash);
  EXPECT_TRUE(Resolve(read.project, all, all[0], {}).ok());
  // Of another address it says nothing.
  auto others = read.project.dependencies;
  others[0].source.urls = {"file:///y.tar.gz"};
  ASSERT_TRUE(ApplyLock(read.project, lock.value(), &others).ok());
  EXPECT_EQ(others[0].source.sha256, "");
  others[0].source.urls = {"file:///x.tar.gz"};
  others[0].source.sha256 = std::string(64, 'b');
  EXPECT_FALSE(ApplyLock(read.project, lock.value(), &others).ok());
}

TEST(DependencySectionTest, ALockThatXbHasNotWrittenIsRefused) {
  for (const char* text :
       {"x = 1", "[dependency.z]\nfrom = 'a'", "dependency = 3",
        "[dependency]\nz = 1", "[dependency.z]\nfrom = 'a'\nhash = 'b'"}) {
    EXPECT_FALSE(ReadLock(text).ok()) << text;
  }
}

TEST(PlatformSectionTest, PlatformsAreMultipliedWithProfiles) {
  EXPECT_EQ(ProfilesOnPlatforms({"dev", "prod"}, {"host", "arm"}),
            (std::vector<std::string>{"dev", "prod", "dev-arm", "prod-arm"}));
  EXPECT_EQ(ErrorOf("[platform.arm]\n"),
            "1: `platform.arm` needs `triple`, `cc` or `cxx`");
  EXPECT_EQ(ErrorOf("[profile.dev-arm]\n[platform.arm]\ncc = 'x'\n"),
            "2: `dev-arm` is already a profile (that is what `dev` is called "
            "on this platform)");
}

TEST(StepNeedsSectionTest, EachMistakeIsToldAtItsPlace) {
  EXPECT_EQ(ErrorOf("[secret.s]\n"),
            "1: `secret.s` needs one of `env`, `file` and `command`");
  EXPECT_EQ(ErrorOf("[secret.s]\nenv = '1A'\n"),
            "2: `1A` is no name of a variable");
  EXPECT_EQ(ErrorOf("[cache-dir.c]\nmode = '999'\n"),
            "2: `999` is no mode of a directory (it has octal digits, as "
            "`\"0750\"`)");
  EXPECT_EQ(ErrorOf("[step.s]\ncommand = 'x'\nsecrets = 'y'\n"),
            "3: `y` is no secret");
  EXPECT_EQ(ErrorOf("[step.s]\ncommand = 'x'\ncache_dirs = 'y'\n"),
            "3: `y` is no cache directory");
}

}  // namespace
}  // namespace xb::project
