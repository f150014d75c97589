// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/parser.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/evaluate.h"
#include "support/fake_disk.h"

namespace xb::ninja {
namespace {

using Names = std::vector<std::string>;

// A manifest that must load.
class Loaded {
 public:
  explicit Loaded(std::string_view text, LoadOptions options = {}) {
    disk.Create("build.ninja", text);
    Load(options);
  }
  Loaded(std::string_view text,
         std::initializer_list<std::pair<const char*, const char*>> others) {
    disk.Create("build.ninja", text);
    for (const auto& [path, content] : others) disk.Create(path, content);
    Load({});
  }

  const Graph& graph() const { return manifest->graph; }

  EdgeId EdgeOf(std::string_view output) const {
    const NodeId node = graph().FindNode(output);
    XB_CHECK(node != kNoNode);
    const EdgeId edge = graph().ProducerOf(node);
    XB_CHECK(edge != kNoEdge);
    return edge;
  }
  Names FilesRead() const {
    Names paths;
    for (const ReadFile& file : manifest->files_read) {
      paths.push_back(file.path);
    }
    return paths;
  }
  Names Paths(std::span<const NodeId> nodes) const {
    Names paths;
    for (const NodeId node : nodes) paths.emplace_back(graph().PathOf(node));
    return paths;
  }
  std::string Value(std::string_view output, KnownName name) const {
    return EvaluateOrEmpty(graph(), EdgeOf(output), name);
  }
  std::string Command(std::string_view output) const {
    return Value(output, KnownName::kCommand);
  }
  std::string PoolOf(std::string_view output) const {
    const PoolId pool = graph().edge(EdgeOf(output)).pool;
    return std::string(graph().Name(graph().pools[Index(pool)].name));
  }

  FakeDisk disk;
  std::optional<LoadedManifest> manifest;

 private:
  void Load(const LoadOptions& options) {
    Result<LoadedManifest> result = LoadManifest(disk, "build.ninja", options);
    if (!result.ok()) ADD_FAILURE() << result.error().message;
    XB_CHECK(result.ok());
    manifest = result.Take();
  }
};

constexpr std::string_view kCat =
    "rule cat\n"
    "  command = cat $in > $out\n";

std::string WithCat(std::string_view text) {
  return std::string(kCat) + std::string(text);
}

TEST(ParserTest, EmptyManifest) {
  const Loaded loaded("");
  EXPECT_EQ(loaded.graph().edge_count(), 0u);
  EXPECT_EQ(loaded.FilesRead(), Names({"build.ninja"}));
}

TEST(ParserTest, KindsOfInputsAndOutputs) {
  const Loaded loaded(
      WithCat("build a b | c d: cat e f | g h || i j |@ k l\n"));
  const Graph& graph = loaded.graph();
  const EdgeId edge = loaded.EdgeOf("a");
  EXPECT_EQ(loaded.Paths(graph.ExplicitOutputs(edge)), Names({"a", "b"}));
  EXPECT_EQ(loaded.Paths(graph.Outputs(edge)), Names({"a", "b", "c", "d"}));
  EXPECT_EQ(loaded.Paths(graph.ExplicitInputs(edge)), Names({"e", "f"}));
  EXPECT_EQ(loaded.Paths(graph.ImplicitInputs(edge)), Names({"g", "h"}));
  EXPECT_EQ(loaded.Paths(graph.OrderOnlyInputs(edge)), Names({"i", "j"}));
  EXPECT_EQ(loaded.Paths(graph.Validations(edge)), Names({"k", "l"}));
  for (const char* output : {"b", "c", "d"}) {
    EXPECT_EQ(loaded.EdgeOf(output), edge);
  }
}

TEST(ParserTest, EachKindOfInputMayStandAlone) {
  const Loaded loaded(
      WithCat("build a: cat | x\nbuild b: cat || x\nbuild c: cat |@ x\n"
              "build | d: cat\n"));
  const Graph& graph = loaded.graph();
  EXPECT_EQ(loaded.Paths(graph.ImplicitInputs(loaded.EdgeOf("a"))),
            Names({"x"}));
  EXPECT_EQ(loaded.Paths(graph.OrderOnlyInputs(loaded.EdgeOf("b"))),
            Names({"x"}));
  EXPECT_EQ(loaded.Paths(graph.Validations(loaded.EdgeOf("c"))), Names({"x"}));
  EXPECT_TRUE(graph.ExplicitOutputs(loaded.EdgeOf("d")).empty());
}

TEST(ParserTest, PathsAreCanonicalAndOneNodeEach) {
  const Loaded loaded(
      WithCat("build out/./a: cat x/../in //in2\nbuild b: cat out//a ./in\n"));
  const Graph& graph = loaded.graph();
  EXPECT_EQ(loaded.Paths(graph.ExplicitInputs(loaded.EdgeOf("out/a"))),
            Names({"in", "/in2"}));
  EXPECT_EQ(loaded.Paths(graph.ExplicitInputs(loaded.EdgeOf("b"))),
            Names({"out/a", "in"}));
  EXPECT_EQ(graph.node_count(), 4u);
  EXPECT_EQ(loaded.Command("out/a"), "cat in /in2 > out/a");
}

TEST(ParserTest, EscapedPaths) {
  const Loaded loaded(WithCat("build a$ b: cat c$:d e$$f g$\n    h\n"));
  EXPECT_EQ(loaded.Paths(loaded.graph().ExplicitInputs(loaded.EdgeOf("a b"))),
            Names({"c:d", "e$f", "gh"}));
}

TEST(ParserTest, FileVariablesAreExpandedWhereTheyStand) {
  const Loaded loaded(
      "x = 1\n"
      "y = $x.$nothing\n"
      "x = 2\n"
      "rule r\n"
      "  command = $x $y\n"
      "build a: r\n"
      "x = 3\n");
  // The rule sees what the variable was at the end of the file.
  EXPECT_EQ(loaded.Command("a"), "3 1.");
}

TEST(ParserTest, EdgeBindings) {
  const Loaded loaded(
      "x = file\n"
      "rule r\n"
      "  command = $x $y\n"
      "build a: r\n"
      "  x = edge\n"
      "  y = $x\n"
      "build b: r\n"
      "  x = first\n"
      "  x = last\n"
      "build c: r\n");
  // A binding sees the file's scope, not the binding above it.
  EXPECT_EQ(loaded.Command("a"), "edge file");
  EXPECT_EQ(loaded.Command("b"), "last ");
  EXPECT_EQ(loaded.Command("c"), "file ");
}

TEST(ParserTest, PathsSeeTheBindingsOfTheirEdge) {
  const Loaded loaded(
      WithCat("x = file\n"
              "build $x/a: cat ${x}.in | $x.dep |@ $x/v\n"
              "  x = edge\n"
              "build $x/b: cat\n"));
  const Graph& graph = loaded.graph();
  const EdgeId edge = loaded.EdgeOf("edge/a");
  EXPECT_EQ(loaded.Paths(graph.ExplicitInputs(edge)), Names({"edge.in"}));
  EXPECT_EQ(loaded.Paths(graph.ImplicitInputs(edge)), Names({"edge.dep"}));
  EXPECT_EQ(loaded.Paths(graph.Validations(edge)), Names({"edge/v"}));
  EXPECT_NE(graph.FindNode("file/b"), kNoNode);
}

TEST(ParserTest, FileVariableBeatsTheRuleOnlyWithoutABlock) {
  const Loaded loaded(
      "description = file\n"
      "rule r\n"
      "  command = c\n"
      "  description = rule\n"
      "build a: r\n"
      "build b: r\n"
      "  unrelated = 1\n");
  EXPECT_EQ(loaded.Value("a", KnownName::kDescription), "file");
  EXPECT_EQ(loaded.Value("b", KnownName::kDescription), "rule");
}

TEST(ParserTest, FlagsAndDeps) {
  const Loaded loaded(
      "rule r\n"
      "  command = c\n"
      "  restat = 1\n"
      "  deps = $kind\n"
      "  depfile = $out.d\n"
      "rule g\n"
      "  command = c\n"
      "  generator = yes\n"
      "build a: r\n"
      "  kind = gcc\n"
      "build b: r\n"
      "  kind = msvc\n"
      "  restat =\n"
      "build c: r\n"
      "build d: g\n"
      "build e: phony\n"
      "build f: r\n"
      "  kind = gc\n");
  const Graph& graph = loaded.graph();
  const auto edge = [&](const char* name) { return loaded.EdgeOf(name); };
  EXPECT_TRUE(graph.Has(edge("a"), EdgeFlag::kRestat));
  EXPECT_FALSE(graph.Has(edge("b"), EdgeFlag::kRestat));
  EXPECT_FALSE(graph.Has(edge("a"), EdgeFlag::kGenerator));
  EXPECT_TRUE(graph.Has(edge("d"), EdgeFlag::kGenerator));
  EXPECT_TRUE(graph.is_phony(edge("e")));
  EXPECT_FALSE(graph.is_phony(edge("a")));
  EXPECT_EQ(graph.edge(edge("a")).deps, DepsKind::kGcc);
  EXPECT_EQ(graph.edge(edge("b")).deps, DepsKind::kMsvc);
  EXPECT_EQ(graph.edge(edge("c")).deps, DepsKind::kDepfile);
  EXPECT_EQ(graph.edge(edge("d")).deps, DepsKind::kNone);
  EXPECT_EQ(graph.edge(edge("f")).deps, DepsKind::kUnknown);
}

TEST(ParserTest, ResponseFile) {
  const Loaded loaded(
      "rule r\n"
      "  command = ld @$rspfile\n"
      "  rspfile = $out.rsp\n"
      "  rspfile_content = $in_newline\n"
      "build a: r b$ 1 c\n");
  EXPECT_EQ(loaded.Command("a"), "ld @a.rsp");
  EXPECT_EQ(EvaluateLoggedCommand(loaded.graph(), loaded.EdgeOf("a")).value(),
            "ld @a.rsp;rspfile='b 1'\nc");
}

TEST(ParserTest, Pools) {
  const Loaded loaded(
      "pool link\n"
      "  depth = 3\n"
      "pool unbounded\n"
      "  depth = 0\n"
      "rule r\n"
      "  command = c\n"
      "  pool = $which\n"
      "build a: r\n"
      "  which = link\n"
      "build b: r\n"
      "build c: r\n"
      "  pool = console\n"
      "build d: r\n"
      "  which = link\n"
      "  pool =\n"
      "build e: r\n"
      "  pool = unbounded\n");
  EXPECT_EQ(loaded.PoolOf("a"), "link");
  EXPECT_EQ(loaded.PoolOf("b"), "");
  EXPECT_EQ(loaded.PoolOf("c"), "console");
  EXPECT_EQ(loaded.PoolOf("d"), "");
  const Graph& graph = loaded.graph();
  EXPECT_EQ(graph.pools[Index(graph.edge(loaded.EdgeOf("a")).pool)].depth, 3);
  EXPECT_EQ(graph.pools[Index(graph.edge(loaded.EdgeOf("e")).pool)].depth, 0);
}

TEST(ParserTest, PoolIsChosenWhereTheEdgeStands) {
  const Loaded loaded(
      "pool p1\n"
      "  depth = 1\n"
      "pool p2\n"
      "  depth = 1\n"
      "rule r\n"
      "  command = c\n"
      "  pool = $x$in\n"
      "x = p1\n"
      "build a: r\n"
      "x = p2\n"
      "build b: r in\n");
  // At that place the inputs are not known yet.
  EXPECT_EQ(loaded.PoolOf("a"), "p1");
  EXPECT_EQ(loaded.PoolOf("b"), "p2");
}

TEST(ParserTest, PoolDepthIsTheNumberTheValueBeginsWith) {
  const Loaded loaded(
      "n = 12\n"
      "pool a\n  depth = 1\n  depth = $n\n"
      "pool b\n  depth = 7 x\n"
      "pool c\n  depth = x\n"
      "pool d\n  depth = 99999999999999999999\n");
  const Graph& graph = loaded.graph();
  // The first two are the unbounded one and the console.
  EXPECT_EQ(graph.pools[2].depth, 12);
  EXPECT_EQ(graph.pools[3].depth, 7);
  EXPECT_EQ(graph.pools[4].depth, 0);
  EXPECT_GT(graph.pools[5].depth, 100000000);
}

TEST(ParserTest, Defaults) {
  const Loaded loaded(
      WithCat("x = b\nbuild a b c: cat in\ndefault ./a $x\ndefault in\n"));
  EXPECT_EQ(loaded.Paths(loaded.graph().defaults.view()),
            Names({"a", "b", "in"}));
}

TEST(ParserTest, BuildDirectory) {
  EXPECT_EQ(Loaded("").manifest->build_dir, "");
  EXPECT_EQ(Loaded("x = y\nbuilddir = out $x\n").manifest->build_dir, "out y");
  // Only the top scope counts.
  EXPECT_EQ(
      Loaded("subninja s\n", {{"s", "builddir = b\n"}}).manifest->build_dir,
      "");
}

TEST(ParserTest, IncludeSharesTheScope) {
  const Loaded loaded(
      "x = 1\n"
      "f = sub\n"
      "include $f/i.ninja\n"
      "build b: r\n"
      "  own = $y\n",
      {{"sub/i.ninja", "rule r\n  command = $x $own\nx = 2\ny = 3\n"}});
  EXPECT_EQ(loaded.Command("b"), "2 3");
  EXPECT_EQ(loaded.FilesRead(), Names({"build.ninja", "sub/i.ninja"}));
}

TEST(ParserTest, SubninjaHasAScopeOfItsOwn) {
  const Loaded loaded(
      "x = outer\n"
      "rule r\n"
      "  command = $x $y\n"
      "subninja s\n"
      "build b: r\n"
      "y = late\n",
      {{"s", "x = inner\nbuild a: r\n"}});
  EXPECT_EQ(loaded.Command("a"), "inner late");
  EXPECT_EQ(loaded.Command("b"), "outer late");
}

TEST(ParserTest, RulesOfASubninja) {
  const Loaded loaded(
      "rule r\n"
      "  command = outer\n"
      "subninja s\n"
      "build c: r\n",
      {{"s",
        "build a: r\n"
        "rule r\n"
        "  command = inner\n"
        "rule phony\n"
        "  command = not built in\n"
        "build b: r\n"
        "build d: phony\n"}});
  EXPECT_EQ(loaded.Command("a"), "outer");
  EXPECT_EQ(loaded.Command("b"), "inner");
  EXPECT_EQ(loaded.Command("c"), "outer");
  EXPECT_FALSE(loaded.graph().is_phony(loaded.EdgeOf("d")));
}

TEST(ParserTest, EdgesKnowWhereTheyStand) {
  const Loaded loaded(
      "\n# comment\nbuild a: phony\ninclude i\nbuild c: phony x $\n  y\n\n"
      "build d: phony\n",
      {{"i", "\nbuild b: phony\n"}});
  const Graph& graph = loaded.graph();
  const auto place = [&](const char* output) {
    const EdgeRow& row = graph.edge(loaded.EdgeOf(output));
    return std::string(graph.Name(graph.files[row.file].path)) + ":" +
           std::to_string(row.line);
  };
  EXPECT_EQ(place("a"), "build.ninja:3");
  EXPECT_EQ(place("b"), "i:2");
  EXPECT_EQ(place("c"), "build.ninja:5");
  EXPECT_EQ(place("d"), "build.ninja:8");
}

TEST(ParserTest, Dyndep) {
  const Loaded loaded(
      "rule r\n"
      "  command = c\n"
      "  dyndep = $out.dd\n"
      "build x/../a: r || a.dd\n"
      "build b: r in\n"
      "  dyndep = ./in\n");
  const Graph& graph = loaded.graph();
  EXPECT_EQ(graph.PathOf(graph.edge(loaded.EdgeOf("a")).dyndep), "a.dd");
  EXPECT_EQ(graph.PathOf(graph.edge(loaded.EdgeOf("b")).dyndep), "in");
}

TEST(ParserTest, DyndepOfTheFile) {
  const Loaded loaded("dyndep = dd\nbuild a: phony | dd\n");
  EXPECT_EQ(
      loaded.graph().PathOf(loaded.graph().edge(loaded.EdgeOf("a")).dyndep),
      "dd");
}

TEST(ParserTest, PhonyThatNamesItselfLosesTheInput) {
  const Loaded loaded("build a: phony b a c || d a\nbuild e: phony || e\n");
  const EdgeId edge = loaded.EdgeOf("a");
  EXPECT_EQ(loaded.Paths(loaded.graph().ExplicitInputs(edge)),
            Names({"b", "c"}));
  EXPECT_EQ(loaded.Paths(loaded.graph().OrderOnlyInputs(edge)), Names({"d"}));
  EXPECT_TRUE(loaded.graph().AllInputs(loaded.EdgeOf("e")).empty());
  EXPECT_EQ(loaded.manifest->warnings,
            Names({"phony target 'a' names itself as an input; ignoring "
                   "[-w phonycycle=warn]",
                   "phony target 'e' names itself as an input; ignoring "
                   "[-w phonycycle=warn]"}));
}

TEST(ParserTest, PhonyCycleStaysIfItIsToBeAnError) {
  const Loaded loaded("build a: phony a\n", {.phony_cycle_is_error = true});
  EXPECT_EQ(loaded.Paths(loaded.graph().AllInputs(loaded.EdgeOf("a"))),
            Names({"a"}));
  EXPECT_TRUE(loaded.manifest->warnings.empty());
}

TEST(ParserTest, OtherPhonyCyclesStay) {
  for (const char* text : {"build a: phony | a\n", "build a b: phony a\n",
                           "build a | b: phony a\n"}) {
    const Loaded loaded(text);
    EXPECT_EQ(loaded.Paths(loaded.graph().AllInputs(loaded.EdgeOf("a"))),
              Names({"a"}))
        << text;
    EXPECT_TRUE(loaded.manifest->warnings.empty()) << text;
  }
}

TEST(ParserTest, NewlineEscapeSince114) {
  const Loaded loaded(
      "ninja_required_version = 1.14\n"
      "x = a$^b\n"
      "rule r\n"
      "  command = $x$^$x\n"
      "include i\n",
      {{"i", "build c: r\n  y = $^\n"}});
  EXPECT_EQ(loaded.Command("c"), "a\nb\na\nb");
}

TEST(ParserTest, OlderRequiredVersionIsAWarning) {
  EXPECT_TRUE(
      Loaded("ninja_required_version = 1.3\n").manifest->warnings.empty());
  EXPECT_EQ(Loaded("ninja_required_version = 0.9\n").manifest->warnings,
            Names({"ninja executable version (1.13.0) greater than build file "
                   "ninja_required_version (0.9); versions may be "
                   "incompatible."}));
}

TEST(ParserTest, WindowsLineEnds) {
  const Loaded loaded(
      "x = 1\r\n"
      "rule r\r\n"
      "  command = $x $in\r\n"
      "\r\n"
      "build a: r b $\r\n"
      "    c\r\n"
      "  x = 2\r\n"
      "default a\r\n");
  EXPECT_EQ(loaded.Command("a"), "2 b c");
}

TEST(ParserTest, CommentsDoNotEndABlockButEmptyLinesDo) {
  const Loaded loaded(
      "rule r\n"
      "# comment\n"
      "  # comment\n"
      "  command = $x\n"
      "build a: r\n"
      "# comment\n"
      "  x = 1\n"
      "\n"
      "build b: r\n");
  EXPECT_EQ(loaded.Command("a"), "1");
  EXPECT_EQ(loaded.Command("b"), "");
}

TEST(ParserTest, KeywordsAreNamesElsewhere) {
  const Loaded loaded(
      "rule build\n"
      "  command = $default\n"
      "build rule: build pool\n"
      "  default = include\n");
  EXPECT_EQ(loaded.Command("rule"), "include");
}

TEST(ParserTest, ConsumersAreLinked) {
  const Loaded loaded(
      WithCat("build a: cat x x | x || y |@ v\nbuild b: cat x\n"));
  const Graph& graph = loaded.graph();
  EXPECT_EQ(graph.ConsumersOf(graph.FindNode("x")).size(), 4u);
  EXPECT_EQ(graph.ConsumersOf(graph.FindNode("y")).size(), 1u);
  EXPECT_TRUE(graph.ConsumersOf(graph.FindNode("v")).empty());
}

TEST(ParserTest, ManyOutputsOfOneEdge) {
  std::string text = std::string(kCat) + "build";
  for (int i = 0; i < 20000; ++i) text += " o" + std::to_string(i);
  const Loaded loaded(text + ": cat\n");
  EXPECT_EQ(loaded.graph().Outputs(EdgeId{0}).size(), 20000u);
}

}  // namespace
}  // namespace xb::ninja
