// SPDX-License-Identifier: Apache-2.0
#include "cli/manifest_choice.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/fake_disk.h"

namespace xb {
namespace {

TEST(ManifestChoiceTest, BuildNinjaNeedsOneLook) {
  FakeDisk disk;
  disk.Create("build.ninja");
  disk.Create("build.xb");
  disk.Create("Makefile");
  Settings settings;
  const ManifestChoice choice = ChooseManifest(disk, &settings);
  EXPECT_TRUE(choice.found);
  EXPECT_TRUE(choice.others.empty());
  EXPECT_EQ(*settings.manifest, "build.ninja");
  EXPECT_EQ(disk.stat_count(), 1);
}

TEST(ManifestChoiceTest, BuildXbIsNext) {
  FakeDisk disk;
  disk.Create("build.xb");
  disk.Create("meson.build");
  disk.Create("Makefile");
  Settings settings;
  const ManifestChoice choice = ChooseManifest(disk, &settings);
  EXPECT_TRUE(choice.found);
  EXPECT_FALSE(choice.is_makefile);
  EXPECT_EQ(choice.others,
            std::vector<std::string>({"Makefile", "meson.build"}));
  EXPECT_EQ(*settings.manifest, "build.xb");
}

TEST(ManifestChoiceTest, AFlagDecides) {
  FakeDisk disk;
  disk.Create("build.xb");
  Settings settings;
  settings.manifest.Set("other", Origin::kFlag);
  EXPECT_TRUE(ChooseManifest(disk, &settings).found);
  EXPECT_EQ(*settings.manifest, "other");
  EXPECT_EQ(disk.stat_count(), 0);
}

TEST(ManifestChoiceTest, OtherBuildSystemsTellWhatToDo) {
  FakeDisk disk;
  Settings settings;
  EXPECT_FALSE(ChooseManifest(disk, &settings).found);
  EXPECT_EQ(ExplainNoManifest(disk).message, "there is no `build.ninja` here");
  EXPECT_EQ(ExplainNoManifest(disk).hint,
            "xb also reads a `build.xb` or a Makefile, and configures what has "
            "a `CMakeLists.txt` or a `meson.build`");
  disk.Create("meson.build");
  disk.Create("CMakeLists.txt");
  EXPECT_FALSE(ChooseManifest(disk, &settings).found);
  EXPECT_EQ(ExplainNoManifest(disk).message,
            "there is no `build.ninja` here, only a `CMakeLists.txt`");
  EXPECT_EQ(ExplainNoManifest(disk).hint,
            "`xb` without a tool configures and builds it");
  disk.Create("build/build.ninja");
  EXPECT_EQ(ExplainNoManifest(disk).hint,
            "there is one in `build`: `xb -C build` builds it");
}

TEST(ManifestChoiceTest, AMakefileIsLast) {
  FakeDisk disk;
  disk.Create("Makefile");
  disk.Create("CMakeLists.txt");
  disk.Create("makefile");
  Settings settings;
  const ManifestChoice choice = ChooseManifest(disk, &settings);
  EXPECT_TRUE(choice.found);
  EXPECT_TRUE(choice.is_makefile);
  EXPECT_EQ(choice.others, std::vector<std::string>({"CMakeLists.txt"}));
  // The name that make would take of the two.
  EXPECT_EQ(*settings.manifest, "makefile");
}

TEST(ManifestChoiceTest, AFlagMayNameAMakefile) {
  FakeDisk disk;
  for (const char* name : {"Makefile", "sub/Makefile.linux", "rules.mk"}) {
    Settings settings;
    settings.manifest.Set(name, Origin::kFlag);
    EXPECT_TRUE(ChooseManifest(disk, &settings).is_makefile) << name;
  }
  Settings settings;
  settings.manifest.Set("sub/build.ninja", Origin::kFlag);
  EXPECT_FALSE(ChooseManifest(disk, &settings).is_makefile);
}

}  // namespace
}  // namespace xb
