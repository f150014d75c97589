// SPDX-License-Identifier: Apache-2.0
#include "graph/graph_builder.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace xb {
namespace {

using Names = std::vector<std::string>;

Names Paths(const Graph& graph, std::span<const NodeId> nodes) {
  Names paths;
  for (const NodeId node : nodes) paths.emplace_back(graph.PathOf(node));
  return paths;
}

TEST(GraphBuilderTest, EmptyGraph) {
  GraphBuilder builder;
  builder.AddScope(kNoScope);
  const Graph graph = builder.Finish();
  EXPECT_EQ(graph.node_count(), 0u);
  EXPECT_EQ(graph.edge_count(), 0u);
  EXPECT_EQ(graph.FindNode("a"), kNoNode);
  EXPECT_TRUE(graph.RootNodes().empty());
  EXPECT_EQ(graph.RuleName(kPhonyRule), "phony");
  EXPECT_EQ(graph.Name(graph.pools[Index(kConsolePool)].name), "console");
  EXPECT_EQ(graph.pools[Index(kConsolePool)].depth, 1);
}

TEST(GraphBuilderTest, KnownNamesHaveTheirIds) {
  GraphBuilder builder;
  for (uint32_t i = 0; i < static_cast<uint32_t>(KnownName::kCount); ++i) {
    const auto name = static_cast<KnownName>(i);
    EXPECT_EQ(builder.InternName(TextOf(name)), Id(name));
  }
}

TEST(GraphBuilderTest, PathsAreInternedOnce) {
  GraphBuilder builder;
  std::vector<NodeId> nodes;
  // Enough to grow the table several times.
  for (int i = 0; i < 5000; ++i) {
    nodes.push_back(builder.InternNode("dir/" + std::to_string(i)));
  }
  for (int i = 0; i < 5000; ++i) {
    const std::string path = "dir/" + std::to_string(i);
    EXPECT_EQ(builder.InternNode(path), nodes[static_cast<size_t>(i)]);
    EXPECT_EQ(builder.FindNode(path), nodes[static_cast<size_t>(i)]);
    EXPECT_EQ(builder.PathOf(nodes[static_cast<size_t>(i)]), path);
  }
  EXPECT_EQ(builder.node_count(), 5000u);
  EXPECT_EQ(builder.FindNode("dir"), kNoNode);
}

TEST(GraphBuilderTest, NodesAndNamesAreFoundAfterFinish) {
  GraphBuilder builder;
  builder.AddScope(kNoScope);
  for (int i = 0; i < 3000; ++i) {
    builder.InternNode("n" + std::to_string(i));
    builder.InternName("v" + std::to_string(i));
  }
  const Graph graph = builder.Finish();
  for (int i = 0; i < 3000; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_EQ(graph.PathOf(graph.FindNode("n" + number)), "n" + number);
    EXPECT_EQ(graph.Name(graph.FindName("v" + number)), "v" + number);
  }
  EXPECT_EQ(graph.FindNode("v1"), kNoNode);
  EXPECT_EQ(graph.FindName("n1"), kNoString);
}

TEST(GraphBuilderTest, EqualValuesAreStoredOnce) {
  GraphBuilder builder;
  const TextRef first = builder.InternValue("value");
  const size_t size = builder.text_size();
  const TextRef second = builder.InternValue("value");
  EXPECT_EQ(first.offset, second.offset);
  EXPECT_EQ(builder.text_size(), size);
  EXPECT_EQ(builder.Text(builder.InternValue("")), "");
}

TEST(GraphBuilderTest, LinksAreRows) {
  GraphBuilder builder;
  const ScopeId scope = builder.AddScope(kNoScope);
  std::vector<NodeId> n;
  for (int i = 0; i < 8; ++i) {
    n.push_back(builder.InternNode("n" + std::to_string(i)));
  }
  const std::vector<NodeId> inputs = {n[0], n[1], n[2], n[3]};
  const std::vector<NodeId> outputs = {n[4], n[5]};
  const std::vector<NodeId> validations = {n[6]};
  const EdgeId edge = builder.AddEdge({.rule = kPhonyRule,
                                       .file_scope = scope,
                                       .inputs = inputs,
                                       .explicit_inputs = 1,
                                       .implicit_inputs = 2,
                                       .outputs = outputs,
                                       .explicit_outputs = 1,
                                       .validations = validations,
                                       .line = 7});
  const Graph graph = builder.Finish();
  EXPECT_EQ(Paths(graph, graph.ExplicitInputs(edge)), Names({"n0"}));
  EXPECT_EQ(Paths(graph, graph.ImplicitInputs(edge)), Names({"n1", "n2"}));
  EXPECT_EQ(Paths(graph, graph.OrderOnlyInputs(edge)), Names({"n3"}));
  EXPECT_EQ(Paths(graph, graph.DirtyingInputs(edge)),
            Names({"n0", "n1", "n2"}));
  EXPECT_EQ(Paths(graph, graph.AllInputs(edge)),
            Names({"n0", "n1", "n2", "n3"}));
  EXPECT_EQ(Paths(graph, graph.ExplicitOutputs(edge)), Names({"n4"}));
  EXPECT_EQ(Paths(graph, graph.Outputs(edge)), Names({"n4", "n5"}));
  EXPECT_EQ(Paths(graph, graph.Validations(edge)), Names({"n6"}));
  EXPECT_EQ(graph.edge(edge).line, 7u);
  EXPECT_EQ(graph.ProducerOf(n[5]), edge);
  EXPECT_EQ(graph.ProducerOf(n[6]), kNoEdge);
  EXPECT_TRUE(graph.is_phony(edge));
}

TEST(GraphBuilderTest, ConsumersAreTheReverseOfInputs) {
  std::mt19937 random(3);
  GraphBuilder builder;
  const ScopeId scope = builder.AddScope(kNoScope);
  std::vector<NodeId> nodes;
  for (int i = 0; i < 50; ++i) {
    nodes.push_back(builder.InternNode("n" + std::to_string(i)));
  }
  for (size_t i = 0; i < 40; ++i) {
    std::vector<NodeId> inputs;
    for (size_t left = random() % 5; left > 0; --left) {
      inputs.push_back(nodes[random() % nodes.size()]);
    }
    const std::vector<NodeId> outputs = {nodes[i]};
    const auto count = static_cast<uint32_t>(inputs.size());
    builder.AddEdge({.rule = kPhonyRule,
                     .file_scope = scope,
                     .inputs = inputs,
                     .explicit_inputs = count / 2,
                     .implicit_inputs = count / 3,
                     .outputs = outputs,
                     .explicit_outputs = 1});
  }
  const Graph graph = builder.Finish();

  std::multiset<std::pair<NodeId, EdgeId>> forward;
  std::multiset<std::pair<NodeId, EdgeId>> backward;
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    for (const NodeId node : graph.AllInputs(EdgeId{e})) {
      forward.emplace(node, EdgeId{e});
    }
  }
  for (const NodeId node : nodes) {
    for (const EdgeId edge : graph.ConsumersOf(node)) {
      backward.emplace(node, edge);
    }
  }
  EXPECT_EQ(forward, backward);
}

TEST(GraphBuilderTest, ScopesAreLookedThroughUpwards) {
  GraphBuilder builder;
  const ScopeId root = builder.AddScope(kNoScope);
  const ScopeId child = builder.AddScope(root);
  const StringId x = builder.InternName("x");
  const StringId y = builder.InternName("y");
  builder.Bind(root, x, builder.InternValue("root x"));
  builder.Bind(root, y, builder.InternValue("root y"));
  builder.Bind(child, x, builder.InternValue("old x"));
  builder.Bind(child, x, builder.InternValue("child x"));
  EXPECT_EQ(builder.Text(*builder.Lookup(child, x)), "child x");
  EXPECT_EQ(builder.Text(*builder.Lookup(child, y)), "root y");
  EXPECT_FALSE(builder.Lookup(child, builder.InternName("z")).has_value());
  EXPECT_FALSE(builder.FindOwnBinding(child, y).has_value());
  EXPECT_EQ(builder.ParentOf(child), root);

  const Graph graph = builder.Finish();
  EXPECT_EQ(graph.LookupVariable(child, x), "child x");
  EXPECT_EQ(graph.LookupVariable(child, y), "root y");
  EXPECT_EQ(graph.LookupVariable(root, x), "root x");
  EXPECT_EQ(graph.FindOwnBinding(child, y), nullptr);
}

TEST(GraphBuilderTest, LastBindingOfAnEdgeWins) {
  GraphBuilder builder;
  const ScopeId root = builder.AddScope(kNoScope);
  std::vector<Binding> bindings;
  for (int i = 0; i < 40; ++i) {
    bindings.push_back({builder.InternName("v" + std::to_string(i % 7)),
                        builder.InternValue(std::to_string(i))});
  }
  const std::vector<NodeId> outputs = {builder.InternNode("out")};
  const EdgeId edge = builder.AddEdge({.rule = kPhonyRule,
                                       .file_scope = root,
                                       .bindings = bindings,
                                       .has_own_scope = true,
                                       .outputs = outputs,
                                       .explicit_outputs = 1});
  const Graph graph = builder.Finish();
  const ScopeId scope = graph.edge(edge).scope;
  EXPECT_NE(scope, root);
  EXPECT_EQ(graph.LookupVariable(scope, graph.FindName("v0")), "35");
  EXPECT_EQ(graph.LookupVariable(scope, graph.FindName("v4")), "39");
  EXPECT_EQ(graph.LookupVariable(scope, graph.FindName("v5")), "33");
}

TEST(GraphBuilderTest, RulesAreSeenFromInnerScopes) {
  GraphBuilder builder;
  const ScopeId root = builder.AddScope(kNoScope);
  const ScopeId child = builder.AddScope(root);
  const StringId name = builder.InternName("cc");
  const RuleId outer = builder.AddRule(root, name);
  EXPECT_EQ(builder.FindRule(child, name), outer);
  EXPECT_EQ(builder.AddRule(root, name), kNoRule);
  const RuleId inner = builder.AddRule(child, name);
  EXPECT_NE(inner, kNoRule);
  EXPECT_EQ(builder.FindRule(child, name), inner);
  EXPECT_EQ(builder.FindRule(root, name), outer);
  EXPECT_EQ(builder.FindRule(root, Id(KnownName::kPhony)), kPhonyRule);
  EXPECT_EQ(builder.FindRule(root, builder.InternName("other")), kNoRule);
}

TEST(GraphBuilderTest, RuleBindingMayBeReplaced) {
  GraphBuilder builder;
  const ScopeId root = builder.AddScope(kNoScope);
  const RuleId rule = builder.AddRule(root, builder.InternName("cc"));
  for (const char* text : {"old", "new"}) {
    const TextRef literal = builder.AppendText(text);
    const TemplatePart part{literal.offset, literal.size};
    builder.AddRuleBinding(rule, Id(KnownName::kCommand), {&part, 1});
  }
  const auto parts = builder.FindRuleBinding(rule, Id(KnownName::kCommand));
  ASSERT_TRUE(parts.has_value());
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(builder.Text({(*parts)[0].offset, (*parts)[0].size}), "new");
  EXPECT_FALSE(
      builder.FindRuleBinding(rule, Id(KnownName::kDepfile)).has_value());
}

TEST(GraphBuilderTest, RootNodesAreOutputsThatNobodyReads) {
  GraphBuilder builder;
  const ScopeId scope = builder.AddScope(kNoScope);
  const std::vector<NodeId> in = {builder.InternNode("in")};
  const std::vector<NodeId> middle = {builder.InternNode("middle")};
  const std::vector<NodeId> ends = {builder.InternNode("end"),
                                    builder.InternNode("end2")};
  const auto add = [&](const std::vector<NodeId>& inputs,
                       const std::vector<NodeId>& outputs) {
    builder.AddEdge({.rule = kPhonyRule,
                     .file_scope = scope,
                     .inputs = inputs,
                     .explicit_inputs = 1,
                     .outputs = outputs,
                     .explicit_outputs = 1});
  };
  add(in, middle);
  add(middle, ends);
  const Graph graph = builder.Finish();
  EXPECT_EQ(Paths(graph, graph.RootNodes()), Names({"end", "end2"}));
}

TEST(GraphBuilderTest, MovedGraphKeepsItsColumns) {
  GraphBuilder builder;
  builder.AddScope(kNoScope);
  builder.InternNode("a/long/enough/path/for/no/small/buffer");
  Graph graph = builder.Finish();
  const Graph moved = std::move(graph);
  EXPECT_NE(moved.FindNode("a/long/enough/path/for/no/small/buffer"), kNoNode);
}

}  // namespace
}  // namespace xb
