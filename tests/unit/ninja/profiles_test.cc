// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/evaluate.h"
#include "manifest/ninja/error_format.h"
#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"

namespace xb::ninja {
namespace {

using ProfileNames = std::vector<std::string>;
using Need = ProfileWish::Need;

LoadOptions Own(const ProfileNames& profiles = {}) {
  LoadOptions options;
  options.takes_profiles = true;
  for (const std::string& name : profiles) options.profiles.push_back({name});
  return options;
}

Result<LoadedManifest> Load(std::string_view text, const LoadOptions& options,
                            std::string_view included = {}) {
  FakeDisk disk;
  disk.Create("build.ninja", text);
  disk.Create("more", included);
  return LoadManifest(disk, "build.ninja", options);
}

LoadedManifest MustLoad(std::string_view text, const LoadOptions& options,
                        std::string_view included = {}) {
  Result<LoadedManifest> loaded = Load(text, options, included);
  if (!loaded.ok()) ADD_FAILURE() << FormatForPeople(loaded.error());
  return loaded.ok() ? loaded.Take() : LoadedManifest();
}

std::string ProfileErrorOf(std::string_view text, const LoadOptions& options,
                           std::string_view included = {}) {
  const Result<LoadedManifest> loaded = Load(text, options, included);
  if (loaded.ok()) return "no error";
  const std::string all = FormatForPeople(loaded.error());
  return all.substr(0, all.find('\n'));
}

std::string CommandOf(const LoadedManifest& loaded, std::string_view output) {
  const NodeId node = loaded.graph.FindNode(output);
  if (node == kNoNode || loaded.graph.ProducerOf(node) == kNoEdge) return "-";
  return EvaluateOrEmpty(loaded.graph, loaded.graph.ProducerOf(node),
                         KnownName::kCommand);
}

ProfileNames InputsOf(const LoadedManifest& loaded, std::string_view output) {
  ProfileNames paths;
  const EdgeId edge = loaded.graph.ProducerOf(loaded.graph.FindNode(output));
  for (const NodeId node : loaded.graph.AllInputs(edge)) {
    paths.emplace_back(loaded.graph.PathOf(node));
  }
  return paths;
}

constexpr std::string_view kHead =
    "xb_required_version = 1.0\n"
    "profile dev\n"
    "  cflags = -O0\n"
    "profile test : dev\n"
    "  cflags = $cflags --coverage\n"
    "  ldflags = --coverage\n"
    "profile prod\n"
    "  cflags = -O3\n"
    "default_profile dev\n"
    "builddir = build/$profile\n";
constexpr std::string_view kRest =
    "rule cc\n"
    "  command = cc $cflags $ldflags $in\n"
    "build $builddir/a.o: cc a.c\n"
    "build all: phony $builddir/a.o\n";
std::string Manifest() { return std::string(kHead) + std::string(kRest); }

TEST(ProfilesTest, TheDefaultOneCountsWhenNoneIsAskedFor) {
  const LoadedManifest loaded = MustLoad(Manifest(), Own());
  EXPECT_EQ(loaded.profiles, ProfileNames({"dev"}));
  EXPECT_EQ(CommandOf(loaded, "build/dev/a.o"), "cc -O0  a.c");
}

TEST(ProfilesTest, WithoutADefaultItIsTheFirst) {
  EXPECT_EQ(MustLoad("xb_required_version = 1.0\nprofile b\nprofile a\n", Own())
                .profiles,
            ProfileNames({"b"}));
}

TEST(ProfilesTest, AParentComesFirst) {
  const LoadedManifest loaded = MustLoad(Manifest(), Own({"test"}));
  EXPECT_EQ(CommandOf(loaded, "build/test/a.o"),
            "cc -O0 --coverage --coverage a.c");
  EXPECT_EQ(CommandOf(loaded, "build/dev/a.o"), "-");
}

TEST(ProfilesTest, AChildMayStandBeforeItsParent) {
  const LoadedManifest loaded = MustLoad(
      "xb_required_version = 1.0\n"
      "profile b : a\n  f = $f 2\nprofile a\n  f = 1\n"
      "rule r\n  command = $f\nbuild x: r\n",
      Own());
  EXPECT_EQ(CommandOf(loaded, "x"), "1 2");
}

TEST(ProfilesTest, SeveralAreOneGraph) {
  const LoadedManifest loaded = MustLoad(Manifest(), Own({"prod", "dev"}));
  EXPECT_EQ(loaded.profiles, ProfileNames({"prod", "dev"}));
  EXPECT_EQ(CommandOf(loaded, "build/dev/a.o"), "cc -O0  a.c");
  EXPECT_EQ(CommandOf(loaded, "build/prod/a.o"), "cc -O3  a.c");
  EXPECT_EQ(InputsOf(loaded, "all"),
            ProfileNames({"build/prod/a.o", "build/dev/a.o"}));
}

TEST(ProfilesTest, AStepOfSeveralProfilesIsOneEdge) {
  const std::string text =
      Manifest() +
      "pool p\n  depth = 2\nrule gen\n  command = gen $out $x\n  pool = p\n"
      "build gen.h | gen.c: gen in |@ check\n  x = 1\nbuild check: gen\n";
  const LoadedManifest loaded = MustLoad(text, Own({"dev", "prod"}));
  EXPECT_EQ(CommandOf(loaded, "gen.h"), "gen gen.h 1");
  EXPECT_EQ(loaded.graph.edge_count(), 5u);
}

TEST(ProfilesTest, OutputsThatCollideAreAnError) {
  const std::string head(kHead);
  const std::string hint =
      "; `$profile` or `$builddir` in its path keeps them apart";
  // What differs is only known at the end of the manifest.
  EXPECT_EQ(
      ProfileErrorOf(head + "rule cc\n  command = cc $cflags\nbuild o: cc\n",
                     Own({"dev", "prod"})),
      "build.ninja:13:1: Several profiles make o, each in its own way" + hint);
  const std::string rule = head + "rule r\n  command = r\n";
  for (const char* edge :
       {"build o: r $profile\n", "build o | $profile: r\n",
        "build o: r |@ $profile\n", "build o: r | $profile\n",
        "build o: $profile\nrule x\n  command = x\n"}) {
    const std::string error = ProfileErrorOf(rule + edge, Own({"dev", "prod"}));
    EXPECT_NE(error, "no error") << edge;
  }
  EXPECT_EQ(
      ProfileErrorOf(rule + "build o: r $profile\n", Own({"dev", "prod"})),
      "build.ninja:13:1: Several profiles make o" + hint);
}

TEST(ProfilesTest, WithinAProfileAnOutputHasOneEdge) {
  EXPECT_EQ(
      ProfileErrorOf(Manifest() + "build all: phony x\n", Own({"dev", "prod"})),
      "build.ninja:16:1: Multiple rules generate all; the other one is "
      "at build.ninja:14");
  EXPECT_EQ(ProfileErrorOf(Manifest() + "build $builddir/a.o: cc x\n",
                           Own({"dev", "prod"})),
            "build.ninja:16:1: Multiple rules generate build/dev/a.o; the "
            "other one is at build.ninja:13");
}

TEST(ProfilesTest, PoolsAreShared) {
  const std::string head(kHead);
  EXPECT_EQ(ProfileErrorOf(head + "pool p\n  depth = 1\npool p\n  depth = 1\n",
                           Own({"dev", "prod"})),
            "build.ninja:13:7: Duplicate pool 'p'");
  const std::string varying =
      "xb_required_version = 1.0\nprofile a\n  n = 1\nprofile b\n  n = 2\n"
      "pool p\n  depth = $n\n";
  EXPECT_EQ(ProfileErrorOf(varying, Own({"a"})), "no error");
  EXPECT_NE(ProfileErrorOf(varying, Own({"a", "b"})).find("another depth"),
            std::string::npos);
}

TEST(ProfilesTest, AllOfThem) {
  LoadOptions options = Own({"prod"});
  options.all_profiles = true;
  EXPECT_EQ(MustLoad(Manifest(), options).profiles,
            ProfileNames({"dev", "test", "prod"}));
  // A manifest without any is itself.
  options.profiles.clear();
  EXPECT_EQ(
      CommandOf(MustLoad("rule r\n  command = r\nbuild x: r\n", options), "x"),
      "r");
}

TEST(ProfilesTest, LogsAreWhereAllProfilesFindThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"builddir = build/$profile\n", "build"},
      {"builddir = out/x-$profile/y\n", "out"},
      {"builddir = $profile\n", ""},
      {"builddir = /$profile\n", "/"},
      {"builddir = logs\n", "logs"},
      {"", ""},
      {"d = a/$profile\nbuilddir = $d/b\n", "a"},
      {"d = $profile\nd = x\nbuilddir = $d\n", "x"},
      {"builddir = of/$own\n", "of"},
      {"builddir = of/$other\n", "of"},
  };
  for (const auto& [line, directory] : cases) {
    const std::string text =
        "xb_required_version = 1.0\nprofile dev\n  own = o\n"
        "profile prod\n  other = p\n" +
        std::string(line);
    for (const ProfileNames& names : {ProfileNames{"dev"}, ProfileNames{"prod"},
                                      ProfileNames{"dev", "prod"}}) {
      EXPECT_EQ(MustLoad(text, Own(names)).build_dir, directory) << line;
    }
  }
}

TEST(ProfilesTest, TheCommandLineOverrides) {
  LoadOptions options = Own();
  options.variables = {{"cflags", "-O1", "-g"}, {"ldflags", {}, "-s"}};
  EXPECT_EQ(CommandOf(MustLoad(Manifest(), options), "build/dev/a.o"),
            "cc -O1 -g -s a.c");
  options.profiles = {{"test"}};
  EXPECT_EQ(CommandOf(MustLoad(Manifest(), options), "build/test/a.o"),
            "cc -O1 -g --coverage -s a.c");
}

TEST(ProfilesTest, WhatIsAddedIsAddedOnceAndLast) {
  LoadOptions options = Own();
  options.variables = {{"f", {}, "+"}};
  const LoadedManifest loaded = MustLoad(
      "f = 1\nf = $f 2\ng = $f\nf = $f 3\nrule r\n  command = $f,$g\n"
      "build x: r\nsubninja more\n",
      options, "f = $f 4\nbuild y: r\n");
  EXPECT_EQ(CommandOf(loaded, "x"), "1 2 3 +,1 2 +");
  EXPECT_EQ(CommandOf(loaded, "y"), "1 2 3 4 +,1 2 +");
}

TEST(ProfilesTest, AVariableThatNoFileHasIsAnError) {
  LoadOptions options = Own();
  options.variables = {{"cflgas", "x", ""}};
  EXPECT_EQ(ProfileErrorOf(Manifest(), options),
            "The manifest has no variable `cflgas` for -D; did you mean "
            "`cflags`?");
  options.variables = {{"in_more", "x", ""}};
  EXPECT_EQ(ProfileErrorOf("include more\n", options, "x = $in_more\n"),
            "no error");
}

TEST(ProfilesTest, WishesThatTheManifestDoesNotHave) {
  LoadOptions options = Own({"prdo"});
  EXPECT_EQ(ProfileErrorOf(Manifest(), options),
            "Unknown profile `prdo`; did you mean `prod`?");
  EXPECT_EQ(ProfileErrorOf("a = b\n", options),
            "Unknown profile `prdo`; neither the manifest nor a settings file "
            "has it");
  options.other_profiles = {"prd"};
  EXPECT_EQ(ProfileErrorOf("a = b\n", options),
            "Unknown profile `prdo`; did you mean `prd`?");
  options.profiles[0].need = Need::kIfAny;
  EXPECT_EQ(ProfileErrorOf("a = b\n", options), "no error");
  EXPECT_NE(ProfileErrorOf(Manifest(), options), "no error");
  options.profiles[0].need = Need::kIfDeclared;
  EXPECT_EQ(MustLoad(Manifest(), options).profiles, ProfileNames({"dev"}));
}

TEST(ProfilesTest, MayBeInAnIncludedFile) {
  const LoadedManifest loaded =
      MustLoad("xb_required_version = 1.0\ninclude more\n" + std::string(kRest),
               Own({"b"}), "profile a\nprofile b\n  cflags = -b\n");
  EXPECT_EQ(CommandOf(loaded, "/a.o"), "cc -b  a.c");
}

TEST(ProfilesTest, Errors) {
  const std::string own = "xb_required_version = 1.0\n";
  const std::pair<std::string, const char*> cases[] = {
      {"profile a\n",
       "build.ninja:1:1: A manifest with profiles must say so; "
       "`xb_required_version = 1.0` comes first"},
      {own + "profile\n", "build.ninja:2:8: Expected profile name"},
      {own + "profile a b\n",
       "build.ninja:2:11: Expected newline, got identifier"},
      {own + "profile a :\n",
       "build.ninja:2:12: Expected the name of the parent"},
      {own + "profile a\nprofile a\n",
       "build.ninja:3:9: Duplicate profile 'a'; the other one is at "
       "build.ninja:2"},
      {own + "profile ..\n",
       "build.ninja:2:9: A profile cannot be called '..'; its name begins "
       "with a letter, a digit, `_` or `-`"},
      {own + "profile dev : bsae\nprofile base\n",
       "build.ninja:2:15: Unknown profile 'bsae'; did you mean `base`?"},
      {own + "profile a : b\nprofile b : c\nprofile c : b\n",
       "build.ninja:4:13: Cycle of profiles: a -> b -> c -> b"},
      {own + "profile a : a\n", "build.ninja:2:13: Cycle of profiles: a -> a"},
      {own + "profile dev\ndefault_profile dve\n",
       "build.ninja:3:17: Unknown profile 'dve'; did you mean `dev`?"},
      {own + "profile a\ndefault_profile a\ndefault_profile a\n",
       "build.ninja:4:17: There is a default profile already; it is 'a'"},
      {own + "profile a\nx = 1\nprofile b\n",
       "build.ninja:4:1: A profile must be declared before what it may "
       "change; profiles stand together, above rules, edges and `$profile`"},
      {own + "x = $profile\nprofile b\n",
       "build.ninja:3:1: A profile must be declared before what it may "
       "change; profiles stand together, above rules, edges and `$profile`"},
      {own + "profile a\nprofile = 1\n",
       "build.ninja:3:12: `profile` is the name of the profile that is read; "
       "-p and `default_profile` choose it"},
      {"xb_required_version = 1.1\n",
       "build.ninja:1:26: The manifest needs version 1.1 of xb's own "
       "language; this xb knows it up to version 1.0; a newer one is needed"},
      {"xb_required_version = 2.0\n",
       "build.ninja:1:26: The manifest needs version 2.0 of xb's own "
       "language; this xb knows it up to version 1.0; a newer one is needed"},
  };
  for (const auto& [text, error] : cases) {
    EXPECT_EQ(ProfileErrorOf(text, Own()), error) << text;
  }
  EXPECT_EQ(ProfileErrorOf(own + "subninja more\n", Own(), "profile a\n"),
            "more:1:1: A profile is for all of the manifest; it cannot be "
            "declared in a file read by `subninja`");
}

// To a real ninja a profile is an assignment that lacks its `=`.
TEST(ProfilesTest, KeywordsAreNoVariables) {
  const std::string own = "xb_required_version = 1.0\n";
  EXPECT_EQ(ProfileErrorOf(own + "profile a\n  x = 1\n  pool = p\n", Own()),
            "build.ninja:4:3: 'pool' cannot be the name of a variable here");
  EXPECT_EQ(ProfileErrorOf(own + "profile a\n  poolside = p\n", Own()),
            "no error");
}

TEST(ProfilesTest, ForNinjaTheyAreErrors) {
  FakeDisk disk;
  disk.Create("build.ninja", Manifest());
  const auto loaded = LoadManifest(disk, "build.ninja", {});
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(FormatAsNinja(loaded.error()),
            "build.ninja:2: expected '=', got identifier\nprofile dev\n"
            "        ^ near here");
  EXPECT_EQ(ProfileErrorOf("xb_required_version = 9\nprofile = x\n", {}),
            "no error");
}

TEST(ProfilesTest, VariablesOfThatNameAreVariables) {
  const LoadedManifest loaded = MustLoad(
      "profile = p\ndefault_profile = d\nrule r\n"
      "  command = $profile $default_profile\nbuild x: r\n",
      Own());
  EXPECT_EQ(CommandOf(loaded, "x"), "p d");
  EXPECT_TRUE(loaded.profiles.empty());
}

}  // namespace
}  // namespace xb::ninja
