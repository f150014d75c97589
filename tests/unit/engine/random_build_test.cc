// SPDX-License-Identifier: Apache-2.0
// Builds random graphs after random changes: what an incremental build leaves
// must be what a build from nothing makes, and a second build must find
// nothing to do.
#include "unit/engine/random_build.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace xb {
namespace {

constexpr int kGraphs = 150;
constexpr int kChanges = 6;

std::map<std::string, std::string> Outputs(const FakeDisk& disk) {
  std::map<std::string, std::string> contents;
  for (int i = 0; i < RandomBuild::kEdges; ++i) {
    const std::string out = RandomBuild::Out(i);
    for (const std::string& path : {out, out + "x", out + "m"}) {
      if (disk.Exists(path)) contents[path] = disk.Contents(path);
    }
  }
  return contents;
}

void Check(RandomBuild& random) {
  BuildFixture& f = random.fixture();
  const std::string what = random.history() + "\n" + random.Manifest();
  f.disk.Tick();
  const BuildReport report = f.Build(random.Targets());
  ASSERT_EQ(report.error, "") << what;
  ASSERT_EQ(report.result.exit_status, 0) << what << report.output;
  const auto incremental = Outputs(f.disk);
  ASSERT_FALSE(f.Build(random.Targets()).had_work) << what;

  // From nothing, in a place of its own.
  BuildFixture clean("");
  clean.SetManifest(random.Manifest());
  RandomBuild::TeachDyndeps(clean);
  for (int i = 0; i < RandomBuild::kDyndeps; ++i) {
    const std::string path = RandomBuild::Dyndep(i) + ".in";
    clean.Write(path, f.disk.Contents(path));
  }
  for (int i = 0; i < RandomBuild::kSources; ++i) {
    const std::string path = RandomBuild::Source(i);
    clean.Write(path, f.disk.Contents(path));
  }
  ASSERT_EQ(clean.Build(random.Targets()).result.exit_status, 0);
  for (const auto& [path, contents] : incremental) {
    ASSERT_EQ(contents, clean.disk.Contents(path)) << path << " after" << what;
  }
}

TEST(RandomBuildTest, IncrementalBuildsMakeWhatCleanOnesMake) {
  for (uint32_t seed = 1; seed <= kGraphs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBuild random(seed, {});
    for (int i = 0; i <= kChanges; ++i) {
      Check(random);
      if (testing::Test::HasFatalFailure()) return;
      for (int n = 1 + random.Below(3); n > 0; --n) random.Change();
    }
  }
}

}  // namespace
}  // namespace xb
