// SPDX-License-Identifier: Apache-2.0
#include "cache/base_dirs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb {
namespace {

using Dirs = std::vector<std::string>;

TEST(BaseDirsTest, PathsMeanTheSameInAnotherDirectory) {
  const BaseDirs one("/home/ann/one/build", Dirs{"/home/ann"});
  const BaseDirs two("/home/ann/two/build", Dirs{"/home/ann"});
  const std::string text =
      "-I/home/ann/one/src -c /home/ann/one/src/a.cc -B=/home/ann/one/build/x";
  const auto encoded = one.Encode(text);
  ASSERT_TRUE(encoded);
  EXPECT_EQ(encoded->find("/home/ann"), std::string::npos);
  EXPECT_EQ(one.Decode(*encoded), text);
  EXPECT_EQ(two.Decode(*encoded),
            "-I/home/ann/two/src -c /home/ann/two/src/a.cc "
            "-B=/home/ann/two/build/x");
}

TEST(BaseDirsTest, NamesThatOnlyBeginAlikeAreOthers) {
  const BaseDirs dirs("/home/ann/one", Dirs{"/home/ann"});
  EXPECT_EQ(dirs.Encode("/home/anna/x /home/ann.old"),
            "/home/anna/x /home/ann.old");
  // Below the base, but beside the working directory.
  const auto beside = dirs.Encode("/home/ann/one-more/x");
  ASSERT_TRUE(beside);
  EXPECT_NE(*beside, "/home/ann/one-more/x");
  EXPECT_EQ(BaseDirs("/home/ann/two", Dirs{"/home/ann"}).Decode(*beside),
            "/home/ann/one-more/x");
}

TEST(BaseDirsTest, DirectoriesThatDoNotHoldTheWorkingDirectoryHaveNoEffect) {
  for (const char* base : {"/elsewhere", "/", "relative", "/home/an"}) {
    const BaseDirs dirs("/home/ann/one", Dirs{base});
    EXPECT_TRUE(dirs.empty()) << base;
    EXPECT_EQ(dirs.Encode("/home/ann/x"), "/home/ann/x");
  }
}

TEST(BaseDirsTest, DirectoriesThatADepfileWouldEscapeHaveNoEffect) {
  EXPECT_TRUE(BaseDirs("/home/a b/one", Dirs{"/home"}).empty());
  EXPECT_TRUE(BaseDirs("/home/$a/one", Dirs{"/home"}).empty());
}

TEST(BaseDirsTest, TextWithTheMarkCannotBeTold) {
  const BaseDirs dirs("/home/ann/one", Dirs{"/home"});
  EXPECT_FALSE(dirs.Encode("a\x01"));
}

TEST(BaseDirsTest, WhatReachesTooFarUpOrIsCutShortIsRefused) {
  const BaseDirs deep("/h/a/b/c", Dirs{"/h"});
  const auto encoded = deep.Encode("/h/x");
  ASSERT_TRUE(encoded);
  EXPECT_FALSE(BaseDirs("/h/a", Dirs{"/h"}).Decode(*encoded));
  EXPECT_FALSE(deep.Decode("x\x01"));
  EXPECT_FALSE(deep.Decode("x\x01 y"));
}

TEST(BaseDirsTest, NamesInsideOfOutputsAreSeenAlsoAsSymbols) {
  const BaseDirs dirs("/home/ann/one", Dirs{"/home/ann"});
  EXPECT_TRUE(dirs.IsNamedIn(std::string("\0/home/ann/x.cc\0", 16)));
  EXPECT_TRUE(dirs.IsNamedIn("_GLOBAL__home_ann_x"));
  EXPECT_FALSE(dirs.IsNamedIn("/home/bob ../x.cc"));
}

}  // namespace
}  // namespace xb
