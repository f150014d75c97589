// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cstring>
#include <type_traits>

#include "base/hash.h"
#include "history/scan_order.h"
#include "history/snapshot.h"
#include "history/snapshot_format.h"

namespace xb {
namespace {

// Collects the pieces of each section, then writes them one after the other.
class SectionWriter {
 public:
  template <typename T>
  void Add(SectionId id, std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    Section& section = sections_[static_cast<uint32_t>(id)];
    section.element_size = sizeof(T);
    section.pieces.push_back({reinterpret_cast<const char*>(values.data()),
                              values.size() * sizeof(T)});
  }

  // Returns the file and sets the identity of what is in it.
  std::string Finish(uint64_t* identity) const {
    std::array<SectionRow, kSectionCount> table = {};
    uint64_t at = Aligned(sizeof(SnapshotHeader) + sizeof table);
    for (uint32_t i = 0; i < kSectionCount; ++i) {
      SectionRow& row = table[i];
      row.offset = at;
      row.element_size = sections_[i].element_size;
      for (const std::string_view piece : sections_[i].pieces) {
        row.size += piece.size();
      }
      row.hash = Xxh3Pieces(sections_[i].pieces);
      at = Aligned(at + row.size);
    }
    SnapshotHeader header;
    header.file_size = at;
    header.table_hash = Xxh3(BytesOf(table));
    *identity = SnapshotIdentity(header.table_hash);
    header.header_hash = Xxh3(BytesOf(header));
    std::string file;
    file.reserve(at);
    file.append(BytesOf(header)).append(BytesOf(table));
    for (uint32_t i = 0; i < kSectionCount; ++i) {
      file.resize(table[i].offset);
      for (const std::string_view piece : sections_[i].pieces) {
        file.append(piece);
      }
    }
    file.resize(at);
    return file;
  }

 private:
  struct Section {
    std::vector<std::string_view> pieces;
    uint32_t element_size = 1;
  };

  template <typename T>
  static std::string_view BytesOf(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
  }
  static uint64_t Aligned(uint64_t at) {
    return (at + kSnapshotAlignment - 1) / kSnapshotAlignment *
           kSnapshotAlignment;
  }
  std::array<Section, kSectionCount> sections_;
};

// The nodes of the graph and those learnt since, under the ids they have.
struct MergedNodes {
  std::vector<NodeRow> learnt;
  std::string text;  // continues the graph's
  std::vector<uint32_t> table;
};

MergedNodes MergeNodes(const Overlay& overlay) {
  const Graph& graph = overlay.graph();
  MergedNodes merged;
  for (size_t i = graph.node_count(); i < overlay.node_count(); ++i) {
    const std::string_view path =
        overlay.PathOf(NodeId{static_cast<uint32_t>(i)});
    merged.learnt.push_back(
        {.path = {static_cast<uint32_t>(graph.text.size() + merged.text.size()),
                  static_cast<uint32_t>(path.size())},
         .hash = static_cast<uint32_t>(Xxh3(path)),
         .consumers_begin = static_cast<uint32_t>(graph.consumers.size())});
    merged.text.append(path).push_back('\0');
  }
  const size_t count = overlay.node_count();
  merged.table.assign(std::bit_ceil(count * 2 + 1), kNoIndex);
  const size_t mask = merged.table.size() - 1;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t hash = i < graph.node_count()
                              ? graph.nodes[i].hash
                              : merged.learnt[i - graph.node_count()].hash;
    size_t slot = hash & mask;
    while (merged.table[slot] != kNoIndex) slot = (slot + 1) & mask;
    merged.table[slot] = i;
  }
  return merged;
}

void AddGraph(const Graph& graph, SectionWriter* writer) {
  writer->Add(SectionId::kNames, graph.names.view());
  writer->Add(SectionId::kNameTable, graph.name_table.view());
  writer->Add(SectionId::kConsumers, graph.consumers.view());
  writer->Add(SectionId::kEdges, graph.edges.view());
  writer->Add(SectionId::kLinks, graph.links.view());
  writer->Add(SectionId::kRules, graph.rules.view());
  writer->Add(SectionId::kRuleBindings, graph.rule_bindings.view());
  writer->Add(SectionId::kParts, graph.parts.view());
  writer->Add(SectionId::kScopes, graph.scopes.view());
  writer->Add(SectionId::kBindings, graph.bindings.view());
  writer->Add(SectionId::kPools, graph.pools.view());
  writer->Add(SectionId::kDefaults, graph.defaults.view());
  writer->Add(SectionId::kFiles, graph.files.view());
}

void AddLogs(const BuildLog::Saved& log, const DepsLog::Saved& deps,
             SectionWriter* writer) {
  writer->Add(SectionId::kLogRows, log.rows);
  writer->Add(SectionId::kLogRowOfNode, log.row_of_node);
  writer->Add(SectionId::kDepsNodeOfId, deps.node_of_id);
  writer->Add(SectionId::kDepsIdOfNode, deps.id_of_node);
  writer->Add(SectionId::kDepsRows, deps.rows);
  writer->Add(SectionId::kDepsRowOfNode, deps.row_of_node);
  writer->Add(SectionId::kDepsInputs, deps.inputs);
  writer->Add(SectionId::kDepsInputs, deps.more_inputs);
}

void AddContent(const ContentLog::Saved& content, SectionWriter* writer) {
  writer->Add(SectionId::kContentVersions, content.versions);
  writer->Add(SectionId::kContentNodes, content.nodes);
  writer->Add(SectionId::kContentSeen, content.seen);
  writer->Add(SectionId::kContentRuns, content.runs);
  writer->Add(SectionId::kContentOutputs, content.outputs);
  writer->Add(SectionId::kContentOutputs, content.more_outputs);
  writer->Add(SectionId::kContentInputs, content.inputs);
  writer->Add(SectionId::kContentInputs, content.more_inputs);
}

}  // namespace

Result<uint64_t> Snapshot::Write(Disk& disk, const std::string& path,
                                 const Contents& contents) {
  const Graph& graph = contents.overlay.graph();
  const std::optional<BuildLog::Saved> log = contents.log.Save();
  const std::optional<DepsLog::Saved> deps = contents.deps.Save();
  if (!log || !deps) return uint64_t{0};
  const std::optional<OwnedScanOrder> order =
      FindScanOrder(contents.overlay, contents.deps, DefaultTargets(graph));
  if (!order) return uint64_t{0};
  const MergedNodes merged = MergeNodes(contents.overlay);

  std::string strings(contents.facts.key);
  strings.append(contents.build_dir);
  std::vector<FactRow> facts;
  for (const FileFact& fact : contents.facts.files) {
    facts.push_back({.path_offset = static_cast<uint32_t>(strings.size()),
                     .path_size = static_cast<uint32_t>(fact.path.size()),
                     .mtime_ns = fact.stat.mtime_ns,
                     .ctime_ns = fact.stat.ctime_ns,
                     .size = fact.stat.size,
                     .inode = fact.stat.inode,
                     .device = fact.stat.device});
    strings += fact.path;
  }
  // Without them the next run reads their text.
  std::optional<ContentLog::Saved> content;
  if (contents.content != nullptr) content = contents.content->Save();
  if (!content) content.emplace();
  const SnapshotMisc misc{
      .root_scope = Index(graph.root_scope),
      .declared_nodes = graph.declared_nodes,
      .key_size = static_cast<uint32_t>(contents.facts.key.size()),
      .build_dir_size = static_cast<uint32_t>(contents.build_dir.size()),
      .log_mark = log->mark,
      .log_records = log->records,
      .deps_mark = deps->mark,
      .deps_records = deps->records,
      .log_version = log->version,
      .content_mark = content->mark,
      .content_compacted_size = content->compacted_size};

  SectionWriter writer;
  writer.Add(SectionId::kMisc, std::span(&misc, 1));
  writer.Add(SectionId::kStrings, std::span<const char>(strings));
  writer.Add(SectionId::kFacts, std::span<const FactRow>(facts));
  writer.Add(SectionId::kText, graph.text.view());
  writer.Add(SectionId::kText, std::span<const char>(merged.text));
  writer.Add(SectionId::kNodes, graph.nodes.view());
  writer.Add(SectionId::kNodes, std::span<const NodeRow>(merged.learnt));
  writer.Add(SectionId::kNodeTable, std::span<const uint32_t>(merged.table));
  AddGraph(graph, &writer);
  AddLogs(*log, *deps, &writer);
  AddContent(*content, &writer);
  writer.Add(SectionId::kCommandHashes, contents.command_hashes);
  writer.Add(SectionId::kOrderEdges, std::span<const EdgeId>(order->edges));
  writer.Add(SectionId::kOrderDirectories,
             std::span<const ScanOrder::Directory>(order->directories));
  writer.Add(SectionId::kOrderNodes, std::span<const NodeId>(order->nodes));
  writer.Add(SectionId::kOrderPaths, std::span<const char>(order->paths));
  XB_TRY(disk.MakeParentDirs(path));
  uint64_t identity = 0;
  XB_TRY(disk.WriteAtomic(path, writer.Finish(&identity)));
  return identity;
}

}  // namespace xb
