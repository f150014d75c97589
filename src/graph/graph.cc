// SPDX-License-Identifier: Apache-2.0
#include "graph/graph.h"

#include <algorithm>

namespace xb {

std::string_view TextOf(KnownName name) {
  switch (name) {
    case KnownName::kPhony:
      return "phony";
    case KnownName::kCache:
      return "cache";
    case KnownName::kCommand:
      return "command";
    case KnownName::kDepfile:
      return "depfile";
    case KnownName::kDeps:
      return "deps";
    case KnownName::kDescription:
      return "description";
    case KnownName::kDyndep:
      return "dyndep";
    case KnownName::kGenerator:
      return "generator";
    case KnownName::kIn:
      return "in";
    case KnownName::kInNewline:
      return "in_newline";
    case KnownName::kMsvcDepsPrefix:
      return "msvc_deps_prefix";
    case KnownName::kOut:
      return "out";
    case KnownName::kPool:
      return "pool";
    case KnownName::kRestat:
      return "restat";
    case KnownName::kRspfile:
      return "rspfile";
    case KnownName::kRspfileContent:
      return "rspfile_content";
    case KnownName::kXbRequiredVersion:
      return "xb_required_version";
    case KnownName::kCount:
      break;
  }
  XB_CHECK(false);
}

std::span<const EdgeId> Graph::ConsumersOf(NodeId node) const {
  const uint32_t i = Index(node);
  const uint32_t begin = nodes[i].consumers_begin;
  const uint32_t end =
      i + 1 < nodes.size() ? nodes[i + 1].consumers_begin : consumers.size();
  return consumers.view().subspan(begin, end - begin);
}

NodeId Graph::FindNode(std::string_view path, uint32_t hash) const {
  if (node_table.size() == 0) return kNoNode;
  const size_t mask = node_table.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    const uint32_t id = node_table[i];
    if (id == kNoIndex) return kNoNode;
    if (nodes[id].hash == hash && Text(nodes[id].path) == path) {
      return NodeId{id};
    }
  }
}

StringId Graph::FindName(std::string_view name) const {
  if (name_table.size() == 0) return kNoString;
  const size_t mask = name_table.size() - 1;
  for (size_t i = HashOf(name) & mask;; i = (i + 1) & mask) {
    const uint32_t id = name_table[i];
    if (id == kNoIndex) return kNoString;
    if (Text(names[id]) == name) return StringId{id};
  }
}

namespace {

std::span<const NodeId> Slice(const Column<NodeId>& links, uint32_t begin,
                              uint32_t end) {
  return links.view().subspan(begin, end - begin);
}

}  // namespace

std::span<const NodeId> Graph::ExplicitInputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.inputs_begin, row.explicit_inputs_end);
}

std::span<const NodeId> Graph::ImplicitInputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.explicit_inputs_end, row.implicit_inputs_end);
}

std::span<const NodeId> Graph::OrderOnlyInputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.implicit_inputs_end, row.order_only_end);
}

std::span<const NodeId> Graph::DirtyingInputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.inputs_begin, row.implicit_inputs_end);
}

std::span<const NodeId> Graph::AllInputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.inputs_begin, row.order_only_end);
}

std::span<const NodeId> Graph::ExplicitOutputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.order_only_end, row.explicit_outputs_end);
}

std::span<const NodeId> Graph::Outputs(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.order_only_end, row.outputs_end);
}

std::span<const NodeId> Graph::Validations(EdgeId id) const {
  const EdgeRow& row = edge(id);
  return Slice(links, row.outputs_end, row.validations_end);
}

const RuleBinding* Graph::FindRuleBinding(RuleId rule, StringId name) const {
  const RuleRow& row = rules[Index(rule)];
  for (uint32_t i = row.bindings_begin; i < row.bindings_end; ++i) {
    if (rule_bindings[i].name == name) return &rule_bindings[i];
  }
  return nullptr;
}

const Binding* Graph::FindOwnBinding(ScopeId scope, StringId name) const {
  const ScopeRow& row = scopes[Index(scope)];
  const auto own = bindings.view().subspan(
      row.bindings_begin, row.bindings_end - row.bindings_begin);
  const auto it = std::lower_bound(
      own.begin(), own.end(), name,
      [](const Binding& binding, StringId key) { return binding.name < key; });
  return it != own.end() && it->name == name ? &*it : nullptr;
}

std::string_view Graph::LookupVariable(ScopeId scope, StringId name) const {
  for (; scope != kNoScope; scope = scopes[Index(scope)].parent) {
    if (const Binding* binding = FindOwnBinding(scope, name)) {
      return Text(binding->value);
    }
  }
  return {};
}

std::vector<NodeId> Graph::RootNodes() const {
  std::vector<NodeId> roots;
  for (uint32_t e = 0; e < edges.size(); ++e) {
    // As Ninja sees it, who names itself has a reader.
    if (Has(EdgeId{e}, EdgeFlag::kNamedItself)) continue;
    for (const NodeId output : Outputs(EdgeId{e})) {
      if (ConsumersOf(output).empty()) roots.push_back(output);
    }
  }
  return roots;
}

}  // namespace xb
