// SPDX-License-Identifier: Apache-2.0
// GraphBuilder: the write side of a Graph.  A front end adds scopes, rules,
// pools, nodes and edges in manifest order, then calls Finish() once; from
// then on nothing is added.  One thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace xb {

// Open-addressing set of indices, keyed by a 32-bit hash that the owner keeps.
class IndexTable {
 public:
  IndexTable();
  // Finds the index for which `equal(index)` holds among those stored under
  // `hash`; kNoIndex when there is none.
  template <typename Equal>
  uint32_t Find(uint32_t hash, Equal equal) const {
    const size_t mask = slots_.size() - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
      const Slot& slot = slots_[i];
      if (slot.index == kNoIndex) return kNoIndex;
      if (slot.hash == hash && equal(slot.index)) return slot.index;
    }
  }
  // Makes a Find() of `hash` that comes soon a quick one.
  void Prefetch(uint32_t hash) const {
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  void Insert(uint32_t hash, uint32_t index);
  // The indices, kNoIndex where there is none.
  std::vector<uint32_t> Indices() const;

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t index = kNoIndex;
  };

  void Grow();

  std::vector<Slot> slots_;
  size_t used_ = 0;
};

// What an edge is made of, as the front end read it.  The spans are copied.
struct EdgeSpec {
  RuleId rule = kNoRule;
  ScopeId file_scope = kNoScope;
  // Empty when the edge has no bindings of its own.  A later binding of the
  // same name wins.
  std::span<const Binding> bindings = {};
  bool has_own_scope = false;
  PoolId pool = kDefaultPool;
  NodeId dyndep = kNoNode;
  std::span<const NodeId> inputs = {};  // explicit, implicit, order-only
  uint32_t explicit_inputs = 0;
  uint32_t implicit_inputs = 0;
  std::span<const NodeId> outputs = {};  // explicit, implicit
  uint32_t explicit_outputs = 0;
  std::span<const NodeId> validations = {};
  uint32_t line = 0;
  uint16_t file = 0;
  bool named_itself = false;  // see EdgeFlag
};

class GraphBuilder {
 public:
  GraphBuilder();

  // Makes room for about so many rows more.
  struct Size {
    size_t text = 0;  // bytes
    size_t nodes = 0;
    size_t edges = 0;
    size_t links = 0;
    size_t bindings = 0;
  };
  void Reserve(const Size& size);

  // `hash`: HashOf() the same text.
  StringId InternName(std::string_view name) {
    return InternName(name, HashOf(name));
  }
  StringId InternName(std::string_view name, uint32_t hash);
  // Equal values are stored once.
  TextRef InternValue(std::string_view value) {
    return InternValue(value, HashOf(value));
  }
  TextRef InternValue(std::string_view value, uint32_t hash);
  // A literal of a template or anything else that is not worth interning.
  TextRef AppendText(std::string_view value);
  std::string_view Text(TextRef ref) const {
    return {text_.data() + ref.offset, ref.size};
  }
  std::string_view Name(StringId id) const { return Text(names_[Index(id)]); }
  // Bytes of all names, values and paths so far; the graph's limit is 4 GiB.
  size_t text_size() const { return text_.size(); }

  uint16_t AddFile(std::string_view path);
  std::string_view FilePath(uint16_t file) const {
    return Name(files_[file].path);
  }

  // A file scope; the first one added is the root.
  ScopeId AddScope(ScopeId parent);
  void Bind(ScopeId scope, StringId name, TextRef value);
  // The value seen from `scope`; nullopt when nobody bound the name.
  std::optional<TextRef> Lookup(ScopeId scope, StringId name) const;
  // Looks in `scope` itself, not in its parents.
  std::optional<TextRef> FindOwnBinding(ScopeId scope, StringId name) const;
  ScopeId ParentOf(ScopeId scope) const {
    return file_scopes_[Index(scope)].parent;
  }

  // kNoRule when `scope` itself already has that rule.
  RuleId AddRule(ScopeId scope, StringId name);
  void AddRuleBinding(RuleId rule, StringId name,
                      std::span<const TemplatePart> parts);
  // The rule as seen from `scope`; kNoRule when there is none.
  RuleId FindRule(ScopeId scope, StringId name) const;
  // The unexpanded value; nullopt when the rule does not bind `name`.
  std::optional<std::span<const TemplatePart>> FindRuleBinding(
      RuleId rule, StringId name) const;
  std::string_view RuleName(RuleId rule) const {
    return Name(rules_[Index(rule)].name);
  }
  std::vector<std::string_view> RuleNames() const;

  std::optional<PoolId> FindPool(StringId name) const;
  PoolId AddPool(StringId name, int32_t depth);
  std::vector<std::string_view> PoolNames() const;

  // `path` must be canonical.
  NodeId InternNode(std::string_view path) {
    return InternNode(path, HashOf(path));
  }
  NodeId InternNode(std::string_view path, uint32_t hash);
  // Makes an InternNode() that comes soon a quick one.
  void PrefetchNode(uint32_t hash) const { node_table_.Prefetch(hash); }
  NodeId FindNode(std::string_view path) const;
  size_t node_count() const { return nodes_.size(); }
  std::string_view PathOf(NodeId node) const {
    return Text(nodes_[Index(node)].path);
  }
  EdgeId ProducerOf(NodeId node) const { return nodes_[Index(node)].producer; }
  // No output may have a producer yet.
  EdgeId AddEdge(const EdgeSpec& spec);
  const EdgeRow& edge(EdgeId id) const { return edges_[Index(id)]; }
  // Its inputs, outputs and validations.  Valid until an edge is added.
  std::span<const NodeId> LinksOf(const EdgeRow& row) const {
    return std::span(links_).subspan(row.inputs_begin,
                                     row.validations_end - row.inputs_begin);
  }
  void AddDefault(NodeId node) { defaults_.push_back(node); }
  bool has_defaults() const { return !defaults_.empty(); }

  // Ends the building: evaluates edge flags, links consumers.
  Graph Finish();

 private:
  struct FileScope {
    ScopeId parent;
    std::unordered_map<uint32_t, TextRef> values;  // by StringId
    std::unordered_map<uint32_t, RuleId> rules;
  };

  void FreezeScopes();
  void LinkConsumers();

  std::vector<char> text_;
  std::vector<TextRef> names_;
  IndexTable name_table_;
  std::vector<TextRef> values_;
  IndexTable value_table_;
  std::vector<NodeRow> nodes_;
  IndexTable node_table_;
  std::vector<EdgeId> consumers_;
  std::vector<EdgeRow> edges_;
  std::vector<NodeId> links_;
  std::vector<RuleRow> rules_;
  std::vector<RuleBinding> rule_bindings_;
  std::vector<TemplatePart> parts_;
  std::vector<FileScope> file_scopes_;
  std::vector<ScopeRow> edge_scopes_;  // ids continue after the file scopes'
  std::vector<Binding> bindings_;
  std::vector<PoolRow> pools_;
  std::vector<NodeId> defaults_;
  std::vector<SourceFile> files_;
  std::vector<EdgeId> own_scope_edges_;
};

}  // namespace xb
