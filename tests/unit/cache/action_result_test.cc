// SPDX-License-Identifier: Apache-2.0
#include "cache/action_result.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "unit/cache/cache_support.h"

namespace xb {
namespace {

const std::vector<std::string> kNone;

ActionResult Rich() {
  ActionResult result;
  result.rule = "cc";
  result.exit_status = 3;
  result.duration_ms = 1234;
  result.text = DigestOf("warning");
  result.depfile = "a.o: a.c\n";
  result.dependencies = {"a.h", "/usr/include/b.h", "../c.h"};
  result.outputs = {{.path = "a.o",
                     .digest = DigestOf("object"),
                     .content = Xxh3Wide("object"),
                     .mode = 0666},
                    {.path = "bin/tool",
                     .digest = DigestOf("tool"),
                     .content = Xxh3Wide("tool"),
                     .mode = 0751,
                     .mode_follows_umask = false},
                    {.path = "liba.so",
                     .kind = OutputKind::kSymlink,
                     .target = "../liba.so.1"}};
  return result;
}

ActionResult WithPaths(const std::vector<std::string>& paths) {
  ActionResult result;
  for (const std::string& path : paths)
    result.outputs.push_back({.path = path});
  return result;
}

TEST(ActionResultTest, ComesBack) {
  for (const ActionResult& result : {Rich(), ActionResult()}) {
    EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone), result);
  }
}

TEST(ActionResultTest, NoDepfileIsNotAnEmptyOne) {
  ActionResult result;
  result.depfile = "";
  EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone)->depfile, "");
  result.depfile.reset();
  EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone)->depfile,
            std::nullopt);
}

TEST(ActionResultTest, NamesItsBlobs) {
  const std::vector<Digest> blobs = {DigestOf("warning"), DigestOf("object"),
                                     DigestOf("tool")};
  EXPECT_EQ(Rich().Blobs(), blobs);
  EXPECT_TRUE(ActionResult().Blobs().empty());
}

TEST(ActionResultTest, OutputsStayInside) {
  for (const char* path : {"../a.o", "..", "/etc/passwd", "/", "../../../x", "",
                           ".", "a//b", "./a", "a/", "a/./b", "a/../../b"}) {
    EXPECT_EQ(ActionResult::Decode(WithPaths({path}).Encode(), kNone),
              std::nullopt)
        << path;
  }
  const ActionResult nul = WithPaths({std::string("a\0b", 3)});
  EXPECT_EQ(ActionResult::Decode(nul.Encode(), kNone), std::nullopt);
}

TEST(ActionResultTest, DeclaredOutputsMayBeAnywhere) {
  const std::vector<std::string> declared = {"../a.o", "/opt/b.o"};
  EXPECT_TRUE(
      ActionResult::Decode(WithPaths(declared).Encode(), declared).has_value());
  EXPECT_EQ(ActionResult::Decode(WithPaths({"../b.o"}).Encode(), declared),
            std::nullopt);
}

TEST(ActionResultTest, NothingGoesThroughALinkMadeHere) {
  ActionResult result = WithPaths({"dir/file"});
  result.outputs.insert(
      result.outputs.begin(),
      {.path = "dir", .kind = OutputKind::kSymlink, .target = "/etc"});
  EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone), std::nullopt);
  std::swap(result.outputs[0], result.outputs[1]);
  EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone), std::nullopt);
  result.outputs[1].path = "dir2";
  EXPECT_TRUE(ActionResult::Decode(result.Encode(), kNone).has_value());
}

TEST(ActionResultTest, NothingIsWrittenTwice) {
  EXPECT_EQ(ActionResult::Decode(WithPaths({"a", "b", "a"}).Encode(), kNone),
            std::nullopt);
}

TEST(ActionResultTest, LinkNeedsATarget) {
  ActionResult result;
  result.outputs.push_back({.path = "a", .kind = OutputKind::kSymlink});
  EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone), std::nullopt);
  result.outputs[0].target = std::string("a\0b", 3);
  EXPECT_EQ(ActionResult::Decode(result.Encode(), kNone), std::nullopt);
}

TEST(ActionResultTest, LimitsHold) {
  const auto is_refused = [](const std::function<void(ActionResult*)>& change) {
    ActionResult result = Rich();
    change(&result);
    return !ActionResult::Decode(result.Encode(), kNone);
  };
  const std::string long_path(ActionResult::kMaxPath + 1, 'p');
  EXPECT_TRUE(is_refused([&](auto* r) { r->outputs[0].path = long_path; }));
  EXPECT_TRUE(is_refused([&](auto* r) { r->outputs[2].target = long_path; }));
  EXPECT_TRUE(is_refused([&](auto* r) { r->dependencies = {long_path}; }));
  EXPECT_TRUE(is_refused([&](auto* r) { r->dependencies = {""}; }));
  EXPECT_TRUE(is_refused([&](auto* r) { r->rule.resize(1025); }));
  EXPECT_TRUE(is_refused([](auto* r) { r->exit_status = 256; }));
  EXPECT_TRUE(is_refused([](auto* r) { r->exit_status = -1; }));
  // No set-user-id program ever comes out of a cache.
  EXPECT_TRUE(is_refused([](auto* r) { r->outputs[0].mode = 04755; }));
  EXPECT_TRUE(is_refused([](auto* r) {
    while (r->dependencies.size() <= 200000) r->dependencies.Add("d");
  }));
  EXPECT_FALSE(is_refused([](auto*) {}));
}

TEST(ActionResultTest, CutOrLongerIsRefused) {
  const std::string bytes = Rich().Encode();
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(ActionResult::Decode(bytes.substr(0, size), kNone), std::nullopt);
  }
  EXPECT_EQ(ActionResult::Decode(bytes + "x", kNone), std::nullopt);
}

TEST(ActionResultTest, NoDamageLeadsOutside) {
  const std::string bytes = Rich().Encode();
  std::mt19937 random(5);
  size_t decoded = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string damaged = bytes;
    for (int flips = 0; flips < 3; ++flips) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    const auto result = ActionResult::Decode(damaged, kNone);
    if (!result) continue;
    ++decoded;
    for (const ActionOutput& output : result->outputs) {
      EXPECT_NE(output.path[0], '/');
      EXPECT_NE(output.path.substr(0, 2), "..");
    }
  }
  EXPECT_GT(decoded, 0u);
}

TEST(ActionResultTest, HugeCountsCostNothing) {
  // Says that there are 2^28 dependencies, and ends.
  std::string bytes = ActionResult().Encode();
  bytes.resize(bytes.size() - 2);
  bytes += "\xff\xff\xff\x7f";
  EXPECT_EQ(ActionResult::Decode(bytes, kNone), std::nullopt);
}

}  // namespace
}  // namespace xb
