// SPDX-License-Identifier: Apache-2.0
#include "graph/overlay.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "graph/graph_builder.h"

namespace xb {
namespace {

// Edges 0: a <- in, 1: b <- a.
class OverlayTest : public testing::Test {
 protected:
  OverlayTest() : graph_(MakeGraph()), overlay_(graph_) {}

  static Graph MakeGraph() {
    GraphBuilder builder;
    const ScopeId scope = builder.AddScope(kNoScope);
    const std::vector<NodeId> in = {builder.InternNode("in")};
    const std::vector<NodeId> a = {builder.InternNode("a")};
    const std::vector<NodeId> b = {builder.InternNode("b")};
    const auto add = [&](const std::vector<NodeId>& inputs,
                         const std::vector<NodeId>& outputs) {
      builder.AddEdge({.rule = kPhonyRule,
                       .file_scope = scope,
                       .inputs = inputs,
                       .explicit_inputs = 1,
                       .outputs = outputs,
                       .explicit_outputs = 1});
    };
    add(in, a);
    add(a, b);
    return builder.Finish();
  }

  std::vector<EdgeId> Consumers(NodeId node) const {
    std::vector<EdgeId> edges;
    overlay_.ForEachConsumer(node, [&](EdgeId edge) { edges.push_back(edge); });
    return edges;
  }
  std::vector<NodeId> DirtyingInputs(EdgeId edge) const {
    std::vector<NodeId> nodes;
    overlay_.ForEachDirtyingInput(edge,
                                  [&](NodeId node) { nodes.push_back(node); });
    return nodes;
  }

  static constexpr EdgeId kA{0};
  static constexpr EdgeId kB{1};
  const Graph graph_;
  Overlay overlay_;
};

using Edges = std::vector<EdgeId>;
using Nodes = std::vector<NodeId>;

TEST_F(OverlayTest, LearntNodesContinueTheIds) {
  const NodeId known = overlay_.Intern("a");
  EXPECT_EQ(known, graph_.FindNode("a"));
  EXPECT_TRUE(overlay_.IsDeclared(known));
  EXPECT_EQ(overlay_.Find("header.h"), kNoNode);
  const NodeId header = overlay_.Intern("header.h");
  EXPECT_EQ(Index(header), graph_.node_count());
  EXPECT_EQ(overlay_.Intern("header.h"), header);
  EXPECT_EQ(overlay_.Find("header.h"), header);
  EXPECT_EQ(overlay_.PathOf(header), "header.h");
  EXPECT_FALSE(overlay_.IsDeclared(header));
  EXPECT_EQ(overlay_.ProducerOf(header), kNoEdge);
  EXPECT_EQ(overlay_.node_count(), graph_.node_count() + 1);
}

TEST_F(OverlayTest, PathsStayWhereTheyAre) {
  const std::string_view first = overlay_.PathOf(overlay_.Intern("first"));
  for (int i = 0; i < 10000; ++i) overlay_.Intern("h" + std::to_string(i));
  EXPECT_EQ(first, "first");
  EXPECT_EQ(overlay_.PathOf(overlay_.Find("h9999")), "h9999");
}

TEST_F(OverlayTest, DiscoveredInputsReplaceThoseBefore) {
  const NodeId h = overlay_.Intern("h");
  const NodeId i = overlay_.Intern("i");
  EXPECT_TRUE(overlay_.DiscoveredInputs(kA).empty());
  overlay_.SetDiscoveredInputs(kA, Nodes{h, i});
  EXPECT_EQ(DirtyingInputs(kA), Nodes({graph_.FindNode("in"), h, i}));
  overlay_.SetDiscoveredInputs(kA, Nodes{i});
  EXPECT_EQ(DirtyingInputs(kA), Nodes({graph_.FindNode("in"), i}));
  overlay_.SetDiscoveredInputs(kA, {});
  EXPECT_EQ(DirtyingInputs(kA), Nodes({graph_.FindNode("in")}));
}

TEST_F(OverlayTest, DiscoveredInputsOfManyEdgesDoNotMove) {
  std::vector<NodeId> many;
  for (int i = 0; i < 40000; ++i) {
    many.push_back(overlay_.Intern("h" + std::to_string(i)));
  }
  const NodeId h = overlay_.Intern("h");
  overlay_.SetDiscoveredInputs(kA, Nodes{h});
  const auto row = overlay_.DiscoveredInputs(kA);
  overlay_.SetDiscoveredInputs(kB, many);
  EXPECT_EQ(row.size(), 1u);
  EXPECT_EQ(row[0], h);
  EXPECT_EQ(overlay_.DiscoveredInputs(kB).size(), many.size());
  EXPECT_EQ(overlay_.DiscoveredInputs(kB).back(), many.back());
}

TEST_F(OverlayTest, DiscoveredInputWithAProducerHasAConsumer) {
  const NodeId a = graph_.FindNode("a");
  EXPECT_EQ(Consumers(a), Edges({kB}));
  overlay_.SetDiscoveredInputs(kA, Nodes{a});
  EXPECT_EQ(Consumers(a), Edges({kB, kA}));
  overlay_.SetDiscoveredInputs(kA, {});
  EXPECT_EQ(Consumers(a), Edges({kB}));
}

TEST_F(OverlayTest, DynamicLinks) {
  const NodeId mod = overlay_.Intern("a.mod");
  const NodeId in = graph_.FindNode("in");
  EXPECT_FALSE(overlay_.IsRestat(kA));
  overlay_.AddDynamicLinks(kA,
                           {.inputs = {}, .outputs = {mod}, .restat = true});
  overlay_.AddDynamicLinks(
      kB, {.inputs = {mod, in}, .outputs = {}, .restat = false});
  EXPECT_EQ(overlay_.ProducerOf(mod), kA);
  EXPECT_TRUE(overlay_.IsRestat(kA));
  EXPECT_FALSE(overlay_.IsRestat(kB));
  EXPECT_EQ(Consumers(mod), Edges({kB}));
  EXPECT_EQ(Consumers(in), Edges({kA, kB}));
  EXPECT_EQ(DirtyingInputs(kB), Nodes({graph_.FindNode("a"), mod, in}));
  Nodes outputs;
  overlay_.ForEachOutput(kA, [&](NodeId node) { outputs.push_back(node); });
  EXPECT_EQ(outputs, Nodes({graph_.FindNode("a"), mod}));
}

TEST_F(OverlayTest, ReadersFromBeforeTheProducerAreLinked) {
  // The deps log names a module that only the dyndep file gives a producer.
  const NodeId mod = overlay_.Intern("a.mod");
  overlay_.SetDiscoveredInputs(kB, Nodes{mod});
  EXPECT_TRUE(Consumers(mod).empty());
  overlay_.AddDynamicLinks(kA,
                           {.inputs = {}, .outputs = {mod}, .restat = false});
  EXPECT_EQ(Consumers(mod), Edges({kB}));
  overlay_.SetDiscoveredInputs(kB, {});
  EXPECT_TRUE(Consumers(mod).empty());
}

}  // namespace
}  // namespace xb
