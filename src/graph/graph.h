// SPDX-License-Identifier: Apache-2.0
// Graph: files (nodes) and steps (edges) as columns indexed by 32-bit ids,
// links as rows of ids.  Immutable once GraphBuilder::Finish() returned it;
// what a run learns lives in engine/run_state.h and graph/overlay.h.
//
// A column either owns its values or views memory that somebody else maps, so
// that a graph can be used straight from a file.  Any thread may read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "base/ids.h"

namespace xb {

// What names, values and paths are found by.
inline uint32_t HashOf(std::string_view text) {
  return static_cast<uint32_t>(Xxh3(text));
}

// A slice of Graph::text.
struct TextRef {
  uint32_t offset = 0;
  uint32_t size = 0;
};

template <typename T>
class Column {
 public:
  Column() = default;
  explicit Column(std::vector<T> values)
      : owned_(std::move(values)), view_(owned_) {}
  // `view` must outlive the column.
  static Column Borrow(std::span<const T> view) {
    Column column;
    column.view_ = view;
    return column;
  }
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;
  Column(Column&&) noexcept = default;
  Column& operator=(Column&&) noexcept = default;

  const T& operator[](size_t i) const { return view_[i]; }
  size_t size() const { return view_.size(); }
  std::span<const T> view() const { return view_; }

 private:
  std::vector<T> owned_;
  std::span<const T> view_;
};

enum class EdgeFlag : uint8_t {
  kPhony = 1,      // has no command, never runs
  kRestat = 2,     // outputs that did not change stop the change
  kGenerator = 4,  // writes the manifest; a changed command does not dirty it
  // Had its output among its inputs too, before it was dropped there.
  kNamedItself = 8,
};

// How an edge reports the inputs it discovered while running.
enum class DepsKind : uint8_t {
  kNone,
  kDepfile,  // a depfile that is read again by every scan
  kGcc,      // a depfile that moves into the deps log
  kMsvc,     // lines of the output that move into the deps log
  kUnknown,  // the `deps` variable has a value nobody knows
};

// One piece of an unexpanded value: a literal, or (size == kNoIndex) the
// variable whose StringId is `offset`.
struct TemplatePart {
  uint32_t offset = 0;
  uint32_t size = 0;

  bool is_variable() const { return size == kNoIndex; }
};
static_assert(sizeof(TemplatePart) == 8);

struct Binding {
  StringId name = kNoString;
  TextRef value;
};
static_assert(sizeof(Binding) == 12);

struct RuleBinding {
  StringId name = kNoString;
  uint32_t parts_begin = 0;
  uint32_t parts_end = 0;
};
static_assert(sizeof(RuleBinding) == 12);

struct RuleRow {
  StringId name = kNoString;
  uint32_t bindings_begin = 0;
  uint32_t bindings_end = 0;
  ScopeId scope{0};  // of the file that declares it
};
static_assert(sizeof(RuleRow) == 16);

struct ScopeRow {
  ScopeId parent = kNoScope;
  uint32_t bindings_begin = 0;
  uint32_t bindings_end = 0;  // file scopes: sorted by name
};
static_assert(sizeof(ScopeRow) == 12);

struct PoolRow {
  StringId name = kNoString;
  int32_t depth = 0;  // 0 = unbounded
};
static_assert(sizeof(PoolRow) == 8);

// One row an edge.  Inputs are links[inputs_begin, explicit_inputs_end,
// implicit_inputs_end, order_only_end); outputs and validations follow:
// links[order_only_end, explicit_outputs_end, outputs_end, validations_end).
struct EdgeRow {
  RuleId rule = kNoRule;
  ScopeId scope = kNoScope;  // the edge's own, or the file's when it has none
  PoolId pool{0};
  NodeId dyndep = kNoNode;
  uint32_t inputs_begin = 0;
  uint32_t explicit_inputs_end = 0;
  uint32_t implicit_inputs_end = 0;
  uint32_t order_only_end = 0;
  uint32_t explicit_outputs_end = 0;
  uint32_t outputs_end = 0;
  uint32_t validations_end = 0;
  uint32_t line = 0;  // in files[file]
  uint16_t file = 0;
  uint8_t flags = 0;
  DepsKind deps = DepsKind::kNone;
};
static_assert(sizeof(EdgeRow) == 52);

struct NodeRow {
  TextRef path;  // canonical
  EdgeId producer = kNoEdge;
  uint32_t hash = 0;  // low half of XXH3(path)
  uint32_t consumers_begin = 0;
};
static_assert(sizeof(NodeRow) == 20);

inline constexpr PoolId kDefaultPool{0};
inline constexpr PoolId kConsolePool{1};
inline constexpr RuleId kPhonyRule{0};

// Names every graph knows, interned first and in this order.
enum class KnownName : uint32_t {
  kPhony,
  kCache,
  kCommand,
  kDepfile,
  kDeps,
  kDescription,
  kDyndep,
  kGenerator,
  kIn,
  kInNewline,
  kMsvcDepsPrefix,
  kOut,
  kPool,
  kRestat,
  kRspfile,
  kRspfileContent,
  kXbRequiredVersion,
  kCount,
};
std::string_view TextOf(KnownName name);
constexpr StringId Id(KnownName name) {
  return StringId{static_cast<uint32_t>(name)};
}

enum class Escape { kNone, kShell };

// A manifest file as it was when it was read.
struct SourceFile {
  StringId path = kNoString;
};

class Graph {
 public:
  // --- Nodes.
  size_t node_count() const { return nodes.size(); }
  // The first so many nodes are those that the manifest names; the others were
  // learnt by earlier runs and stand in no edge.
  uint32_t declared_nodes = 0;
  // A NUL follows the view.
  std::string_view PathOf(NodeId node) const {
    return Text(nodes[Index(node)].path);
  }
  EdgeId ProducerOf(NodeId node) const { return nodes[Index(node)].producer; }
  // The edges that read `node`, one entry for each link, validations not
  // among them.
  std::span<const EdgeId> ConsumersOf(NodeId node) const;
  // kNoNode when the graph has no such canonical path.
  NodeId FindNode(std::string_view path) const {
    return FindNode(path, HashOf(path));
  }
  // `hash`: HashOf() the path.
  NodeId FindNode(std::string_view path, uint32_t hash) const;
  // Makes a FindNode() that comes soon a quick one.
  void PrefetchNode(uint32_t hash) const {
    if (node_table.size() == 0) return;
    __builtin_prefetch(&node_table[hash & (node_table.size() - 1)]);
  }

  // --- Edges.
  size_t edge_count() const { return edges.size(); }
  const EdgeRow& edge(EdgeId id) const { return edges[Index(id)]; }
  bool Has(EdgeId id, EdgeFlag flag) const {
    return (edges[Index(id)].flags & static_cast<uint8_t>(flag)) != 0;
  }
  bool is_phony(EdgeId id) const { return Has(id, EdgeFlag::kPhony); }
  std::span<const NodeId> ExplicitInputs(EdgeId id) const;
  std::span<const NodeId> ImplicitInputs(EdgeId id) const;
  std::span<const NodeId> OrderOnlyInputs(EdgeId id) const;
  // Explicit and implicit ones: those whose change makes the edge dirty.
  std::span<const NodeId> DirtyingInputs(EdgeId id) const;
  std::span<const NodeId> AllInputs(EdgeId id) const;
  std::span<const NodeId> ExplicitOutputs(EdgeId id) const;
  std::span<const NodeId> Outputs(EdgeId id) const;
  std::span<const NodeId> Validations(EdgeId id) const;

  // --- Names and values.
  std::string_view Text(TextRef ref) const {
    return {text.view().data() + ref.offset, ref.size};
  }
  std::string_view Name(StringId id) const { return Text(names[Index(id)]); }
  // kNoString when the manifest never used the name.
  StringId FindName(std::string_view name) const;
  std::string_view RuleName(RuleId id) const {
    return Name(rules[Index(id)].name);
  }
  const RuleBinding* FindRuleBinding(RuleId rule, StringId name) const;
  // Looks in `scope` itself, not in its parents.
  const Binding* FindOwnBinding(ScopeId scope, StringId name) const;
  // The value in `scope` or its nearest parent that has one; else empty.
  std::string_view LookupVariable(ScopeId scope, StringId name) const;

  // Nodes that no edge reads.  Empty on a graph that is one big cycle.
  std::vector<NodeId> RootNodes() const;

  // --- The columns themselves.
  Column<char> text;
  Column<TextRef> names;
  Column<uint32_t> name_table;  // open addressing, StringId or kNoIndex
  Column<NodeRow> nodes;
  Column<uint32_t> node_table;  // open addressing, NodeId or kNoIndex
  Column<EdgeId> consumers;
  Column<EdgeRow> edges;
  Column<NodeId> links;
  Column<RuleRow> rules;
  Column<RuleBinding> rule_bindings;
  Column<TemplatePart> parts;
  Column<ScopeRow> scopes;
  Column<Binding> bindings;
  Column<PoolRow> pools;
  Column<NodeId> defaults;
  Column<SourceFile> files;  // files[0] is the top manifest
  ScopeId root_scope{0};
};

}  // namespace xb
