// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/dyndep_parser.h"

#include <gtest/gtest.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/ninja/error_format.h"
#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"

namespace xb::ninja {
namespace {

using DyndepNames = std::vector<std::string>;

// The edges `a` and `b`, and an input without a producer.
class DyndepParserTest : public testing::Test {
 protected:
  DyndepParserTest() {
    FakeDisk disk;
    disk.Create("build.ninja",
                "rule r\n"
                "  command = c\n"
                "build a a2: r in || dd\n"
                "build b: r || dd\n");
    Result<LoadedManifest> result = LoadManifest(disk, "build.ninja", {});
    XB_CHECK(result.ok());
    manifest_ = result.Take();
    overlay_.emplace(manifest_->graph);
  }

  // After the line with the version.
  std::vector<DyndepEntry> Read(const std::string& text) {
    auto result =
        parser_.Read("dd", "ninja_dyndep_version = 1\n" + text, *overlay_);
    if (result.ok()) return result.Take();
    ADD_FAILURE() << result.error().message;
    return {};
  }

  // What ninja prints after `dd:`.
  std::string ErrorOf(const std::string& text) {
    auto result = parser_.Read("dd", text, *overlay_);
    if (result.ok()) return "no error";
    return FormatAsNinja(result.error()).substr(3);
  }
  std::string ErrorAfterVersion(const std::string& text) {
    return ErrorOf("ninja_dyndep_version = 1\n" + text);
  }

  DyndepNames Paths(std::span<const NodeId> nodes) const {
    DyndepNames paths;
    for (const NodeId node : nodes) paths.emplace_back(overlay_->PathOf(node));
    return paths;
  }

  std::optional<LoadedManifest> manifest_;
  std::optional<Overlay> overlay_;
  DyndepParser parser_;
};

TEST_F(DyndepParserTest, NothingButAVersion) {
  EXPECT_TRUE(Read("").empty());
  EXPECT_TRUE(Read("\n# comment\n\n").empty());
}

TEST_F(DyndepParserTest, InputsAndOutputs) {
  const auto entries = Read(
      "build a | x/../new a.mod: dyndep | in ./other\n"
      "build b: dyndep\n"
      "  restat = 1\n");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].edge, EdgeId{0});
  EXPECT_EQ(Paths(entries[0].links.outputs), DyndepNames({"new", "a.mod"}));
  EXPECT_EQ(Paths(entries[0].links.inputs), DyndepNames({"in", "other"}));
  EXPECT_FALSE(entries[0].links.restat);
  EXPECT_EQ(entries[1].edge, EdgeId{1});
  EXPECT_TRUE(entries[1].links.outputs.empty());
  EXPECT_TRUE(entries[1].links.restat);
}

TEST_F(DyndepParserTest, NodesOfTheManifestAreFound) {
  const auto entries = Read("build a: dyndep | in\n");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_TRUE(overlay_->IsDeclared(entries[0].links.inputs[0]));
}

TEST_F(DyndepParserTest, AnyOutputNamesTheEdge) {
  EXPECT_EQ(Read("build ./a2: dyndep\n")[0].edge, EdgeId{0});
}

TEST_F(DyndepParserTest, EmptyRestatIsOff) {
  EXPECT_FALSE(Read("build a: dyndep\n  restat =\n")[0].links.restat);
}

TEST_F(DyndepParserTest, Versions) {
  for (const char* version : {"1", "1.0", "1.0.0", "1-extra", "1.0-extra"}) {
    EXPECT_EQ(ErrorOf("ninja_dyndep_version = " + std::string(version) + "\n"),
              "no error");
  }
  for (const char* version : {"2", "1.1", "0", "", "x"}) {
    EXPECT_NE(ErrorOf("ninja_dyndep_version = " + std::string(version) + "\n")
                  .find("unsupported 'ninja_dyndep_version = " +
                        std::string(version) + "'"),
              std::string::npos);
  }
}

TEST_F(DyndepParserTest, VersionComesFirst) {
  const std::string wanted = "expected 'ninja_dyndep_version = ...'\n";
  EXPECT_EQ(ErrorOf(""), "1: " + wanted);
  EXPECT_EQ(ErrorOf("\n\n"), "3: " + wanted);
  EXPECT_EQ(ErrorOf("build a: dyndep\n"), "1: " + wanted);
  EXPECT_EQ(ErrorOf("x = 1\n"), "1: " + wanted + "x = 1\n     ^ near here");
  EXPECT_EQ(ErrorOf("x\n"), "1: expected '=', got newline\nx\n ^ near here");
}

TEST_F(DyndepParserTest, UnexpectedStatements) {
  EXPECT_EQ(ErrorAfterVersion("ninja_dyndep_version = 1\n"),
            "2: unexpected identifier\n");
  EXPECT_EQ(ErrorAfterVersion("rule r\n"), "2: unexpected 'rule'\n");
  EXPECT_EQ(ErrorAfterVersion("default a\n"), "2: unexpected 'default'\n");
  EXPECT_EQ(ErrorAfterVersion("include a\n"), "2: unexpected 'include'\n");
  EXPECT_EQ(ErrorAfterVersion("  x = 1\n"), "2: unexpected indent\n");
  EXPECT_EQ(ErrorAfterVersion("\t\n"), "2: tabs are not allowed, use spaces\n");
}

TEST_F(DyndepParserTest, UnknownEdges) {
  EXPECT_EQ(ErrorAfterVersion("build q: dyndep\n"),
            "2: no build statement exists for 'q'\n"
            "build q: dyndep\n       ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build in: dyndep\n"),
            "2: no build statement exists for 'in'\n"
            "build in: dyndep\n        ^ near here");
}

TEST_F(DyndepParserTest, OneStatementForEachEdge) {
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep\nbuild a2: dyndep\n"),
            "3: multiple statements for 'a2'\n"
            "build a2: dyndep\n        ^ near here");
}

TEST_F(DyndepParserTest, WhatIsNotSupported) {
  EXPECT_EQ(ErrorAfterVersion("build a x: dyndep\n"),
            "2: explicit outputs not supported\n"
            "build a x: dyndep\n         ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep in\n"),
            "2: explicit inputs not supported\n"
            "build a: dyndep in\n                  ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep || in\n"),
            "2: order-only inputs not supported\n"
            "build a: dyndep || in\n                ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep | in |@ v\n"),
            "2: expected newline, got '|@'\n"
            "build a: dyndep | in |@ v\n                     ^ near here");
}

TEST_F(DyndepParserTest, CommandNameIsDyndep) {
  EXPECT_EQ(ErrorAfterVersion("build a: phony\n"),
            "2: expected build command name 'dyndep'\n"
            "build a: phony\n         ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build a:\n"),
            "2: expected build command name 'dyndep'\n"
            "build a:\n        ^ near here");
}

TEST_F(DyndepParserTest, OtherBindings) {
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep\n  x = 1\n"),
            "3: binding is not 'restat'\n  x = 1\n       ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep\n  restat = 1\n  restat = 1\n"),
            "4: unexpected indent\n");
}

TEST_F(DyndepParserTest, VariablesAreEmpty) {
  EXPECT_EQ(ErrorAfterVersion("build $x: dyndep\n"),
            "2: empty path\nbuild $x: dyndep\n        ^ near here");
  EXPECT_EQ(ErrorAfterVersion("build a | $x: dyndep\n"), "3: empty path\n");
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep | $x\n"), "3: empty path\n");
}

TEST_F(DyndepParserTest, MissingNewline) {
  EXPECT_EQ(ErrorAfterVersion("build a: dyndep"),
            "2: unexpected EOF\nbuild a: dyndep\n               ^ near here");
}

}  // namespace
}  // namespace xb::ninja
