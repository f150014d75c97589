// SPDX-License-Identifier: Apache-2.0
#include "graph/evaluate.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/graph_builder.h"

namespace xb {
namespace {

using Bindings = std::vector<std::pair<const char*, const char*>>;

// One edge `out`, `out 2` <- `in`, `in 2` | `dep` of one rule.  Templates are
// words that begin with `$` and literals between them, without spaces.
class OneEdge {
 public:
  OneEdge(const Bindings& rule, const Bindings& edge, const Bindings& file) {
    const ScopeId root = builder_.AddScope(kNoScope);
    const ScopeId scope = builder_.AddScope(root);
    Bind(root, "outermost", "far");
    for (const auto& [name, value] : file) Bind(scope, name, value);
    const RuleId id = builder_.AddRule(scope, builder_.InternName("r"));
    for (const auto& [name, value] : rule) AddTemplate(id, name, value);
    std::vector<Binding> bindings;
    for (const auto& [name, value] : edge) {
      bindings.push_back(
          {builder_.InternName(name), builder_.InternValue(value)});
    }
    const std::vector<NodeId> inputs = {builder_.InternNode("in"),
                                        builder_.InternNode("in 2"),
                                        builder_.InternNode("dep")};
    const std::vector<NodeId> outputs = {builder_.InternNode("out"),
                                         builder_.InternNode("out 2")};
    builder_.AddEdge({.rule = id,
                      .file_scope = scope,
                      .bindings = bindings,
                      .has_own_scope = !bindings.empty(),
                      .inputs = inputs,
                      .explicit_inputs = 2,
                      .implicit_inputs = 1,
                      .outputs = outputs,
                      .explicit_outputs = 1});
    for (const char* name : {"none", "x"}) builder_.InternName(name);
    graph_ = builder_.Finish();
  }

  std::string Value(std::string_view name, Escape escape = Escape::kNone) {
    auto value =
        EvaluateVariable(graph_, EdgeId{0}, graph_.FindName(name), escape);
    return value.ok() ? value.Take() : value.error().message;
  }

  const Graph& graph() const { return graph_; }

 private:
  void Bind(ScopeId scope, const char* name, const char* value) {
    builder_.Bind(scope, builder_.InternName(name),
                  builder_.InternValue(value));
  }

  void AddTemplate(RuleId rule, const char* name, std::string_view value) {
    std::vector<TemplatePart> parts;
    while (!value.empty()) {
      const size_t size = std::min(value.find_first_of("$ ", 1), value.size());
      const std::string_view word = value.substr(0, size);
      value.remove_prefix(size);
      if (word.front() == '$') {
        parts.push_back({Index(builder_.InternName(word.substr(1))), kNoIndex});
      } else {
        const TextRef text = builder_.AppendText(word);
        parts.push_back({text.offset, text.size});
      }
    }
    builder_.AddRuleBinding(rule, builder_.InternName(name), parts);
  }

  GraphBuilder builder_;
  Graph graph_;
};

TEST(EvaluateTest, PathsOfTheEdge) {
  OneEdge edge({{"command", "cp $in $out"}, {"depfile", "$in_newline"}}, {},
               {});
  EXPECT_EQ(edge.Value("command"), "cp in in 2 out");
  EXPECT_EQ(edge.Value("command", Escape::kShell), "cp in 'in 2' out");
  EXPECT_EQ(edge.Value("depfile", Escape::kShell), "in\n'in 2'");
  EXPECT_EQ(edge.Value("in"), "in in 2");
}

TEST(EvaluateTest, PathsOfTheEdgeCannotBeBound) {
  OneEdge edge({{"command", "$in $out"}}, {{"in", "x"}}, {{"out", "y"}});
  EXPECT_EQ(edge.Value("command"), "in in 2 out");
}

TEST(EvaluateTest, OrderOfLookup) {
  OneEdge edge({{"command", "$a $b $c $outermost $none"},
                {"description", "rule"},
                {"depfile", "rule"}},
               {{"a", "edge"}, {"description", "edge"}},
               {{"a", "file"}, {"b", "file"}, {"depfile", "file"}});
  EXPECT_EQ(edge.Value("command"), "edge file  far ");
  EXPECT_EQ(edge.Value("description"), "edge");
  EXPECT_EQ(edge.Value("depfile"), "rule");
  EXPECT_EQ(edge.Value("none"), "");
}

TEST(EvaluateTest, WithoutBindingsTheFileBeatsTheRule) {
  OneEdge edge({{"command", "rule"}, {"outermost", "rule"}}, {},
               {{"command", "file"}});
  EXPECT_EQ(edge.Value("command"), "file");
  // Only the innermost file.
  EXPECT_EQ(edge.Value("outermost"), "rule");
}

TEST(EvaluateTest, RuleVariablesMayUseEachOther) {
  OneEdge edge({{"command", "run $rspfile $rspfile"},
                {"rspfile", "$description .rsp"},
                {"description", "$out"}},
               {{"x", "1"}}, {});
  EXPECT_EQ(edge.Value("command"), "run out .rsp out .rsp");
}

TEST(EvaluateTest, BoundValuesAreNotExpandedAgain) {
  OneEdge edge({{"command", "$x"}}, {{"x", "$in"}}, {});
  EXPECT_EQ(edge.Value("command"), "$in");
}

TEST(EvaluateTest, CirclesAreNamed) {
  OneEdge edge({{"command", "$description"}, {"description", "$command"}}, {},
               {});
  const auto value = EvaluateCommand(edge.graph(), EdgeId{0});
  ASSERT_FALSE(value.ok());
  EXPECT_TRUE(value.error().is_fatal);
  EXPECT_EQ(value.error().message,
            "cycle in rule variables: description -> command -> description");
  EXPECT_EQ(EvaluateOrEmpty(edge.graph(), EdgeId{0}, KnownName::kCommand), "");

  OneEdge self({{"command", "$command"}}, {}, {});
  EXPECT_EQ(self.Value("command"),
            "cycle in rule variables: command -> command");
}

TEST(EvaluateTest, ValuesWithoutEndAreErrors) {
  const auto many = [](const char* variable) {
    std::string text;
    for (int i = 0; i < 300; ++i) text.append(variable);
    return text;
  };
  const std::string command = many("$depfile");
  const std::string depfile = many("$description");
  const std::string nothing = many("$none");
  OneEdge empty({{"command", command.c_str()},
                 {"depfile", depfile.c_str()},
                 {"description", nothing.c_str()}},
                {}, {});
  EXPECT_EQ(empty.Value("command"),
            "a variable of rule 'r' expands to too much");
  EXPECT_EQ(empty.Value("depfile"), "");

  const std::string text(1 << 20, 'x');
  OneEdge large({{"command", command.c_str()}, {"depfile", text.c_str()}}, {},
                {});
  EXPECT_EQ(large.Value("command"),
            "a variable of rule 'r' expands to too much");
}

TEST(EvaluateTest, BindingOfTheEdgeBreaksACircle) {
  OneEdge edge({{"command", "$description"}, {"description", "$command"}},
               {{"description", "edge"}}, {});
  EXPECT_EQ(edge.Value("command"), "edge");
}

TEST(EvaluateTest, LoggedCommandHoldsTheResponseFile) {
  OneEdge with({{"command", "ld"}, {"rspfile_content", "$in"}}, {}, {});
  EXPECT_EQ(EvaluateLoggedCommand(with.graph(), EdgeId{0}).value(),
            "ld;rspfile=in 'in 2'");
  OneEdge without({{"command", "ld"}}, {}, {});
  EXPECT_EQ(EvaluateLoggedCommand(without.graph(), EdgeId{0}).value(), "ld");
  OneEdge empty({{"command", "ld"}, {"rspfile_content", "$none"}}, {}, {});
  EXPECT_EQ(EvaluateLoggedCommand(empty.graph(), EdgeId{0}).value(), "ld");
}

TEST(EvaluateTest, Traits) {
  const auto traits = [](const Bindings& rule, const Bindings& edge) {
    OneEdge one(rule, edge, {});
    return EvaluateTraits(one.graph(), EdgeId{0});
  };
  EXPECT_EQ(traits({{"restat", "1"}}, {}).flags,
            static_cast<uint8_t>(EdgeFlag::kRestat));
  EXPECT_EQ(traits({{"restat", "1"}}, {{"restat", ""}}).flags, 0);
  EXPECT_EQ(traits({{"generator", "$x"}}, {{"x", "1"}}).flags,
            static_cast<uint8_t>(EdgeFlag::kGenerator));
  EXPECT_EQ(traits({{"deps", "gcc"}}, {}).deps, DepsKind::kGcc);
  EXPECT_EQ(traits({{"deps", "msvc"}}, {}).deps, DepsKind::kMsvc);
  EXPECT_EQ(traits({{"deps", "other"}}, {}).deps, DepsKind::kUnknown);
  EXPECT_EQ(traits({{"depfile", "$out"}}, {}).deps, DepsKind::kDepfile);
  EXPECT_EQ(traits({}, {}).deps, DepsKind::kNone);
}

}  // namespace
}  // namespace xb
