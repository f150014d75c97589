// SPDX-License-Identifier: Apache-2.0
// Builds random graphs after random changes: what an incremental build leaves
// must be what a build from nothing makes, and a second build must find
// nothing to do.
#include "unit/engine/random_build.h"

#include <gtest/gtest.h>

#include <string>

#include "support/rounds.h"
#include "unit/engine/quick_scan_support.h"

namespace xb {
namespace {

constexpr int kGraphs = Rounds(150);
constexpr int kChanges = 6;

struct Way {
  bool by_content = false;
  // With a linear pass before the scan.
  bool settles_first = false;
};

class RandomBuildTest : public testing::TestWithParam<Way> {};

TEST_P(RandomBuildTest, IncrementalBuildsMakeWhatCleanOnesMake) {
  const Way way = GetParam();
  for (uint32_t seed = 1; seed <= kGraphs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBuild random(seed, {});
    BuildFixture& f = random.fixture();
    f.by_content = way.by_content;
    if (way.settles_first) {
      f.before_scan = [&](const auto& targets, LoadedBuild* build) {
        return SettleFirst(f.disk, way.by_content, targets, build);
      };
    }
    for (int i = 0; i <= kChanges; ++i) {
      CheckAgainstCleanBuild(random);
      if (testing::Test::HasFatalFailure()) return;
      for (int n = 1 + random.Below(3); n > 0; --n) random.Change();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Ways, RandomBuildTest,
                         testing::Values(Way{}, Way{false, true},
                                         Way{true, true}),
                         [](const testing::TestParamInfo<Way>& way) {
                           std::string name =
                               way.param.by_content ? "ByContent" : "ByTime";
                           if (way.param.settles_first) name += "Linear";
                           return name;
                         });

}  // namespace
}  // namespace xb
