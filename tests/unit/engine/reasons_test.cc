// SPDX-License-Identifier: Apache-2.0
#include "engine/reasons.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

using Words = std::vector<std::string>;

constexpr EdgeId kEdge{0};

// `build out: cat in`, and reasons for it.
class ReasonsTest : public testing::Test {
 protected:
  ReasonsTest() : f_("build out: cat in\n"), build_(f_.Load()) {}

  Reason Of(ReasonKind kind) const {
    return {.kind = kind,
            .output = build_->Node("out"),
            .other = build_->Node("in"),
            .a = 3,
            .b = 5,
            .text = "out.d",
            .other_text = "x"};
  }
  std::string InWords(ReasonKind kind) const {
    Reasons reasons(build_->overlay, false);
    reasons.Add(kEdge, Of(kind));
    return reasons.FirstOf(kEdge);
  }

  BuildFixture f_;
  std::unique_ptr<LoadedBuild> build_;
};

TEST_F(ReasonsTest, EachKindHasItsWords) {
  EXPECT_EQ(InWords(ReasonKind::kInputDirty), "in is dirty");
  EXPECT_EQ(InWords(ReasonKind::kPhonyWithoutInputs),
            "output out of phony edge with no inputs doesn't exist");
  EXPECT_EQ(InWords(ReasonKind::kOutputMissing), "output out doesn't exist");
  EXPECT_EQ(InWords(ReasonKind::kOutputOlder),
            "output out older than most recent input in (3 vs 5)");
  EXPECT_EQ(InWords(ReasonKind::kRecordedOlder),
            "recorded mtime of out older than most recent input in (3 vs 5)");
  EXPECT_EQ(InWords(ReasonKind::kCommandChanged),
            "command line changed for out");
  EXPECT_EQ(InWords(ReasonKind::kCommandNotInLog),
            "command line not found in log for out");
  EXPECT_EQ(InWords(ReasonKind::kDepsMissing), "deps for 'out' are missing");
  EXPECT_EQ(InWords(ReasonKind::kDepsOutOfDate),
            "stored deps info out of date for 'out' (3 vs 5)");
  EXPECT_EQ(InWords(ReasonKind::kDepfileMissing), "depfile 'out.d' is missing");
  EXPECT_EQ(InWords(ReasonKind::kDepfileNamesOther),
            "expected depfile 'out.d' to mention 'out', got 'x'");
}

TEST_F(ReasonsTest, EdgeWithoutReasonsHasNoWords) {
  Reasons reasons(build_->overlay, true);
  EXPECT_EQ(reasons.FirstOf(kEdge), "");
  EXPECT_EQ(reasons.Of(kEdge), Words());
}

TEST_F(ReasonsTest, OnlyTheFirstIsKeptUnlessAllAreAskedFor) {
  for (const bool all : {false, true}) {
    Reasons reasons(build_->overlay, all);
    reasons.Add(kEdge, Of(ReasonKind::kOutputMissing));
    reasons.Add(kEdge, Of(ReasonKind::kInputDirty));
    reasons.Add(kEdge, Of(ReasonKind::kCommandChanged));
    EXPECT_EQ(reasons.FirstOf(kEdge), "output out doesn't exist");
    EXPECT_EQ(reasons.Of(kEdge).size(), all ? 3u : 1u);
    EXPECT_EQ(reasons.Of(kEdge).back(), all ? "command line changed for out"
                                            : "output out doesn't exist");
  }
}

// Adding must not walk over what is there already.
TEST_F(ReasonsTest, ManyReasonsOfOneEdgeAreKeptInOrder) {
  constexpr int kMany = 200'000;
  Reasons reasons(build_->overlay, true);
  for (int i = 0; i < kMany; ++i) {
    reasons.Add(kEdge, Of(i == 0 ? ReasonKind::kOutputMissing
                                 : ReasonKind::kInputDirty));
  }
  const Words words = reasons.Of(kEdge);
  EXPECT_EQ(words.size(), size_t{kMany});
  EXPECT_EQ(words.front(), "output out doesn't exist");
}

TEST(ReasonsOfBuildTest, PhonyInputTellsOnceWhatItStandsFor) {
  BuildFixture f(
      "build always: phony\n"
      "build a: cat in | always\nbuild b: cat in | always\n");
  f.Write("in");
  f.Build({"a", "b"});
  f.config.explain = true;
  f.config.explain_phonies = true;

  const BuildReport report = f.Build({"a", "b"});

  EXPECT_EQ(report.events[2],
            "explain a: output always of phony edge with no inputs doesn't "
            "exist");
  EXPECT_EQ(report.events[3], "explain a: always is dirty");
  EXPECT_EQ(report.events[6], "explain b: always is dirty");
}

}  // namespace
}  // namespace xb
