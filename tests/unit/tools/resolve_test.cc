// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

constexpr char kResolveManifest[] =
    "rule cp\n"
    "  command = cp $in $out\n"
    "build dir/out second: cp source\n"
    "build last: cp dir/out\n";

class ResolveTest : public testing::Test {
 protected:
  ResolveTest() {
    disk_.Create("build.ninja", kResolveManifest);
    manifest_ = std::make_unique<ninja::LoadedManifest>(
        ninja::LoadManifest(disk_, "build.ninja", {}).Take());
    overlay_ = std::make_unique<Overlay>(manifest_->graph);
  }

  // The path of what `word` names, or the error.
  std::string Resolve(std::string_view word, const DepsLog* deps = nullptr,
                      std::string_view program = "ninja") {
    const Result<NodeId> node = ResolveTarget(*overlay_, word, deps, program);
    return node.ok() ? std::string(overlay_->PathOf(node.value()))
                     : node.error().message;
  }

  FakeDisk disk_;
  std::unique_ptr<ninja::LoadedManifest> manifest_;
  std::unique_ptr<Overlay> overlay_;
};

TEST_F(ResolveTest, PathsAreMadeCanonical) {
  EXPECT_EQ(Resolve("./dir//x/../out"), "dir/out");
}

TEST_F(ResolveTest, EmptyPathIsRefused) {
  EXPECT_EQ(Resolve(""), "empty path");
}

TEST_F(ResolveTest, CaretMeansTheFirstOutputMadeFromIt) {
  EXPECT_EQ(Resolve("source^"), "dir/out");
  EXPECT_EQ(Resolve("dir/out^"), "last");
  EXPECT_EQ(Resolve("last^"), "'last' has no out edge");
}

TEST_F(ResolveTest, UnknownTargetGetsTheNearestNameAsASuggestion) {
  EXPECT_EQ(Resolve("dir/ouf"),
            "unknown target 'dir/ouf', did you mean 'dir/out'?");
  EXPECT_EQ(Resolve("completely"), "unknown target 'completely'");
}

TEST_F(ResolveTest, WordsOfOtherToolsAreUnderstood) {
  EXPECT_EQ(Resolve("clean"),
            "unknown target 'clean', did you mean 'ninja -t clean'?");
  EXPECT_EQ(Resolve("help"), "unknown target 'help', did you mean 'ninja -h'?");
}

TEST_F(ResolveTest, PathOfTheBuildLogAloneIsNoTarget) {
  // The build log interns what it names.
  overlay_->Intern("old_output");
  EXPECT_EQ(Resolve("old_output"), "unknown target 'old_output'");
}

TEST_F(ResolveTest, PathThatADyndepFileAddsIsATarget) {
  const NodeId input = overlay_->Intern("found_input");
  const NodeId output = overlay_->Intern("found_output");
  overlay_->AddDynamicLinks(EdgeId{0},
                            {.inputs = {input}, .outputs = {output}});
  EXPECT_EQ(Resolve("found_output"), "found_output");
  EXPECT_EQ(Resolve("found_input^"), "dir/out");
}

TEST_F(ResolveTest, OfXbAToolMayBeMeant) {
  EXPECT_EQ(Resolve("whi", nullptr, "xb"),
            "unknown target 'whi', did you mean 'xb why'?");
  EXPECT_EQ(Resolve("cleand", nullptr, "xb"),
            "unknown target 'cleand', did you mean 'xb clean'?");
  // `list` is two edits away.
  EXPECT_EQ(Resolve("lask", nullptr, "xb"),
            "unknown target 'lask', did you mean 'last'?");
  // Three edits away from `why`, as every word of three letters is.
  EXPECT_EQ(Resolve("foo", nullptr, "xb"), "unknown target 'foo'");
  EXPECT_EQ(Resolve("whi"), "unknown target 'whi'");
}

TEST_F(ResolveTest, WithoutWordsTheRootsAreMeant) {
  const auto nodes = ResolveTargets(*overlay_, {});
  ASSERT_TRUE(nodes.ok());
  ASSERT_EQ(nodes.value().size(), 2u);
  EXPECT_EQ(overlay_->PathOf(nodes.value()[0]), "second");
  EXPECT_EQ(overlay_->PathOf(nodes.value()[1]), "last");
}

TEST(ResolveTargetsTest, DefaultsComeBeforeRoots) {
  ToolDriver driver("build a: phony\nbuild b: phony\ndefault b\n");
  EXPECT_EQ(driver.Output({"graph"}).find("\"a\""), std::string::npos);
}

TEST(ResolveTargetsTest, CircleHasNoRoots) {
  ToolDriver driver("build a: phony b\nbuild b: phony a\n");
  EXPECT_EQ(driver.Run({"inputs"}), 1);
  EXPECT_EQ(driver.err.text,
            "error: could not determine root nodes of build graph\n");
}

TEST(ResolveTargetsTest, EmptyGraphHasNoTargets) {
  ToolDriver driver;
  EXPECT_EQ(driver.Output({"inputs"}), "");
}

}  // namespace
}  // namespace xb
