// SPDX-License-Identifier: Apache-2.0
// Builds random graphs after random changes: what an incremental build leaves
// must be what a build from nothing makes, and a second build must find
// nothing to do.
#include "unit/engine/random_build.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

constexpr int kGraphs = 150;
constexpr int kChanges = 6;

TEST(RandomBuildTest, IncrementalBuildsMakeWhatCleanOnesMake) {
  for (uint32_t seed = 1; seed <= kGraphs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBuild random(seed, {});
    for (int i = 0; i <= kChanges; ++i) {
      CheckAgainstCleanBuild(random);
      if (testing::Test::HasFatalFailure()) return;
      for (int n = 1 + random.Below(3); n > 0; --n) random.Change();
    }
  }
}

}  // namespace
}  // namespace xb
