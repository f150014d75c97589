// SPDX-License-Identifier: Apache-2.0
#include "engine/show_includes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb {
namespace {

using IncludeNames = std::vector<std::string>;

ShowIncludes Filter(std::string_view output, std::string_view prefix = {}) {
  return ShowIncludesFilter().Filter(output, prefix);
}

TEST(ShowIncludesTest, TakesIncludesOut) {
  const ShowIncludes result = Filter(
      "foo.cc\r\n"
      "Note: including file: b.h\r\n"
      "Note: including file:   a.h\r\n"
      "foo.cc(1): warning\r\n");
  EXPECT_EQ(result.includes, IncludeNames({"a.h", "b.h"}));
  EXPECT_EQ(result.output, "foo.cc(1): warning\n");
}

TEST(ShowIncludesTest, IncludesAreCanonicalAndListedOnce) {
  const ShowIncludes result = Filter(
      "Note: including file: x/../a.h\n"
      "Note: including file: ./a.h\n"
      "Note: including file: dir//b.h\n");
  EXPECT_EQ(result.includes, IncludeNames({"a.h", "dir/b.h"}));
  EXPECT_EQ(result.output, "");
}

TEST(ShowIncludesTest, OtherPrefix) {
  const ShowIncludes result =
      Filter("Hinweis: Einlesen der Datei: a.h\nNote: including file: b.h\n",
             "Hinweis: Einlesen der Datei:");
  EXPECT_EQ(result.includes, IncludeNames({"a.h"}));
  EXPECT_EQ(result.output, "Note: including file: b.h\n");
}

TEST(ShowIncludesTest, PrefixAloneIsOutput) {
  EXPECT_EQ(Filter("Note: including file: \n").output,
            "Note: including file: \n");
  EXPECT_EQ(Filter("Note: including file:    \n").output,
            "Note: including file:    \n");
}

TEST(ShowIncludesTest, HeadersOfTheSystemAreLeftOut) {
  const ShowIncludes result = Filter(
      "Note: including file: c:\\Program Files\\foo.h\n"
      "Note: including file: d:\\Microsoft Visual Studio\\bar.h\n"
      "Note: including file: path.h\n");
  EXPECT_EQ(result.includes, IncludeNames({"path.h"}));
  EXPECT_EQ(result.output, "");
}

TEST(ShowIncludesTest, EchoOfTheSourceNameIsDropped) {
  for (const char* name : {"a.c", "a.cc", "a.cxx", "A.CPP", "dir\\a.c++"}) {
    EXPECT_EQ(Filter(std::string(name) + "\r\nx\r\n").output, "x\n") << name;
  }
  for (const char* name : {"a.h", "a.cpp.txt", "acpp", "cc"}) {
    EXPECT_EQ(Filter(name).output, std::string(name) + "\n") << name;
  }
}

TEST(ShowIncludesTest, SourceNameAfterAnIncludeIsOutput) {
  EXPECT_EQ(Filter("Note: including file: a.h\nb.cc\n").output, "b.cc\n");
}

TEST(ShowIncludesTest, EveryKindOfLineEnd) {
  EXPECT_EQ(Filter("a\nb\r\nc\rd").output, "a\nb\nc\nd\n");
  EXPECT_EQ(Filter("a\n\nb\r\n\r\n").output, "a\n\nb\n\n");
  EXPECT_EQ(Filter("").output, "");
}

TEST(ShowIncludesTest, BytesOfAnyCodePage) {
  const ShowIncludes result =
      Filter("Note: including file: \xe4\xff.h\n\x81\x82.CPP\n\xfe\n");
  EXPECT_EQ(result.includes, IncludeNames({"\xe4\xff.h"}));
  EXPECT_EQ(result.output, "\x81\x82.CPP\n\xfe\n");
}

}  // namespace
}  // namespace xb
