// SPDX-License-Identifier: Apache-2.0
#include "history/scan_order.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "unit/history/snapshot_support.h"

namespace xb {
namespace {

// Edges of one kind: `deps` go to the deps log.
class ScanOrderTest : public testing::Test {
 protected:
  void Add(const std::vector<std::string>& inputs, const std::string& output,
           const std::vector<std::string>& validations = {}) {
    const auto intern = [&](const std::vector<std::string>& paths) {
      std::vector<NodeId> nodes;
      for (const auto& path : paths) nodes.push_back(builder_.InternNode(path));
      return nodes;
    };
    const std::vector<NodeId> in = intern(inputs);
    const std::vector<NodeId> out = intern({output});
    const std::vector<NodeId> checks = intern(validations);
    builder_.AddEdge({.rule = rule_,
                      .file_scope = scope_,
                      .inputs = in,
                      .explicit_inputs = static_cast<uint32_t>(in.size()),
                      .outputs = out,
                      .explicit_outputs = 1,
                      .validations = checks,
                      .file = file_});
  }
  void AddDefault(const std::string& path) {
    builder_.AddDefault(builder_.FindNode(path));
  }
  void Finish() {
    graph_ = builder_.Finish();
    overlay_.emplace(graph_);
    deps_.emplace(disk_, *overlay_);
  }
  void RecordDeps(const std::string& output, const std::string& input) {
    const NodeId node = overlay_->Intern(input);
    XB_CHECK(deps_->Record(overlay_->Find(output), 1, {&node, 1}).ok());
  }
  // First outputs; "circle" when there is one.
  std::string Edges() const {
    const auto order =
        FindScanOrder(*overlay_, *deps_, DefaultTargets(overlay_->graph()));
    if (!order) return "circle";
    std::string text;
    for (const EdgeId edge : order->edges) {
      if (!text.empty()) text += " ";
      text += overlay_->PathOf(graph_.Outputs(edge)[0]);
    }
    return text;
  }

 private:
  RuleId MakeRule() {
    const RuleId rule =
        builder_.AddRule(scope_, builder_.InternName("compile"));
    for (const auto& [name, value] : {std::pair(KnownName::kCommand, "cc"),
                                      std::pair(KnownName::kDeps, "gcc")}) {
      const TextRef text = builder_.AppendText(value);
      const TemplatePart part{text.offset, text.size};
      builder_.AddRuleBinding(rule, Id(name), {&part, 1});
    }
    return rule;
  }

 protected:
  GraphBuilder builder_;
  const uint16_t file_ = builder_.AddFile("manifest");
  const ScopeId scope_ = builder_.AddScope(kNoScope);
  const RuleId rule_ = MakeRule();
  RealDisk disk_;
  Graph graph_;
  std::optional<Overlay> overlay_;
  std::optional<DepsLog> deps_;
};

TEST_F(ScanOrderTest, ProducersComeBeforeTheirConsumers) {
  Add({"b", "c"}, "a");
  Add({"c"}, "b");
  Add({"source"}, "c");
  Finish();
  EXPECT_EQ(Edges(), "c b a");
}

TEST_F(ScanOrderTest, DiscoveredInputsCount) {
  Add({"source"}, "a");
  Add({"source"}, "b");
  AddDefault("a");
  Finish();
  EXPECT_EQ(Edges(), "a");

  RecordDeps("a", "b");
  EXPECT_EQ(Edges(), "b a");
}

TEST_F(ScanOrderTest, OnlyWhatDefaultTargetsReach) {
  Add({"source"}, "a");
  Add({"source"}, "b");
  AddDefault("b");
  Finish();
  EXPECT_EQ(Edges(), "b");
}

TEST_F(ScanOrderTest, ValidationsMayNeedWhatTheyCheck) {
  Add({"source"}, "a", {"check"});
  Add({"a"}, "check");
  AddDefault("a");
  Finish();
  EXPECT_EQ(Edges(), "a check");
}

TEST_F(ScanOrderTest, CirclesHaveNone) {
  Add({"b"}, "a");
  Add({"a"}, "b");
  AddDefault("a");
  Finish();
  EXPECT_EQ(Edges(), "circle");
}

TEST_F(ScanOrderTest, CirclesOfDiscoveredInputsHaveNone) {
  Add({"b"}, "a");
  Add({"source"}, "b");
  Finish();
  RecordDeps("b", "a");
  EXPECT_EQ(Edges(), "circle");
}

TEST_F(ScanOrderTest, EveryFileIsInItsDirectoryOnce) {
  Add({"src/x.c", "src/sub/y.c", "/abs.h", "../up.h", "plain"}, "obj/a.o");
  Add({"obj/a.o", "src/x.c"}, "app");
  Finish();
  RecordDeps("obj/a.o", "src/x.h");
  const auto order =
      FindScanOrder(*overlay_, *deps_, DefaultTargets(overlay_->graph()));
  ASSERT_TRUE(order.has_value());

  std::map<std::string, std::set<std::string>> found;
  size_t count = 0;
  for (const ScanOrder::Directory& directory : order->directories) {
    const std::string name(order->paths.data() + directory.path.offset);
    EXPECT_EQ(name.size(), directory.path.size);
    for (uint32_t i = directory.nodes_begin; i < directory.nodes_end; ++i) {
      const std::string path(overlay_->PathOf(order->nodes[i]));
      ASSERT_TRUE(path.starts_with(name)) << path;
      found[name].insert(path.substr(name.size()));
      ++count;
    }
  }
  const std::map<std::string, std::set<std::string>> expected = {
      {"", {"plain", "app"}},   {"/", {"abs.h"}},      {"../", {"up.h"}},
      {"src/", {"x.c", "x.h"}}, {"src/sub/", {"y.c"}}, {"obj/", {"a.o"}}};
  EXPECT_EQ(found, expected);
  EXPECT_EQ(count, order->nodes.size());
  EXPECT_EQ(count, 8u);
}

TEST_F(ScanOrderTest, LongChainsNeedNoStack) {
  constexpr int kLength = 200000;
  for (int i = 0; i < kLength; ++i) {
    Add({std::to_string(i)}, std::to_string(i + 1));
  }
  Finish();
  const auto order =
      FindScanOrder(*overlay_, *deps_, DefaultTargets(overlay_->graph()));
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->edges.size(), static_cast<size_t>(kLength));
}

}  // namespace
}  // namespace xb
