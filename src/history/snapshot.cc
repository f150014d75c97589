// SPDX-License-Identifier: Apache-2.0
#include "history/snapshot.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/hash.h"
#include "history/snapshot_check.h"
#include "history/snapshot_format.h"

namespace xb {

bool IsUnchanged(const FileStat& then, const FileStat& now) {
  return now.exists() && then.mtime_ns == now.mtime_ns &&
         then.ctime_ns == now.ctime_ns && then.size == now.size &&
         then.inode == now.inode && then.device == now.device;
}

// Takes the file apart; every function is false at the first oddity.
class Snapshot::Reader {
 public:
  explicit Reader(Snapshot& snapshot)
      : snapshot_(snapshot), bytes_(snapshot.file_.bytes()) {}

  bool Read() {
    return ReadTable() && ReadStrings() && ReadGraph() && ReadLogs() &&
           ReadContent() && ReadOrder();
  }

 private:
  bool ReadTable() {
    SnapshotHeader header;
    if (bytes_.size() < sizeof header + sizeof table_) return false;
    std::memcpy(&header, bytes_.data(), sizeof header);
    std::memcpy(&table_, bytes_.data() + sizeof header, sizeof table_);
    const SnapshotHeader ours;
    if (header.magic != ours.magic || header.version != ours.version ||
        header.byte_order != ours.byte_order ||
        header.section_count != ours.section_count ||
        header.file_size != bytes_.size()) {
      return false;
    }
    const uint64_t header_hash = std::exchange(header.header_hash, 0);
    if (HashOf(header) != header_hash || HashOf(table_) != header.table_hash) {
      return false;
    }
    snapshot_.identity_ = SnapshotIdentity(header.table_hash);
    return std::all_of(
        table_.begin(), table_.end(), [&](const SectionRow& row) {
          return row.offset % kSnapshotAlignment == 0 &&
                 row.offset <= bytes_.size() &&
                 row.size <= bytes_.size() - row.offset &&
                 Xxh3(bytes_.substr(row.offset, row.size)) == row.hash;
        });
  }

  template <typename T>
  static uint64_t HashOf(const T& value) {
    return Xxh3({reinterpret_cast<const char*>(&value), sizeof value});
  }

  template <typename T>
  bool View(SectionId id, std::span<const T>* view) const {
    static_assert(std::is_trivially_copyable_v<T>);
    const SectionRow& row = table_[static_cast<uint32_t>(id)];
    // An empty section may have been written by nobody.
    if (row.size != 0 && row.element_size != sizeof(T)) return false;
    if (row.size % sizeof(T) != 0) return false;
    *view = {reinterpret_cast<const T*>(bytes_.data() + row.offset),
             static_cast<size_t>(row.size / sizeof(T))};
    return true;
  }

  template <typename T>
  bool Borrow(SectionId id, Column<T>* column) const {
    std::span<const T> view;
    if (!View(id, &view)) return false;
    *column = Column<T>::Borrow(view);
    return true;
  }

  bool ReadStrings() {
    std::span<const SnapshotMisc> misc;
    std::span<const char> strings;
    std::span<const FactRow> facts;
    if (!View(SectionId::kMisc, &misc) || misc.size() != 1 ||
        !View(SectionId::kStrings, &strings) ||
        !View(SectionId::kFacts, &facts)) {
      return false;
    }
    misc_ = misc[0];
    const std::string_view text(strings.data(), strings.size());
    const size_t heads = size_t{misc_.key_size} + misc_.build_dir_size;
    if (heads > text.size()) return false;
    snapshot_.facts_.key = text.substr(0, misc_.key_size);
    snapshot_.build_dir_ = text.substr(misc_.key_size, misc_.build_dir_size);
    for (const FactRow& row : facts) {
      if (row.path_offset > text.size() ||
          row.path_size > text.size() - row.path_offset) {
        return false;
      }
      FileFact fact{
          .path = std::string(text.substr(row.path_offset, row.path_size)),
          .stat = {}};
      fact.stat.mtime_ns = row.mtime_ns;
      fact.stat.ctime_ns = row.ctime_ns;
      fact.stat.size = row.size;
      fact.stat.inode = row.inode;
      fact.stat.device = row.device;
      snapshot_.facts_.files.push_back(std::move(fact));
    }
    return true;
  }

  bool ReadGraph() {
    Graph& graph = snapshot_.graph_;
    graph.root_scope = ScopeId{misc_.root_scope};
    graph.declared_nodes = misc_.declared_nodes;
    return Borrow(SectionId::kText, &graph.text) &&
           Borrow(SectionId::kNames, &graph.names) &&
           Borrow(SectionId::kNameTable, &graph.name_table) &&
           Borrow(SectionId::kNodes, &graph.nodes) &&
           Borrow(SectionId::kNodeTable, &graph.node_table) &&
           Borrow(SectionId::kConsumers, &graph.consumers) &&
           Borrow(SectionId::kEdges, &graph.edges) &&
           Borrow(SectionId::kLinks, &graph.links) &&
           Borrow(SectionId::kRules, &graph.rules) &&
           Borrow(SectionId::kRuleBindings, &graph.rule_bindings) &&
           Borrow(SectionId::kParts, &graph.parts) &&
           Borrow(SectionId::kScopes, &graph.scopes) &&
           Borrow(SectionId::kBindings, &graph.bindings) &&
           Borrow(SectionId::kPools, &graph.pools) &&
           Borrow(SectionId::kDefaults, &graph.defaults) &&
           Borrow(SectionId::kFiles, &graph.files) && CheckGraph(graph);
  }

  bool ReadLogs() {
    BuildLog::Saved& log = snapshot_.log_;
    DepsLog::Saved& deps = snapshot_.deps_;
    log.mark = misc_.log_mark;
    log.records = misc_.log_records;
    log.version = misc_.log_version;
    deps.mark = misc_.deps_mark;
    deps.records = misc_.deps_records;
    return View(SectionId::kLogRows, &log.rows) &&
           View(SectionId::kLogRowOfNode, &log.row_of_node) &&
           View(SectionId::kDepsNodeOfId, &deps.node_of_id) &&
           View(SectionId::kDepsIdOfNode, &deps.id_of_node) &&
           View(SectionId::kDepsRows, &deps.rows) &&
           View(SectionId::kDepsRowOfNode, &deps.row_of_node) &&
           View(SectionId::kDepsInputs, &deps.inputs) &&
           View(SectionId::kCommandHashes, &snapshot_.command_hashes_) &&
           CheckLogs(snapshot_.graph_, log, deps) &&
           (snapshot_.command_hashes_.empty() ||
            snapshot_.command_hashes_.size() == snapshot_.graph_.edge_count());
  }

  bool ReadContent() {
    ContentLog::Saved& content = snapshot_.content_;
    content.mark = misc_.content_mark;
    content.compacted_size = misc_.content_compacted_size;
    return View(SectionId::kContentVersions, &content.versions) &&
           View(SectionId::kContentNodes, &content.nodes) &&
           View(SectionId::kContentSeen, &content.seen) &&
           View(SectionId::kContentRuns, &content.runs) &&
           View(SectionId::kContentOutputs, &content.outputs) &&
           View(SectionId::kContentInputs, &content.inputs) &&
           CheckContent(snapshot_.graph_, content);
  }

  bool ReadOrder() {
    ScanOrder& order = snapshot_.order_;
    return View(SectionId::kOrderEdges, &order.edges) &&
           View(SectionId::kOrderDirectories, &order.directories) &&
           View(SectionId::kOrderNodes, &order.nodes) &&
           View(SectionId::kOrderPaths, &order.paths) &&
           CheckOrder(snapshot_.graph_, order);
  }

  Snapshot& snapshot_;
  const std::string_view bytes_;
  std::array<SectionRow, kSectionCount> table_;
  SnapshotMisc misc_;
};

std::unique_ptr<Snapshot> Snapshot::Open(const std::string& path,
                                         std::string_view key, Disk& disk) {
  Result<std::optional<MappedFile>> file = MappedFile::Open(path);
  if (!file.ok() || !file.value()) return nullptr;
  std::unique_ptr<Snapshot> snapshot(new Snapshot(std::move(*file.value())));
  if (!Reader(*snapshot).Read() || snapshot->facts_.key != key) return nullptr;
  for (const FileFact& fact : snapshot->facts_.files) {
    const Result<FileStat> now = disk.Stat(fact.path);
    if (!now.ok() || !IsUnchanged(fact.stat, now.value())) return nullptr;
  }
  return snapshot;
}

}  // namespace xb
