// SPDX-License-Identifier: Apache-2.0
// Snapshots with right hashes that somebody gave wrong contents.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "history/snapshot.h"
#include "unit/history/snapshot_support.h"

namespace xb {
namespace {

class SnapshotForgeryTest : public testing::Test {
 protected:
  SnapshotForgeryTest() { sample_.Write(); }
  void Change(const std::function<void(SnapshotForger&)>& change) {
    SnapshotForger forger(ReadBytes(sample_.path()));
    change(forger);
    WriteBytes(sample_.path(), forger.Seal());
  }
  bool Opens() { return sample_.Open() != nullptr; }
  template <typename T>
  bool OpensWith(SectionId id, const std::function<void(T&)>& change) {
    const std::string good = ReadBytes(sample_.path());
    Change([&](SnapshotForger& forger) { change(forger.Values<T>(id)[0]); });
    const bool opens = Opens();
    WriteBytes(sample_.path(), good);
    return opens;
  }

  SnapshotSample sample_;
};

TEST_F(SnapshotForgeryTest, ForgingWithoutAChangeIsNoDamage) {
  Change([](SnapshotForger&) {});
  EXPECT_TRUE(Opens());
}

TEST_F(SnapshotForgeryTest, OtherVersionIsNoSnapshot) {
  Change([](SnapshotForger& forger) { ++forger.header.version; });
  EXPECT_FALSE(Opens());
}

TEST_F(SnapshotForgeryTest, OtherByteOrderIsNoSnapshot) {
  Change([](SnapshotForger& forger) { forger.header.byte_order = 0x04030201; });
  EXPECT_FALSE(Opens());
}

TEST_F(SnapshotForgeryTest, OtherNumberOfSectionsIsNoSnapshot) {
  Change([](SnapshotForger& forger) { ++forger.header.section_count; });
  EXPECT_FALSE(Opens());
}

TEST_F(SnapshotForgeryTest, SectionOutsideOfTheFileIsNoSnapshot) {
  const std::string good = ReadBytes(sample_.path());
  for (uint32_t i = 0; i < kSectionCount; ++i) {
    for (const uint64_t offset : {uint64_t{1} << 40, ~uint64_t{63}}) {
      WriteBytes(sample_.path(), good);
      Change([&](SnapshotForger& forger) {
        forger.sections[i].offset = offset;
        forger.sections[i].size = 64;
      });
      ASSERT_FALSE(Opens()) << "section " << i << " at " << offset;
    }
  }
}

// Each section holds numbers that mean something elsewhere.
TEST_F(SnapshotForgeryTest, IdsAndOffsetsOutOfBoundsAreNoticed) {
  const std::string good = ReadBytes(sample_.path());
  const SectionId all_ids[] = {
      SectionId::kConsumers,    SectionId::kLinks,
      SectionId::kDefaults,     SectionId::kFiles,
      SectionId::kDepsNodeOfId, SectionId::kDepsInputs,
      SectionId::kOrderEdges,   SectionId::kOrderNodes,
      SectionId::kNodeTable,    SectionId::kNameTable,
      SectionId::kLogRowOfNode, SectionId::kDepsRowOfNode,
      SectionId::kDepsIdOfNode, SectionId::kNames,
  };
  for (const SectionId id : all_ids) {
    WriteBytes(sample_.path(), good);
    Change([&](SnapshotForger& forger) {
      const auto values = forger.Values<uint32_t>(id);
      ASSERT_FALSE(values.empty()) << "section " << static_cast<int>(id);
      values[0] = 0x7fffffff;
    });
    ASSERT_FALSE(Opens()) << "section " << static_cast<int>(id);
  }
}

TEST_F(SnapshotForgeryTest, EdgesAreChecked) {
  const auto opens = [this](const std::function<void(EdgeRow&)>& change) {
    return OpensWith<EdgeRow>(SectionId::kEdges, change);
  };
  EXPECT_TRUE(opens([](EdgeRow& row) { ++row.line; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.rule = RuleId{1000}; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.rule = kNoRule; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.scope = kNoScope; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.pool = PoolId{9}; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.dyndep = NodeId{1000}; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.file = 7; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.deps = DepsKind{200}; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.inputs_begin = kNoIndex; }));
  EXPECT_FALSE(opens([](EdgeRow& row) { row.validations_end = kNoIndex; }));
  // Every edge has an output.
  EXPECT_FALSE(opens([](EdgeRow& row) {
    row.explicit_outputs_end = row.outputs_end = row.order_only_end;
  }));
}

TEST_F(SnapshotForgeryTest, NodesAreChecked) {
  const auto opens = [this](const std::function<void(NodeRow&)>& change) {
    return OpensWith<NodeRow>(SectionId::kNodes, change);
  };
  EXPECT_FALSE(opens([](NodeRow& row) { row.producer = EdgeId{1000}; }));
  EXPECT_FALSE(opens([](NodeRow& row) { row.path.offset = kNoIndex; }));
  EXPECT_FALSE(opens([](NodeRow& row) { row.path.size = kNoIndex; }));
  EXPECT_FALSE(opens([](NodeRow& row) { row.path.size = 0; }));
  // No NUL follows.
  EXPECT_FALSE(opens([](NodeRow& row) { --row.path.size; }));
  EXPECT_FALSE(opens([](NodeRow& row) { row.consumers_begin = 1000; }));
}

TEST_F(SnapshotForgeryTest, ContentsAreChecked) {
  using Log = ContentLog;
  const auto version =
      [this](const std::function<void(Log::Version&)>& change) {
        return OpensWith<Log::Version>(SectionId::kContentVersions, change);
      };
  EXPECT_TRUE(version([](Log::Version& row) { ++row.digest.low; }));
  EXPECT_FALSE(version([](Log::Version& row) { row.node = NodeId{1000}; }));
  // A circle.
  EXPECT_FALSE(version([](Log::Version& row) { row.previous = 0; }));
  const auto node = [this](const std::function<void(Log::NodeRow&)>& change) {
    return OpensWith<Log::NodeRow>(SectionId::kContentNodes, change);
  };
  EXPECT_FALSE(node([](Log::NodeRow& row) { row.newest_version = 1000; }));
  EXPECT_FALSE(node([](Log::NodeRow& row) { row.seen = 1000; }));
  EXPECT_FALSE(node([](Log::NodeRow& row) { row.run = 1000; }));
  const auto run = [this](const std::function<void(Log::RunRow&)>& change) {
    return OpensWith<Log::RunRow>(SectionId::kContentRuns, change);
  };
  EXPECT_TRUE(run([](Log::RunRow& row) { ++row.environment; }));
  EXPECT_FALSE(run([](Log::RunRow& row) { row.output = NodeId{1000}; }));
  EXPECT_FALSE(run([](Log::RunRow& row) { row.inputs_begin = ~uint64_t{0}; }));
  EXPECT_FALSE(run([](Log::RunRow& row) { row.inputs_size = kNoIndex; }));
  EXPECT_FALSE(run([](Log::RunRow& row) { row.outputs_begin = 1000; }));
  EXPECT_FALSE(run([](Log::RunRow& row) { row.outputs_size = 1000; }));
  const auto seen = [this](const std::function<void(Log::SeenRow&)>& change) {
    return OpensWith<Log::SeenRow>(SectionId::kContentSeen, change);
  };
  EXPECT_FALSE(seen([](Log::SeenRow& row) { row.node = kNoNode; }));
  EXPECT_FALSE(seen([](Log::SeenRow& row) { row.version = kNoVersion; }));
  const auto output = [this](const std::function<void(OutputAsLeft&)>& change) {
    return OpensWith<OutputAsLeft>(SectionId::kContentOutputs, change);
  };
  EXPECT_TRUE(output([](OutputAsLeft& row) { row.version = kNoVersion; }));
  EXPECT_FALSE(output([](OutputAsLeft& row) { row.version = VersionId{99}; }));
  EXPECT_FALSE(output([](OutputAsLeft& row) { row.node = kNoNode; }));
  EXPECT_FALSE(OpensWith<VersionId>(SectionId::kContentInputs,
                                    [](VersionId& id) { id = kNoVersion; }));
}

TEST_F(SnapshotForgeryTest, TablesWithoutAnEndAreNoticed) {
  for (const SectionId id : {SectionId::kNodeTable, SectionId::kNameTable}) {
    const std::string good = ReadBytes(sample_.path());
    Change([&](SnapshotForger& forger) {
      for (uint32_t& slot : forger.Values<uint32_t>(id)) slot = 0;
    });
    EXPECT_FALSE(Opens());
    WriteBytes(sample_.path(), good);
    Change([&](SnapshotForger& forger) { forger.section(id).size -= 4; });
    EXPECT_FALSE(Opens());
    WriteBytes(sample_.path(), good);
  }
}

TEST_F(SnapshotForgeryTest, ValuesAreChecked) {
  EXPECT_FALSE(OpensWith<ScopeRow>(SectionId::kScopes, [](ScopeRow& row) {
    row.parent = ScopeId{0};  // its own
  }));
  EXPECT_FALSE(OpensWith<ScopeRow>(
      SectionId::kScopes, [](ScopeRow& row) { row.bindings_end = kNoIndex; }));
  EXPECT_FALSE(OpensWith<Binding>(SectionId::kBindings, [](Binding& binding) {
    binding.value.size = kNoIndex;
  }));
  EXPECT_FALSE(OpensWith<Binding>(SectionId::kBindings, [](Binding& binding) {
    binding.name = StringId{1000};
  }));
  EXPECT_FALSE(OpensWith<RuleBinding>(
      SectionId::kRuleBindings,
      [](RuleBinding& binding) { binding.parts_end = kNoIndex; }));
  // A name that no rule can bind: with many of them values nest without end.
  EXPECT_FALSE(OpensWith<RuleBinding>(
      SectionId::kRuleBindings,
      [](RuleBinding& binding) { binding.name = Id(KnownName::kCount); }));
  EXPECT_FALSE(OpensWith<RuleRow>(
      SectionId::kRules, [](RuleRow& row) { row.scope = ScopeId{1000}; }));
  EXPECT_FALSE(OpensWith<RuleRow>(
      SectionId::kRules, [](RuleRow& row) { row.bindings_end = kNoIndex; }));
  EXPECT_FALSE(OpensWith<TemplatePart>(
      SectionId::kParts, [](TemplatePart& part) { part.offset = kNoIndex; }));
  EXPECT_FALSE(OpensWith<PoolRow>(SectionId::kPools,
                                  [](PoolRow& row) { row.depth = -1; }));
}

TEST_F(SnapshotForgeryTest, LogsAndOrderAreChecked) {
  EXPECT_FALSE(OpensWith<BuildLog::Row>(
      SectionId::kLogRows,
      [](BuildLog::Row& row) { row.output = NodeId{1000}; }));
  EXPECT_FALSE(OpensWith<DepsLog::Row>(
      SectionId::kDepsRows,
      [](DepsLog::Row& row) { row.output = NodeId{1000}; }));
  EXPECT_FALSE(OpensWith<DepsLog::Row>(
      SectionId::kDepsRows,
      [](DepsLog::Row& row) { row.inputs_begin = ~uint64_t{0}; }));
  EXPECT_FALSE(OpensWith<DepsLog::Row>(
      SectionId::kDepsRows,
      [](DepsLog::Row& row) { row.inputs_size = kNoIndex; }));
  using Directory = ScanOrder::Directory;
  const auto id = SectionId::kOrderDirectories;
  EXPECT_FALSE(OpensWith<Directory>(
      id, [](Directory& directory) { directory.path.offset = kNoIndex; }));
  EXPECT_FALSE(OpensWith<Directory>(id, [](Directory& directory) {
    ++directory.path.size;  // longer than paths in it, or without a NUL
  }));
  EXPECT_FALSE(OpensWith<Directory>(
      id, [](Directory& directory) { directory.nodes_end = kNoIndex; }));
  EXPECT_FALSE(OpensWith<Directory>(
      id, [](Directory& directory) { directory.nodes_begin = 1; }));
  EXPECT_FALSE(OpensWith<SnapshotMisc>(
      SectionId::kMisc, [](SnapshotMisc& m) { m.declared_nodes = 1000; }));
  EXPECT_FALSE(OpensWith<SnapshotMisc>(
      SectionId::kMisc, [](SnapshotMisc& m) { m.root_scope = 1000; }));
  EXPECT_FALSE(OpensWith<SnapshotMisc>(
      SectionId::kMisc, [](SnapshotMisc& m) { m.key_size = kNoIndex; }));
  EXPECT_FALSE(OpensWith<SnapshotMisc>(
      SectionId::kMisc, [](SnapshotMisc& m) { m.build_dir_size = kNoIndex; }));
  EXPECT_FALSE(OpensWith<FactRow>(
      SectionId::kFacts, [](FactRow& row) { row.path_size = kNoIndex; }));
}

}  // namespace
}  // namespace xb
