// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

constexpr char kCleanManifest[] =
    "rule cc\n"
    "  command = cc $in\n"
    "  depfile = $out.d\n"
    "  rspfile = $out.rsp\n"
    "  rspfile_content = x\n"
    "rule make\n"
    "  command = make\n"
    "rule generate\n"
    "  command = generate\n"
    "  generator = 1\n"
    "build a.o: cc a.c || header\n"
    "build header: make\n"
    "build lib lib2: make a.o\n"
    "build setup: generate\n"
    "build all: phony lib setup\n";

class CleanTest : public testing::Test {
 protected:
  CleanTest() : driver_(kCleanManifest) {
    for (const char* path : {"a.c", "a.o", "a.o.d", "a.o.rsp", "header", "lib",
                             "lib2", "setup", "all"}) {
      driver_.disk.Create(path);
    }
  }

  std::string CleanVerbosely(std::vector<std::string> words) {
    driver_.settings.verbosity.Set(Verbosity::kVerbose, Origin::kFlag);
    words.insert(words.begin(), "clean");
    return driver_.Output(words);
  }

  ToolDriver driver_;
};

TEST_F(CleanTest, RemovesAllThatWasBuiltButNotWhatGeneratorsWrote) {
  EXPECT_EQ(driver_.Output({"clean"}), "Cleaning... 6 files.\n");
  EXPECT_EQ(driver_.disk.removed(),
            (std::set<std::string>{"a.o", "a.o.d", "a.o.rsp", "header", "lib",
                                   "lib2"}));
}

TEST_F(CleanTest, GeneratorFlagRemovesWhatGeneratorsWrote) {
  EXPECT_EQ(driver_.Output({"clean", "-g"}), "Cleaning... 7 files.\n");
  EXPECT_FALSE(driver_.disk.Exists("setup"));
}

TEST_F(CleanTest, TargetIsCleanedWithWhatItIsMadeOf) {
  EXPECT_EQ(CleanVerbosely({"lib"}),
            "Cleaning...\nTarget lib\nRemove lib\nRemove a.o\nRemove a.o.d\n"
            "Remove a.o.rsp\nRemove header\n5 files.\n");
  EXPECT_TRUE(driver_.disk.Exists("lib2"));
}

TEST_F(CleanTest, RuleIsCleanedWithoutWhatItsOutputsAreMadeOf) {
  EXPECT_EQ(CleanVerbosely({"-r", "make"}),
            "Cleaning...\nRule make\nRemove header\nRemove lib\nRemove lib2\n"
            "3 files.\n");
}

TEST_F(CleanTest, DryRunRemovesNothing) {
  driver_.settings.dry_run.Set(true, Origin::kFlag);
  EXPECT_EQ(driver_.Output({"clean", "header"}),
            "Cleaning...\nTarget header\nRemove header\n1 files.\n");
  EXPECT_TRUE(driver_.disk.removed().empty());
}

TEST_F(CleanTest, UnknownNamesFailButTheOthersAreCleaned) {
  EXPECT_EQ(driver_.Run({"clean", "nothing", "", "header"}), 1);
  EXPECT_EQ(driver_.out.text, "Cleaning... 1 files.\n");
  EXPECT_EQ(driver_.err.text,
            "ninja: error: unknown target 'nothing'\n"
            "ninja: error: failed to canonicalize '': empty path\n");
  EXPECT_EQ(driver_.Run({"clean", "-r", "nothing"}), 1);
  EXPECT_EQ(driver_.err.text, "ninja: error: unknown rule 'nothing'\n");
}

TEST_F(CleanTest, RuleFlagNeedsARule) {
  EXPECT_EQ(driver_.Run({"clean", "-r"}), 1);
  EXPECT_EQ(driver_.err.text, "error: expected a rule to clean\n");
}

TEST_F(CleanTest, FileThatCannotBeRemovedFailsWithoutStopping) {
  driver_.disk.Fail("lib", "Directory not empty");
  EXPECT_EQ(driver_.Run({"clean"}), 1);
  EXPECT_EQ(driver_.out.text, "Cleaning... 5 files.\n");
  EXPECT_EQ(driver_.err.text,
            "ninja: error: remove(lib): Directory not empty\n");
}

TEST(CleanDyndepTest, OutputsThatADyndepFileAddsAreRemoved) {
  ToolDriver driver(
      "rule r\n  command = r\nbuild out: r || dd\n  dyndep = dd\n");
  driver.disk.Create("dd",
                     "ninja_dyndep_version = 1\nbuild out | extra: dyndep\n");
  driver.disk.Create("extra");
  EXPECT_EQ(driver.Output({"clean"}), "Cleaning... 1 files.\n");
  EXPECT_FALSE(driver.disk.Exists("extra"));
}

TEST(CleanDeadTest, OnlyLoggedFilesThatNobodyMakesOrReadsAreRemoved) {
  ToolDriver driver("rule r\n  command = r\nbuild made: r read\n");
  for (const char* path : {"made", "read", "dead", "foreign"}) {
    driver.disk.Create(path);
  }
  driver.prepare = [](Overlay& overlay, BuildLog& log, DepsLog&) {
    for (const char* path : {"made", "read", "dead", "gone"}) {
      log.Record(overlay.Intern(path), {});
    }
  };
  EXPECT_EQ(driver.Output({"cleandead"}), "Cleaning... 1 files.\n");
  EXPECT_EQ(driver.disk.removed(), std::set<std::string>{"dead"});
}

}  // namespace
}  // namespace xb
