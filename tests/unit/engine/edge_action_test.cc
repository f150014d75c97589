// SPDX-License-Identifier: Apache-2.0
#include "engine/edge_action.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"

namespace xb {
namespace {

// What a cache is told of the edge that makes `output`.
Action ActionFor(std::string_view manifest, std::string_view output) {
  FakeDisk disk;
  disk.Create("build.ninja", manifest);
  auto loaded = ninja::LoadManifest(disk, "build.ninja", {});
  XB_CHECK(loaded.ok());
  const Overlay overlay(loaded.value().graph);
  const EdgeId edge = overlay.ProducerOf(overlay.Find(output));
  Action action = DescribeAction(overlay, edge, "command").Take();
  TellCache(overlay, edge, false, &action);
  return action;
}

constexpr char kOrdinary[] =
    "rule r\n"
    "  command = r\n"
    "rule gen\n"
    "  command = r\n"
    "  generator = 1\n"
    "build plain: r in\n"
    "build never: r in\n"
    "  cache = 0\n"
    "build wanted: r in\n"
    "  cache = 1\n"
    "build path: r in\n"
    "  cache = /var/cache\n"
    "build made: gen in\n"
    "  cache = 1\n";

TEST(EdgeActionTest, EdgeForbidsTheCacheOrAsksForIt) {
  EXPECT_TRUE(ActionFor(kOrdinary, "plain").may_be_cached);
  EXPECT_FALSE(ActionFor(kOrdinary, "plain").wants_cache);
  EXPECT_FALSE(ActionFor(kOrdinary, "never").may_be_cached);
  EXPECT_TRUE(ActionFor(kOrdinary, "wanted").may_be_cached);
  EXPECT_TRUE(ActionFor(kOrdinary, "wanted").wants_cache);
}

TEST(EdgeActionTest, OtherUsesOfTheNameMeanNothing) {
  EXPECT_TRUE(ActionFor(kOrdinary, "path").may_be_cached);
  EXPECT_FALSE(ActionFor(kOrdinary, "path").wants_cache);
}

TEST(EdgeActionTest, GeneratorIsNeverCachedWhateverItSays) {
  EXPECT_FALSE(ActionFor(kOrdinary, "made").may_be_cached);
}

TEST(EdgeActionTest, InOwnManifestsAllEdgesButThoseOfSomeRulesWantIt) {
  constexpr char kOwn[] =
      "xb_required_version = 1.0\n"
      "rule r\n"
      "  command = r\n"
      "rule impure\n"
      "  command = r\n"
      "  cache = 0\n"
      "build plain: r in\n"
      "build never: impure in\n"
      "build wanted: impure in\n"
      "  cache = 1\n";
  EXPECT_TRUE(ActionFor(kOwn, "plain").wants_cache);
  EXPECT_FALSE(ActionFor(kOwn, "never").may_be_cached);
  EXPECT_TRUE(ActionFor(kOwn, "wanted").wants_cache);
}

TEST(EdgeActionTest, OwnManifestMaySwitchItOffForAll) {
  constexpr char kRule[] = "rule r\n  command = r\nbuild out: r in\n";
  EXPECT_FALSE(
      ActionFor("cache = 0\nxb_required_version = 1.0\n" + std::string(kRule),
                "out")
          .may_be_cached);
  EXPECT_FALSE(
      ActionFor("xb_required_version = 1.0\ncache = 0\n" + std::string(kRule),
                "out")
          .may_be_cached);
}

}  // namespace
}  // namespace xb
