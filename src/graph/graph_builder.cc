// SPDX-License-Identifier: Apache-2.0
#include "graph/graph_builder.h"

#include <algorithm>
#include <string>

#include "graph/evaluate.h"

namespace xb {

IndexTable::IndexTable() : slots_(64) {}

void IndexTable::Insert(uint32_t hash, uint32_t index) {
  if ((used_ + 1) * 2 > slots_.size()) Grow();
  const size_t mask = slots_.size() - 1;
  size_t i = hash & mask;
  while (slots_[i].index != kNoIndex) i = (i + 1) & mask;
  slots_[i] = {hash, index};
  ++used_;
}

void IndexTable::Grow() {
  std::vector<Slot> slots(slots_.size() * 2);
  const size_t mask = slots.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.index == kNoIndex) continue;
    size_t i = slot.hash & mask;
    while (slots[i].index != kNoIndex) i = (i + 1) & mask;
    slots[i] = slot;
  }
  slots_ = std::move(slots);
}

std::vector<uint32_t> IndexTable::Indices() const {
  std::vector<uint32_t> indices;
  indices.reserve(slots_.size());
  for (const Slot& slot : slots_) indices.push_back(slot.index);
  return indices;
}

GraphBuilder::GraphBuilder() {
  for (uint32_t i = 0; i < static_cast<uint32_t>(KnownName::kCount); ++i) {
    InternName(TextOf(static_cast<KnownName>(i)));
  }
  rules_.push_back({.name = Id(KnownName::kPhony)});
  pools_.push_back({.name = InternName(""), .depth = 0});
  pools_.push_back({.name = InternName("console"), .depth = 1});
}

void GraphBuilder::Reserve(const Size& size) {
  text_.reserve(text_.size() + size.text);
  nodes_.reserve(nodes_.size() + size.nodes);
  edges_.reserve(edges_.size() + size.edges);
  links_.reserve(links_.size() + size.links);
  bindings_.reserve(bindings_.size() + size.bindings);
}

StringId GraphBuilder::InternName(std::string_view name, uint32_t hash) {
  uint32_t id = name_table_.Find(
      hash, [&](uint32_t i) { return Text(names_[i]) == name; });
  if (id == kNoIndex) {
    id = static_cast<uint32_t>(names_.size());
    names_.push_back(AppendText(name));
    name_table_.Insert(hash, id);
  }
  return StringId{id};
}

TextRef GraphBuilder::InternValue(std::string_view value, uint32_t hash) {
  uint32_t id = value_table_.Find(
      hash, [&](uint32_t i) { return Text(values_[i]) == value; });
  if (id == kNoIndex) {
    id = static_cast<uint32_t>(values_.size());
    values_.push_back(AppendText(value));
    value_table_.Insert(hash, id);
  }
  return values_[id];
}

TextRef GraphBuilder::AppendText(std::string_view value) {
  const TextRef ref{static_cast<uint32_t>(text_.size()),
                    static_cast<uint32_t>(value.size())};
  text_.insert(text_.end(), value.begin(), value.end());
  return ref;
}

uint16_t GraphBuilder::AddFile(std::string_view path) {
  files_.push_back({InternName(path)});
  return static_cast<uint16_t>(
      std::min<size_t>(files_.size() - 1, uint16_t{0xffff}));
}

ScopeId GraphBuilder::AddScope(ScopeId parent) {
  file_scopes_.push_back({parent, {}, {}});
  return ScopeId{static_cast<uint32_t>(file_scopes_.size() - 1)};
}

void GraphBuilder::Bind(ScopeId scope, StringId name, TextRef value) {
  file_scopes_[Index(scope)].values[Index(name)] = value;
}

std::optional<TextRef> GraphBuilder::Lookup(ScopeId scope,
                                            StringId name) const {
  while (scope != kNoScope) {
    const FileScope& file = file_scopes_[Index(scope)];
    const auto it = file.values.find(Index(name));
    if (it != file.values.end()) return it->second;
    scope = file.parent;
  }
  return std::nullopt;
}

std::optional<TextRef> GraphBuilder::FindOwnBinding(ScopeId scope,
                                                    StringId name) const {
  const FileScope& file = file_scopes_[Index(scope)];
  const auto it = file.values.find(Index(name));
  if (it == file.values.end()) return std::nullopt;
  return it->second;
}

RuleId GraphBuilder::AddRule(ScopeId scope, StringId name) {
  const RuleId id{static_cast<uint32_t>(rules_.size())};
  if (!file_scopes_[Index(scope)].rules.emplace(Index(name), id).second) {
    return kNoRule;
  }
  const auto begin = static_cast<uint32_t>(rule_bindings_.size());
  rules_.push_back({name, begin, begin, scope});
  return id;
}

void GraphBuilder::AddRuleBinding(RuleId rule, StringId name,
                                  std::span<const TemplatePart> parts) {
  XB_CHECK(Index(rule) + 1 == rules_.size());
  const auto begin = static_cast<uint32_t>(parts_.size());
  parts_.insert(parts_.end(), parts.begin(), parts.end());
  const auto end = static_cast<uint32_t>(parts_.size());
  RuleRow& row = rules_[Index(rule)];
  for (uint32_t i = row.bindings_begin; i < row.bindings_end; ++i) {
    if (rule_bindings_[i].name != name) continue;
    rule_bindings_[i] = {name, begin, end};
    return;
  }
  rule_bindings_.push_back({name, begin, end});
  ++row.bindings_end;
}

RuleId GraphBuilder::FindRule(ScopeId scope, StringId name) const {
  while (scope != kNoScope) {
    const FileScope& file = file_scopes_[Index(scope)];
    const auto it = file.rules.find(Index(name));
    if (it != file.rules.end()) return it->second;
    scope = file.parent;
  }
  return name == Id(KnownName::kPhony) ? kPhonyRule : kNoRule;
}

std::optional<std::span<const TemplatePart>> GraphBuilder::FindRuleBinding(
    RuleId rule, StringId name) const {
  const RuleRow& row = rules_[Index(rule)];
  for (uint32_t i = row.bindings_begin; i < row.bindings_end; ++i) {
    const RuleBinding& binding = rule_bindings_[i];
    if (binding.name != name) continue;
    return std::span(parts_).subspan(binding.parts_begin,
                                     binding.parts_end - binding.parts_begin);
  }
  return std::nullopt;
}

std::vector<std::string_view> GraphBuilder::RuleNames() const {
  std::vector<std::string_view> names;
  for (const RuleRow& row : rules_) names.push_back(Name(row.name));
  return names;
}

std::optional<PoolId> GraphBuilder::FindPool(StringId name) const {
  for (uint32_t i = 0; i < pools_.size(); ++i) {
    if (pools_[i].name == name) return PoolId{i};
  }
  return std::nullopt;
}

PoolId GraphBuilder::AddPool(StringId name, int32_t depth) {
  pools_.push_back({name, depth});
  return PoolId{static_cast<uint32_t>(pools_.size() - 1)};
}

std::vector<std::string_view> GraphBuilder::PoolNames() const {
  std::vector<std::string_view> names;
  for (size_t i = 1; i < pools_.size(); ++i) {
    names.push_back(Name(pools_[i].name));
  }
  return names;
}

NodeId GraphBuilder::InternNode(std::string_view path, uint32_t hash) {
  uint32_t id = node_table_.Find(
      hash, [&](uint32_t i) { return Text(nodes_[i].path) == path; });
  if (id == kNoIndex) {
    id = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({AppendText(path), kNoEdge, hash, 0});
    text_.push_back('\0');
    node_table_.Insert(hash, id);
  }
  return NodeId{id};
}

NodeId GraphBuilder::FindNode(std::string_view path) const {
  return NodeId{node_table_.Find(
      HashOf(path), [&](uint32_t i) { return Text(nodes_[i].path) == path; })};
}

EdgeId GraphBuilder::AddEdge(const EdgeSpec& spec) {
  const EdgeId id{static_cast<uint32_t>(edges_.size())};
  EdgeRow row;
  row.rule = spec.rule;
  row.pool = spec.pool;
  row.dyndep = spec.dyndep;
  row.line = spec.line;
  row.file = spec.file;
  row.scope = spec.file_scope;
  if (spec.rule == kPhonyRule) {
    row.flags = static_cast<uint8_t>(EdgeFlag::kPhony);
  }
  if (spec.named_itself) {
    row.flags |= static_cast<uint8_t>(EdgeFlag::kNamedItself);
  }
  if (spec.has_own_scope) {
    // Counted from the edge scopes for now; FreezeScopes() moves it.
    row.scope = ScopeId{static_cast<uint32_t>(edge_scopes_.size())};
    own_scope_edges_.push_back(id);
    const auto begin = static_cast<uint32_t>(bindings_.size());
    bindings_.insert(bindings_.end(), spec.bindings.begin(),
                     spec.bindings.end());
    edge_scopes_.push_back(
        {spec.file_scope, begin, static_cast<uint32_t>(bindings_.size())});
  }
  const auto at = static_cast<uint32_t>(links_.size());
  row.inputs_begin = at;
  row.explicit_inputs_end = at + spec.explicit_inputs;
  row.implicit_inputs_end = row.explicit_inputs_end + spec.implicit_inputs;
  links_.insert(links_.end(), spec.inputs.begin(), spec.inputs.end());
  row.order_only_end = static_cast<uint32_t>(links_.size());
  row.explicit_outputs_end = row.order_only_end + spec.explicit_outputs;
  links_.insert(links_.end(), spec.outputs.begin(), spec.outputs.end());
  row.outputs_end = static_cast<uint32_t>(links_.size());
  links_.insert(links_.end(), spec.validations.begin(), spec.validations.end());
  row.validations_end = static_cast<uint32_t>(links_.size());
  for (const NodeId output : spec.outputs) {
    XB_CHECK(nodes_[Index(output)].producer == kNoEdge);
    nodes_[Index(output)].producer = id;
  }
  edges_.push_back(row);
  return id;
}

void GraphBuilder::FreezeScopes() {
  const auto shift = static_cast<uint32_t>(file_scopes_.size());
  for (const EdgeId id : own_scope_edges_) {
    EdgeRow& row = edges_[Index(id)];
    row.scope = ScopeId{Index(row.scope) + shift};
  }
  std::vector<ScopeRow> scopes;
  scopes.reserve(file_scopes_.size() + edge_scopes_.size());
  for (const FileScope& file : file_scopes_) {
    ScopeRow row{file.parent, static_cast<uint32_t>(bindings_.size()), 0};
    for (const auto& [name, value] : file.values) {
      bindings_.push_back({StringId{name}, value});
    }
    row.bindings_end = static_cast<uint32_t>(bindings_.size());
    scopes.push_back(row);
  }
  scopes.insert(scopes.end(), edge_scopes_.begin(), edge_scopes_.end());
  const auto by_name = [](const Binding& a, const Binding& b) {
    return a.name < b.name;
  };
  for (ScopeRow& row : scopes) {
    const auto begin = bindings_.begin() + row.bindings_begin;
    const auto end = bindings_.begin() + row.bindings_end;
    // Most are in order, and sorting allocates.
    if (!std::is_sorted(begin, end, by_name)) {
      std::stable_sort(begin, end, by_name);
    }
    // Of equal names the last one wins.
    auto out = begin;
    for (auto it = begin; it != end; ++it) {
      if (out != begin && (out - 1)->name == it->name) {
        *(out - 1) = *it;
      } else {
        *out++ = *it;
      }
    }
    row.bindings_end = static_cast<uint32_t>(out - bindings_.begin());
  }
  edge_scopes_ = std::move(scopes);
}

void GraphBuilder::LinkConsumers() {
  std::vector<uint32_t> counts(nodes_.size() + 1, 0);
  for (const EdgeRow& row : edges_) {
    for (uint32_t i = row.inputs_begin; i < row.order_only_end; ++i) {
      ++counts[Index(links_[i])];
    }
  }
  uint32_t total = 0;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i].consumers_begin = total;
    total += counts[i];
    counts[i] = nodes_[i].consumers_begin;
  }
  consumers_.resize(total);
  for (uint32_t e = 0; e < edges_.size(); ++e) {
    const EdgeRow& row = edges_[e];
    for (uint32_t i = row.inputs_begin; i < row.order_only_end; ++i) {
      consumers_[counts[Index(links_[i])]++] = EdgeId{e};
    }
  }
}

Graph GraphBuilder::Finish() {
  FreezeScopes();
  LinkConsumers();
  Graph graph;
  graph.declared_nodes = static_cast<uint32_t>(nodes_.size());
  graph.text = Column<char>(std::move(text_));
  graph.names = Column<TextRef>(std::move(names_));
  graph.name_table = Column<uint32_t>(name_table_.Indices());
  graph.nodes = Column<NodeRow>(std::move(nodes_));
  graph.node_table = Column<uint32_t>(node_table_.Indices());
  graph.consumers = Column<EdgeId>(std::move(consumers_));
  graph.links = Column<NodeId>(std::move(links_));
  graph.rules = Column<RuleRow>(std::move(rules_));
  graph.rule_bindings = Column<RuleBinding>(std::move(rule_bindings_));
  graph.parts = Column<TemplatePart>(std::move(parts_));
  graph.scopes = Column<ScopeRow>(std::move(edge_scopes_));
  graph.bindings = Column<Binding>(std::move(bindings_));
  graph.pools = Column<PoolRow>(std::move(pools_));
  graph.defaults = Column<NodeId>(std::move(defaults_));
  graph.files = Column<SourceFile>(std::move(files_));
  graph.edges = Column<EdgeRow>(std::move(edges_));
  std::vector<EdgeRow> edges(graph.edges.view().begin(),
                             graph.edges.view().end());
  for (uint32_t e = 0; e < edges.size(); ++e) {
    const StaticTraits traits = EvaluateTraits(graph, EdgeId{e});
    edges[e].flags |= traits.flags;
    edges[e].deps = traits.deps;
  }
  graph.edges = Column<EdgeRow>(std::move(edges));
  return graph;
}

}  // namespace xb
