// SPDX-License-Identifier: Apache-2.0
#include "cli/front_door.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <optional>
#include <string>

#include "support/fake_disk.h"
#include "support/fake_runner.h"

namespace xb {
namespace {

constexpr char kDev[] =
    "cmake -S . -B build/dev -G Ninja '-DCMAKE_MAKE_PROGRAM=/bin/xb' "
    "'-DCMAKE_BUILD_TYPE=Debug'";

FrontDoor Find(FakeDisk* disk, const Settings& settings) {
  auto door = FrontDoor::Find(*disk, settings);
  if (!door.ok()) ADD_FAILURE() << door.error().message;
  XB_CHECK(door.ok() && door.value());
  return *door.value();
}

std::string DoorErrorOf(FakeDisk* disk, const Settings& settings) {
  const auto door = FrontDoor::Find(*disk, settings);
  return door.ok() ? "no error" : door.error().message;
}

TEST(FrontDoorTest, AManifestNeedsNone) {
  for (const char* better :
       {"build.ninja", "build.xb", "GNUmakefile", "makefile", "Makefile"}) {
    FakeDisk disk;
    disk.Create("CMakeLists.txt");
    disk.Create(better);
    EXPECT_FALSE(FrontDoor::Find(disk, {}).value()) << better;
  }
  FakeDisk disk;
  EXPECT_FALSE(FrontDoor::Find(disk, {}).value());
  disk.Create("CMakeLists.txt");
  Settings settings;
  settings.manifest.Set("some.ninja", Origin::kFlag);
  EXPECT_FALSE(FrontDoor::Find(disk, settings).value());
}

TEST(FrontDoorTest, ConfiguresOnce) {
  FakeDisk disk;
  FakeRunner runner(disk);
  disk.Create("CMakeLists.txt");
  disk.Create("meson.build");
  const FrontDoor door = Find(&disk, {});
  EXPECT_FALSE(door.is_configured());
  EXPECT_FALSE(door.is_again());
  EXPECT_EQ(door.others(), std::vector<std::string>{"meson.build"});
  EXPECT_EQ(door.Command("/bin/xb"), kDev);
  runner.OnWrite(kDev, {"build/dev/build.ninja"});
  ASSERT_TRUE(door.Configure(disk, runner, "/bin/xb").ok());
  EXPECT_TRUE(runner.console_commands().contains(kDev));
  EXPECT_TRUE(Find(&disk, {}).is_configured());
  // Whoever removes the manifest wants a new one.
  ASSERT_TRUE(disk.Remove("build/dev/build.ninja").ok());
  EXPECT_FALSE(Find(&disk, {}).is_configured());
}

TEST(FrontDoorTest, WhatFailedIsDoneAgain) {
  FakeDisk disk;
  FakeRunner runner(disk);
  disk.Create("CMakeLists.txt");
  runner.On(kDev, [](FakeDisk& fake) {
    fake.Create("build/dev/build.ninja");
    ProcessResult result;
    result.exit_status = 7;
    return result;
  });
  const FrontDoor door = Find(&disk, {});
  EXPECT_EQ(door.Configure(disk, runner, "/bin/xb").value().exit_status, 7);
  EXPECT_FALSE(Find(&disk, {}).is_configured());

  runner.Post({.reason = WakeReason::kInterrupted, .signal = SIGINT});
  EXPECT_EQ(door.Configure(disk, runner, "/bin/xb").value().signal, SIGINT);
  EXPECT_FALSE(Find(&disk, {}).is_configured());

  runner.OnFail(kDev, 127);
  const auto missing = door.Configure(disk, runner, "/bin/xb");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().message,
            "`CMakeLists.txt` needs cmake, which is not on PATH");

  FakeDisk empty;
  FakeRunner idle(empty);
  idle.OnWrite(kDev, {});
  const auto nothing = door.Configure(empty, idle, "/bin/xb");
  ASSERT_FALSE(nothing.ok());
  EXPECT_EQ(nothing.error().message,
            "configuring `build/dev` left no build.ninja there");
}

TEST(FrontDoorTest, VariablesAreRemembered) {
  FakeDisk disk;
  FakeRunner runner(disk);
  disk.Create("meson.build");
  Settings settings;
  settings.profiles.Set({"prod"}, Origin::kFlag);
  settings.variables = {{"a", "1 2", ""}, {"b", "x", ""}};
  constexpr char kProd[] =
      "NINJA=/bin/xb meson setup build/prod '-Dbuildtype=release' "
      "'-Db_lto=true' '-Da=1 2' '-Db=x'";
  EXPECT_EQ(Find(&disk, settings).Command("/bin/xb"), kProd);
  runner.OnWrite(kProd, {"build/prod/build.ninja"});
  const FrontDoor door = Find(&disk, settings);
  ASSERT_TRUE(door.Configure(disk, runner, "/bin/xb").ok());
  EXPECT_TRUE(Find(&disk, settings).is_configured());
  settings.variables = {{"b", "x", ""}};
  EXPECT_TRUE(Find(&disk, settings).is_configured());
  settings.variables = {{"b", "y", ""}};
  EXPECT_TRUE(Find(&disk, settings).is_again());
  EXPECT_EQ(Find(&disk, settings).Command("/bin/xb"),
            "NINJA=/bin/xb meson setup build/prod '-Dbuildtype=release' "
            "'-Db_lto=true' '-Da=1 2' '-Db=y'");
  settings.variables.clear();
  settings.configure.Set({"--prefix=/x"}, Origin::kProfile);
  EXPECT_TRUE(Find(&disk, settings).is_again());
}

TEST(FrontDoorTest, ADamagedRecordIsNotBelieved) {
  FakeDisk disk;
  disk.Create("CMakeLists.txt");
  disk.Create("build/dev/build.ninja");
  for (const char* record :
       {"", "xb configured 1\ndone\n",
        "xb configured 1\nbegun\nargument "
        "-DCMAKE_BUILD_TYPE=Debug\n",
        "xb configured 2\ndone\nargument -DCMAKE_BUILD_TYPE=Debug\n"}) {
    disk.Create(".xb/configured-dev", record);
    EXPECT_TRUE(Find(&disk, {}).is_again()) << record;
  }
  disk.Create(".xb/configured-dev",
              "xb configured 1\ndone\nargument -DCMAKE_BUILD_TYPE=Debug\n");
  EXPECT_TRUE(Find(&disk, {}).is_configured());
}

TEST(FrontDoorTest, TheDirectoryOfOthersIsTheirs) {
  FakeDisk disk;
  disk.Create("CMakeLists.txt");
  disk.Create("build/build.ninja");
  EXPECT_EQ(Find(&disk, {}).directory(), "build");
  EXPECT_TRUE(Find(&disk, {}).is_configured());
  Settings settings;
  settings.variables = {{"a", "b", ""}};
  EXPECT_EQ(DoorErrorOf(&disk, settings), "`build` was not configured by xb");
  // A wish of the user for all projects is none for this one.
  Settings wish;
  wish.profiles.Set({"prod"}, Origin::kUserConfig);
  EXPECT_EQ(Find(&disk, wish).directory(), "build");
  wish.profiles.Set({"prod"}, Origin::kEnvironment);
  EXPECT_EQ(Find(&disk, wish).directory(), "build/prod");
}

TEST(FrontDoorTest, Errors) {
  FakeDisk disk;
  disk.Create("CMakeLists.txt");
  Settings settings;
  settings.profiles.Set({"dev", "prod"}, Origin::kFlag);
  EXPECT_EQ(DoorErrorOf(&disk, settings),
            "`CMakeLists.txt` is configured for one profile at a time");
  settings.profiles.Set({"../x"}, Origin::kFlag);
  EXPECT_EQ(DoorErrorOf(&disk, settings), "unknown profile `../x`");
  settings.profile_sections = {"../x"};
  EXPECT_EQ(DoorErrorOf(&disk, settings), "a profile cannot be called `../x`");
  settings.profiles.Set({"dev"}, Origin::kFlag);
  settings.variables = {{"a", "b\nc", ""}};
  EXPECT_EQ(DoorErrorOf(&disk, settings),
            "an argument for `CMakeLists.txt` has several lines");
  settings.variables = {{"a", std::nullopt, "b"}};
  EXPECT_EQ(DoorErrorOf(&disk, settings), "-D a+=... is for manifests");
}

}  // namespace
}  // namespace xb
