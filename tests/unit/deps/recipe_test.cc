// SPDX-License-Identifier: Apache-2.0
#include "deps/recipe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "deps/fetch.h"
#include "deps/secrets.h"
#include "manifest/project/step_needs.h"

namespace xb::deps {
namespace {

using project::DependencySpec;
using project::RecipeKind;

DependencySpec SpecOf(RecipeKind kind) {
  DependencySpec spec;
  spec.name = "zlib";
  spec.source.urls = {"https://example.org/zlib-1.3.tar.gz"};
  spec.source.sha256 = std::string(64, 'a');
  spec.kind = kind;
  return spec;
}

const RecipePlaces kPlaces{.source = "/s",
                           .build = "/b",
                           .prefix = "/p",
                           .stage = "/d",
                           .program = "/bin/xb",
                           .dependencies = {{"lua-5", "/r/lua"}}};

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string ValueOf(const project::TextPairs& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one.first == name;
  });
  return found == all.end() ? "unset" : found->second;
}

TEST(DependencySpecTest, IsTheSameAfterWritingAndReading) {
  DependencySpec spec = SpecOf(RecipeKind::kCommands);
  spec.args = {"--with=$A \"b\"", "tab\tand\\backslash", "\xc3\xa9"};
  spec.env = {{"NAME", "a b"}, {"OTHER", ""}};
  spec.installs = false;
  spec.tools.triple = "aarch64-linux-gnu";
  spec.dependencies = {SpecOf(RecipeKind::kMake)};
  spec.dependencies[0].source = {};
  spec.dependencies[0].source.path = "deps/lua";
  const std::string text = WriteSpec(spec);
  EXPECT_FALSE(Has(text, "\n"));
  auto read = project::ReadSpec("recipe", text);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(WriteSpec(read.value()), text);
  EXPECT_EQ(read.value().args, spec.args);
  EXPECT_EQ(read.value().env, spec.env);
  EXPECT_FALSE(read.value().installs);
  EXPECT_EQ(read.value().dependencies[0].source.path, "deps/lua");
}

TEST(DependencySpecTest, WhatNobodyWroteIsRefused) {
  for (const char* text :
       {"", "{}", "{name=\"x\"}", "{name=\"x\",path=\"p\",build=\"bazel\"}",
        "{name=\"x\",path=1,build=\"none\"}",
        "{name=\"x\",path=\"p\",git=\"g\",build=\"none\"}",
        "{name=\"x\",path=\"p\",build=\"none\",dependencies=[{name=\"y\"}]}"}) {
    EXPECT_FALSE(project::ReadSpec("recipe", text).ok()) << text;
  }
}

TEST(RecipeTest, MakeIsToldOfAnotherCompilerAndInstallsBelowTheStage) {
  DependencySpec spec = SpecOf(RecipeKind::kMake);
  spec.tools.cc = "clang";
  spec.args = {"LEVEL=$LEVEL"};
  spec.targets = {"static"};
  const std::string script = RecipeScript(spec, kPlaces);
  EXPECT_TRUE(Has(script, "make 'CC=clang' \"LEVEL=$LEVEL\""));
  EXPECT_TRUE(Has(script, " static\n"));
  EXPECT_TRUE(Has(script, "'DESTDIR=/d' install\n")) << script;
}

TEST(RecipeTest, WhatDoesNotInstallHasNoStage) {
  DependencySpec spec = SpecOf(RecipeKind::kMake);
  spec.installs = false;
  EXPECT_FALSE(Has(RecipeScript(spec, kPlaces), "install"));
  EXPECT_EQ(TreeOf(spec, kPlaces), "/s");
  EXPECT_EQ(TreeOf(SpecOf(RecipeKind::kCMake), kPlaces), "/b");
}

TEST(RecipeTest, CMakeAndMesonAreToldOfTheOtherMachine) {
  DependencySpec spec = SpecOf(RecipeKind::kCMake);
  spec.tools.triple = "aarch64-linux-gnu";
  spec.tools.cc = "aarch64-linux-gnu-gcc";
  const std::string script = RecipeScript(spec, kPlaces);
  EXPECT_TRUE(Has(script, "-DCMAKE_SYSTEM_PROCESSOR=aarch64"));
  EXPECT_TRUE(Has(script, "-DCMAKE_C_COMPILER=aarch64-linux-gnu-gcc"));
  EXPECT_TRUE(Has(script, "-DCMAKE_PREFIX_PATH=/r/lua"));
  spec.kind = RecipeKind::kMeson;
  EXPECT_TRUE(Has(MesonCrossFile(spec), "c = 'aarch64-linux-gnu-gcc'"));
  EXPECT_TRUE(Has(RecipeScript(spec, kPlaces), "--cross-file=/b.cross.ini"));
  EXPECT_EQ(MesonCrossFile(SpecOf(RecipeKind::kMeson)), "");
}

TEST(RecipeTest, TheEnvironmentHasWhatItIsBuiltWith) {
  DependencySpec spec = SpecOf(RecipeKind::kAutotools);
  spec.cflags = "-O1";
  spec.tools.sysroot = "/root";
  spec.env = {{"EXTRA", "1"}};
  const auto environment = RecipeEnvironment(spec, kPlaces);
  EXPECT_EQ(ValueOf(environment, "CFLAGS"), "--sysroot=/root -O1");
  EXPECT_EQ(ValueOf(environment, "XB_DEP_LUA_5"), "/r/lua");
  EXPECT_EQ(ValueOf(environment, "CPPFLAGS"), "-I/r/lua/include");
  EXPECT_EQ(ValueOf(environment, "EXTRA"), "1");
  // Its Makefile would install below it twice.
  EXPECT_EQ(ValueOf(environment, "DESTDIR"), "unset");
}

TEST(FetchTest, AnArchiveHasTheNameThatItsAddressEndsIn) {
  EXPECT_EQ(FileNameOf("https://x.org/a/b-1.tar.gz?raw=1#top"), "b-1.tar.gz");
  EXPECT_EQ(FileNameOf("https://x.org/a/..?x"), "archive..");
}

TEST(SecretsTest, ValuesAndTheirLinesAreMasked) {
  EXPECT_EQ(Masked("a token b token", {"token"}), "a *** b ***");
  EXPECT_EQ(Masked("key line two end", {"first line\nline two\nx"}),
            "key *** end");
  EXPECT_EQ(Masked("nothing", {""}), "nothing");
}

TEST(StepNeedsTest, WordsComeBackAsTheyWere) {
  project::Secret secret;
  secret.name = "key";
  secret.origin = project::SecretOrigin::kCommand;
  secret.source = "pass show a:b";
  secret.variable = "KEY";
  secret.as_file = true;
  const auto read = project::ParseSecretWord(SecretWord(secret));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(SecretWord(read.value()), "key:command:file:KEY:pass show a:b");
  EXPECT_EQ(read.value().source, secret.source);
  project::CacheDir directory;
  directory.name = "cargo";
  directory.sharing = project::CacheDirSharing::kLocked;
  directory.mode = 0750;
  directory.owner = "me:staff";
  directory.variable = "CARGO_HOME";
  directory.path = "/var/a:b";
  const auto again = project::ParseCacheDirWord(CacheDirWord(directory));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().mode, 0750u);
  EXPECT_EQ(again.value().owner, "me:staff");
  EXPECT_EQ(again.value().path, "/var/a:b");
  EXPECT_FALSE(project::ParseSecretWord("key:nowhere:file:KEY:x").ok());
  EXPECT_FALSE(project::ParseCacheDirWord("a:shared:9:::").ok());
}

}  // namespace
}  // namespace xb::deps
