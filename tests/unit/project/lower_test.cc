// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/lower.h"

#include <gtest/gtest.h>

#include <string>

#include "manifest/project/read_project.h"
#include "support/fake_project_world.h"

namespace xb::project {
namespace {

class LowerTest : public testing::Test {
 protected:
  Result<LoweredProject> LowerText(const std::string& toml) {
    auto document = ParseToml("xb.toml", toml);
    if (!document.ok()) return document.TakeError();
    auto project = ReadProject(document.value(), "here");
    if (!project.ok()) return project.TakeError();
    return Lower(
        project.value(), world_,
        {.chosen = {}, .profiles = {}, .root = "/r", .command = "xb gen"});
  }

  std::string Manifest(const std::string& toml) {
    auto lowered = LowerText(toml);
    if (!lowered.ok()) return "error: " + lowered.error().message;
    return lowered.value().manifest;
  }

  static std::string LineWith(const std::string& text,
                              const std::string& part) {
    const size_t at = text.find(part);
    if (at == std::string::npos) return "no line with " + part;
    const size_t begin = text.rfind('\n', at) + 1;
    return text.substr(begin, text.find('\n', at) - begin);
  }

  FakeProjectWorld world_;
};

TEST_F(LowerTest, LibrariesStandAfterThoseThatNeedThem) {
  for (const char* name : {"a.c", "b.c", "c.c", "m.c"}) world_.Add(name);
  const std::string text = Manifest(R"(
    [target.c]
    type = "static"
    sources = ["c.c"]
    [target.b]
    type = "static"
    sources = ["b.c"]
    deps = ["c"]
    [target.a]
    type = "static"
    sources = ["a.c"]
    deps = ["c"]
    libs = ["m"]
    [target.main]
    sources = ["m.c"]
    deps = ["c", "a", "b"])");
  EXPECT_EQ(LineWith(text, "build $builddir/main: "),
            "build $builddir/main: link.main $builddir/obj/main/m.c.o "
            "$builddir/liba.a $builddir/libb.a $builddir/libc.a");
  EXPECT_NE(LineWith(text, "command = $cc $ldflags -o $out").find("-lm"),
            std::string::npos);
}

TEST_F(LowerTest, OnlyWhatIsPublicReachesOthers) {
  world_.Add("a.c");
  world_.Add("m.c");
  const std::string text = Manifest(R"(
    [target.a]
    type = "static"
    sources = ["a.c"]
    defines = ["PRIVATE"]
    public.defines = ["PUBLIC"]
    [target.main]
    sources = ["m.c"]
    deps = ["a"])");
  const std::string rule = text.substr(text.find("rule cc.main"));
  const std::string line = LineWith(rule, "command");
  EXPECT_NE(line.find("-DPUBLIC"), std::string::npos);
  EXPECT_EQ(line.find("-DPRIVATE"), std::string::npos);
}

TEST_F(LowerTest, ProfilesOfOneShapeShareTheirEdges) {
  world_.Add("m.c");
  auto one = LowerText("[target.m]\nsources = ['m.c']\n");
  ASSERT_TRUE(one.ok());
  EXPECT_TRUE(one.value().parts.empty());
  auto two = LowerText(
      "[target.m]\nsources = ['m.c']\n"
      "[profile.prod]\nseparate_debug = true\n");
  ASSERT_TRUE(two.ok());
  EXPECT_EQ(two.value().parts.size(), 2U);
}

TEST_F(LowerTest, ADependencyOnAProgramIsAnError) {
  world_.Add("m.c");
  EXPECT_EQ(Manifest("[target.p]\nsources = ['m.c']\n"
                     "[target.m]\nsources = ['m.c']\ndeps = ['p']\n"),
            "error: `p` is a program");
}

TEST_F(LowerTest, DollarsAndQuotesReachTheCompiler) {
  world_.Add("m.c");
  const std::string text = Manifest(R"(
    [target.m]
    sources = ["m.c"]
    defines = ["TEXT='$5'", "PLAIN=1"])");
  EXPECT_NE(text.find(R"('-DTEXT='\''$$5'\''' -DPLAIN=1)"), std::string::npos);
}

TEST_F(LowerTest, TheFirstLinkerThatIsThereIsTaken) {
  world_.Add("m.c");
  world_.missing = {"mold"};
  const std::string text = Manifest(
      "[target.m]\nsources = ['m.c']\n"
      "[profile.dev]\nlinker = ['mold', 'lld']\n");
  EXPECT_NE(text.find("-fuse-ld=lld"), std::string::npos);
  world_.missing = {"mold", "ld.lld"};
  EXPECT_EQ(Manifest("[target.m]\nsources = ['m.c']\n"
                     "[profile.dev]\nlinker = ['mold', 'lld']\n")
                .find("-fuse-ld"),
            std::string::npos);
}

}  // namespace
}  // namespace xb::project
