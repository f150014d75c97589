// SPDX-License-Identifier: Apache-2.0
// The tools that print what the manifest says.
#include <gtest/gtest.h>

#include <string>

#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

using std::string_literals::operator""s;

constexpr char kManifest[] =
    "rule cc\n"
    "  command = cc $in -o $out\n"
    "  description = CC $out $$\n"
    "rule ld\n"
    "  command = ld @$out.rsp -o $out\n"
    "  rspfile = $out.rsp\n"
    "  rspfile_content = $in_newline\n"
    "build a.o: cc a.c | a.h || gen\n"
    "build b$ b.o: cc b.c\n"
    "build gen: phony gen.in\n"
    "build app | app.map: ld a.o b$ b.o |@ check\n"
    "build check: cc app\n"
    "build all: phony app\n"
    "default all\n";

TEST(CommandsToolTest, PrintsEachCommandOnceInputsFirst) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"commands", "check", "all"}),
            "cc a.c -o a.o\n"
            "cc b.c -o 'b b.o'\n"
            "ld @app.rsp -o app\n"
            "cc app -o check\n");
}

TEST(CommandsToolTest, SingleLeavesOutTheChain) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"commands", "check", "-s", "all"}),
            "cc app -o check\n");
}

TEST(CommandsToolTest, DeepGraphIsNoProblem) {
  std::string manifest = "rule r\n  command = $out\n";
  for (int i = 1; i < 30000; ++i) {
    manifest +=
        "build " + std::to_string(i) + ": r " + std::to_string(i - 1) + "\n";
  }
  ToolDriver driver(manifest);
  EXPECT_EQ(driver.Output({"commands", "29999"}).substr(0, 6), "1\n2\n3\n");
}

TEST(CommandsToolTest, CircleEnds) {
  ToolDriver driver("rule r\n  command = $out\nbuild a: r b\nbuild b: r a\n");
  EXPECT_EQ(driver.Output({"commands", "a"}), "b\na\n");
}

TEST(InputsToolTest, PrintsSortedAndQuotedWithoutPhonyNames) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"inputs"}),
            "'b b.o'\na.c\na.h\na.o\napp\nb.c\ngen.in\n");
}

TEST(InputsToolTest, FlagsChangeQuotesOrderAndEnds) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"inputs", "-dE0", "app"}),
            "a.c\0a.h\0gen.in\0a.o\0b.c\0b b.o\0"s);
}

TEST(MultiInputsToolTest, PrintsEachTargetWithItsInputs) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"multi-inputs", "a.o", "gen"}),
            "a.o\ta.c\na.o\ta.h\na.o\tgen.in\ngen\tgen.in\n");
  EXPECT_EQ(driver.Output({"multi-inputs", "-0d, ", "gen", "b b.o"}),
            "gen, gen.in\0b b.o, b.c\0"s);
}

TEST(TargetsToolTest, TreeIsCutAtItsDepth) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"targets", "depth", "2"}),
            "app.map: ld\n  a.o: cc\n  b b.o: cc\n"
            "check: cc\n  app: ld\n"
            "all: phony\n  app: ld\n");
}

TEST(TargetsToolTest, DepthThatIsNoNumberMeansTheWholeTree) {
  ToolDriver driver("build a: phony b\nbuild b: phony c\n");
  EXPECT_EQ(driver.Output({"targets", "depth", "x"}),
            "a: phony\n  b: phony\n    c\n");
}

TEST(TargetsToolTest, CircleBelowARootEnds) {
  ToolDriver driver(
      "build root: phony a\nbuild a: phony b\nbuild b: phony a\n");
  EXPECT_EQ(driver.Output({"targets", "depth", "0"}),
            "root: phony\n  a: phony\n    b: phony\n      a: phony\n");
}

TEST(TargetsToolTest, ByRuleIsSortedAndSourcesAreInOrderOfUse) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"targets", "rule", "cc"}), "a.o\nb b.o\ncheck\n");
  EXPECT_EQ(driver.Output({"targets", "rule"}), "a.c\na.h\nb.c\ngen.in\n");
}

TEST(TargetsToolTest, UnknownModeIsAnErrorWithASuggestion) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Run({"targets", "dept"}), 1);
  EXPECT_EQ(driver.err.text,
            "error: unknown target tool mode 'dept', did you mean 'depth'?\n");
}

TEST(RulesToolTest, DescriptionsAreUnexpandedAndSubninjaRulesUnknown) {
  ToolDriver driver(std::string(kManifest) + "subninja sub\n");
  driver.disk.Create("sub", "rule inner\n  command = x\n");
  EXPECT_EQ(driver.Output({"rules", "-d"}), "cc: CC ${out} $\nld\nphony\n");
}

TEST(CompdbToolTest, ExpandsResponseFilesOnRequest) {
  ToolDriver driver(kManifest);
  const std::string plain = driver.Output({"compdb", "ld"});
  EXPECT_NE(plain.find("\"command\": \"ld @app.rsp -o app\",\n"),
            std::string::npos);
  EXPECT_NE(plain.find("\"file\": \"a.o\",\n    \"output\": \"app\"\n  }\n]\n"),
            std::string::npos);
  const std::string expanded = driver.Output({"compdb", "-x", "ld"});
  EXPECT_NE(expanded.find("\"command\": \"ld a.o 'b b.o' -o app\",\n"),
            std::string::npos);
}

TEST(CompdbToolTest, NoEdgeIsAnEmptyList) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"compdb", "nothing"}), "[\n]\n");
}

TEST(CompdbToolTest, ResponseFileIsExpandedOnlyBehindAFlagForOne) {
  ToolDriver driver(
      "rule plain\n"
      "  command = x $rspfile\n"
      "  rspfile = r\n"
      "  rspfile_content = content\n"
      "rule option\n"
      "  command = x --option-file=$rspfile -f $rspfile\n"
      "  rspfile = r\n"
      "  rspfile_content = content\n"
      "build a: plain in\n"
      "build b: option in\n");
  const std::string text = driver.Output({"compdb", "-x"});
  EXPECT_NE(text.find("\"x r\""), std::string::npos);
  EXPECT_NE(text.find("\"x content -f r\""), std::string::npos);
}

TEST(CompdbTargetsToolTest, PrintsOnlyWhatTheTargetsNeed) {
  ToolDriver driver(kManifest);
  const std::string text = driver.Output({"compdb-targets", "a.o", "all"});
  EXPECT_NE(text.find("\"cc a.c -o a.o\""), std::string::npos);
  EXPECT_NE(text.find("\"output\": \"app\""), std::string::npos);
  EXPECT_EQ(text.find("\"output\": \"check\""), std::string::npos);
  EXPECT_EQ(text.find("\"output\": \"all\""), std::string::npos);
}

TEST(CompdbTargetsToolTest, UnknownTargetIsFatal) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Run({"compdb-targets", "nowhere"}), 1);
  EXPECT_TRUE(driver.error_was_fatal);
  EXPECT_EQ(driver.Run({"compdb-targets", "a.c"}), 1);
  EXPECT_EQ(driver.err.text,
            "error: 'a.c' is not a target (i.e. it is not an output of any "
            "`build` statement)\n");
}

TEST(CompdbTargetsToolTest, WithoutTargetsTheUsageIsShown) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Run({"compdb-targets"}), 1);
  EXPECT_EQ(driver.err.text,
            "ninja: error: compdb-targets expects the name of at least one "
            "target\n");
  EXPECT_EQ(driver.out.text.substr(0, 6), "usage:");
}

TEST(QueryToolTest, PrintsBothSidesOfANode) {
  ToolDriver driver(kManifest);
  EXPECT_EQ(driver.Output({"query", "a.o", "app", "check"}),
            "a.o:\n  input: cc\n    a.c\n    | a.h\n    || gen\n"
            "  outputs:\n    app\n    app.map\n"
            "app:\n  input: ld\n    a.o\n    b b.o\n"
            "  validations:\n    check\n  outputs:\n    check\n    all\n"
            "check:\n  input: cc\n    app\n  outputs:\n"
            "  validation for:\n    app\n    app.map\n");
}

constexpr char kDyndepManifest[] =
    "rule cp\n"
    "  command = cp $in $out\n"
    "build out: cp in || dd\n"
    "  dyndep = dd\n";

TEST(QueryToolTest, DyndepFileIsTakenIntoAccount) {
  ToolDriver driver(kDyndepManifest);
  driver.disk.Create("dd",
                     "ninja_dyndep_version = 1\n"
                     "build out | out2: dyndep | in2\n");
  EXPECT_EQ(driver.Output({"query", "out", "in2"}),
            "out:\n  input: cp\n    in\n    | in2\n    || dd\n  outputs:\n"
            "in2:\n  outputs:\n    out\n    out2\n");
}

TEST(QueryToolTest, DyndepFileThatIsMissingIsAWarning) {
  ToolDriver driver(kDyndepManifest);
  EXPECT_EQ(driver.Output({"query", "out"}),
            "out:\n  input: cp\n    in\n    || dd\n  outputs:\n");
  EXPECT_EQ(driver.err.text,
            "ninja: warning: loading 'dd': No such file or directory\n\n");
}

TEST(GraphToolTest, EdgeWithOneInputAndOneOutputIsAnArrow) {
  ToolDriver driver(
      "rule cp\n"
      "  command = x\n"
      "build b: cp a\n"
      "build c: cp b \"d || e\n"
      "default c\n");
  EXPECT_EQ(driver.Output({"graph"}),
            "digraph ninja {\n"
            "rankdir=\"LR\"\n"
            "node [fontsize=10, shape=box, height=0.25]\n"
            "edge [fontsize=10]\n"
            "\"0x100000002\" [label=\"c\"]\n"
            "\"0x200000001\" [label=\"cp\", shape=ellipse]\n"
            "\"0x200000001\" -> \"0x100000002\"\n"
            "\"0x100000000\" -> \"0x200000001\" [arrowhead=none]\n"
            "\"0x100000003\" -> \"0x200000001\" [arrowhead=none]\n"
            "\"0x100000004\" -> \"0x200000001\" [arrowhead=none "
            "style=dotted]\n"
            "\"0x100000000\" [label=\"b\"]\n"
            "\"0x100000001\" -> \"0x100000000\" [label=\" cp\"]\n"
            "\"0x100000001\" [label=\"a\"]\n"
            "\"0x100000003\" [label=\"\\\"d\"]\n"
            "\"0x100000004\" [label=\"e\"]\n"
            "}\n");
}

TEST(ListToolTest, XbHasToolsOfItsOwn) {
  const Tool* list = FindTool("list");
  ASSERT_NE(list, nullptr);
  for (const Personality who : {Personality::kNinja, Personality::kXb}) {
    Settings settings;
    settings.personality = who;
    FakeDisk disk;
    StringStream out;
    StringStream err;
    ToolContext context{.settings = settings,
                        .program = "prog",
                        .disk = disk,
                        .out = out,
                        .err = err};
    ASSERT_TRUE(list->run(context, {}).ok());
    EXPECT_EQ(out.text.substr(0, 45),
              "prog subtools:\n     browse  browse dependency");
    EXPECT_EQ(out.text.find("        why  ") != std::string::npos,
              who == Personality::kXb);
    EXPECT_EQ(out.text.find("urtle"), std::string::npos);
  }
}

TEST(ListToolTest, ToolsOfWindowsAreUnknown) {
  ToolDriver driver;
  EXPECT_EQ(driver.Run({"wincodepage"}), 1);
  EXPECT_TRUE(driver.error_was_fatal);
  EXPECT_EQ(driver.err.text, "error: unknown tool 'wincodepage'\n");
}

}  // namespace
}  // namespace xb
