// SPDX-License-Identifier: Apache-2.0
#include "history/snapshot_check.h"

#include <algorithm>
#include <bit>

namespace xb {
namespace {

bool IsWithin(TextRef ref, size_t size) {
  return ref.offset <= size && ref.size <= size - ref.offset;
}

size_t EndOf(TextRef ref) { return size_t{ref.offset} + ref.size; }

// The greatest index at once, so that the loop has no branch.
template <typename T, typename Value>
bool AllBelow(std::span<const T> values, size_t limit, Value value) {
  uint32_t greatest = 0;
  for (const T& one : values) greatest = std::max(greatest, value(one));
  return values.empty() || greatest < limit;
}

template <typename Id>
bool AllBelow(std::span<const Id> ids, size_t limit) {
  return AllBelow(ids, limit, [](Id id) { return static_cast<uint32_t>(id); });
}

// As AllBelow(), but kNoIndex is fine, too.
template <typename Id>
bool AllBelowOrNone(std::span<const Id> ids, size_t limit) {
  return AllBelow(ids, limit + 1,
                  [](Id id) { return static_cast<uint32_t>(id) + 1; });
}

// An open-addressing table: a power of two, and some slot is free.
bool CheckTable(std::span<const uint32_t> table, size_t count) {
  if (table.empty()) return count == 0;
  return std::has_single_bit(table.size()) && table.size() > count &&
         AllBelowOrNone(table, count) &&
         std::find(table.begin(), table.end(), kNoIndex) != table.end();
}

bool IsAscending(uint32_t a, uint32_t b, size_t limit) {
  return a <= b && b <= limit;
}

bool CheckNodes(const Graph& graph) {
  const size_t text = graph.text.size();
  uint32_t consumers = 0;
  for (const NodeRow& row : graph.nodes.view()) {
    // A NUL follows each path.
    if (!IsWithin(row.path, text) || row.path.size == 0 ||
        EndOf(row.path) >= text || graph.text[EndOf(row.path)] != '\0' ||
        row.consumers_begin < consumers) {
      return false;
    }
    if (row.producer != kNoEdge && Index(row.producer) >= graph.edge_count()) {
      return false;
    }
    consumers = row.consumers_begin;
  }
  return consumers <= graph.consumers.size() &&
         graph.declared_nodes <= graph.node_count() &&
         CheckTable(graph.node_table.view(), graph.node_count()) &&
         AllBelow(graph.consumers.view(), graph.edge_count()) &&
         AllBelow(graph.defaults.view(), graph.node_count());
}

bool CheckEdges(const Graph& graph) {
  const size_t links = graph.links.size();
  for (const EdgeRow& row : graph.edges.view()) {
    if (row.inputs_begin > row.explicit_inputs_end ||
        row.explicit_inputs_end > row.implicit_inputs_end ||
        row.implicit_inputs_end > row.order_only_end ||
        row.order_only_end >= row.outputs_end ||
        row.order_only_end > row.explicit_outputs_end ||
        row.explicit_outputs_end > row.outputs_end ||
        !IsAscending(row.outputs_end, row.validations_end, links) ||
        Index(row.rule) >= graph.rules.size() ||
        Index(row.scope) >= graph.scopes.size() ||
        Index(row.pool) >= graph.pools.size() ||
        row.file >= graph.files.size() || row.deps > DepsKind::kUnknown) {
      return false;
    }
    if (row.dyndep != kNoNode && Index(row.dyndep) >= graph.node_count()) {
      return false;
    }
  }
  return AllBelow(graph.links.view(), graph.node_count());
}

bool CheckNames(const Graph& graph) {
  const size_t text = graph.text.size();
  const size_t names = graph.names.size();
  return names >= static_cast<size_t>(KnownName::kCount) &&
         std::all_of(graph.names.view().begin(), graph.names.view().end(),
                     [&](TextRef ref) { return IsWithin(ref, text); }) &&
         CheckTable(graph.name_table.view(), names) &&
         std::all_of(graph.pools.view().begin(), graph.pools.view().end(),
                     [&](const PoolRow& row) {
                       return Index(row.name) < names && row.depth >= 0;
                     }) &&
         graph.pools.size() > Index(kConsolePool) &&
         AllBelow(graph.files.view(), names,
                  [](const SourceFile& file) { return Index(file.path); });
}

bool CheckTemplates(const Graph& graph) {
  const size_t text = graph.text.size();
  const size_t names = graph.names.size();
  const auto part_ok = [&](const TemplatePart& part) {
    return part.is_variable() ? part.offset < names
                              : IsWithin({part.offset, part.size}, text);
  };
  // Rules bind few names, so the expansion of a value is never deep.
  const auto rule_binding_ok = [&](const RuleBinding& binding) {
    return binding.name < Id(KnownName::kCount) &&
           IsAscending(binding.parts_begin, binding.parts_end,
                       graph.parts.size());
  };
  const auto rule_ok = [&](const RuleRow& row) {
    return Index(row.name) < names && Index(row.scope) < graph.scopes.size() &&
           IsAscending(row.bindings_begin, row.bindings_end,
                       graph.rule_bindings.size());
  };
  const auto all_of = [](const auto& column, auto test) {
    return std::all_of(column.view().begin(), column.view().end(), test);
  };
  return all_of(graph.parts, part_ok) &&
         all_of(graph.rule_bindings, rule_binding_ok) &&
         all_of(graph.rules, rule_ok) && graph.rules.size() > Index(kPhonyRule);
}

bool CheckScopes(const Graph& graph) {
  const size_t text = graph.text.size();
  const size_t names = graph.names.size();
  for (uint32_t i = 0; i < graph.scopes.size(); ++i) {
    const ScopeRow& row = graph.scopes[i];
    // A parent comes first, so no chain of parents is a circle.
    if ((row.parent != kNoScope && Index(row.parent) >= i) ||
        !IsAscending(row.bindings_begin, row.bindings_end,
                     graph.bindings.size())) {
      return false;
    }
  }
  for (const Binding& binding : graph.bindings.view()) {
    if (Index(binding.name) >= names || !IsWithin(binding.value, text)) {
      return false;
    }
  }
  return Index(graph.root_scope) < graph.scopes.size();
}

}  // namespace

bool CheckGraph(const Graph& graph) {
  return CheckNodes(graph) && CheckEdges(graph) && CheckNames(graph) &&
         CheckTemplates(graph) && CheckScopes(graph);
}

bool CheckLogs(const Graph& graph, const BuildLog::Saved& log,
               const DepsLog::Saved& deps) {
  const size_t nodes = graph.node_count();
  const auto deps_row_ok = [&](const DepsLog::Row& row) {
    return Index(row.output) < nodes &&
           row.inputs_begin <= deps.inputs.size() &&
           row.inputs_size <= deps.inputs.size() - row.inputs_begin;
  };
  return AllBelow(log.rows, nodes,
                  [](const BuildLog::Row& row) { return Index(row.output); }) &&
         log.row_of_node.size() <= nodes &&
         AllBelowOrNone(log.row_of_node, log.rows.size()) &&
         AllBelow(deps.node_of_id, nodes) && deps.id_of_node.size() <= nodes &&
         AllBelowOrNone(deps.id_of_node, deps.node_of_id.size()) &&
         std::all_of(deps.rows.begin(), deps.rows.end(), deps_row_ok) &&
         deps.row_of_node.size() <= nodes &&
         AllBelowOrNone(deps.row_of_node, deps.rows.size()) &&
         AllBelow(deps.inputs, nodes);
}

bool CheckContent(const Graph& graph, const ContentLog::Saved& content) {
  const size_t nodes = graph.node_count();
  const size_t versions = content.versions.size();
  for (size_t i = 0; i < versions; ++i) {
    const ContentLog::Version& row = content.versions[i];
    // An older one comes first, so no chain is a circle.
    if (Index(row.node) >= nodes ||
        (row.previous != kNoIndex && row.previous >= i)) {
      return false;
    }
  }
  const auto is_below = [](uint32_t index, size_t limit) {
    return index == kNoIndex || index < limit;
  };
  const auto node_ok = [&](const ContentLog::NodeRow& row) {
    return is_below(row.newest_version, versions) &&
           is_below(row.seen, content.seen.size()) &&
           is_below(row.run, content.runs.size());
  };
  const auto is_within = [](uint64_t begin, uint64_t size, uint64_t limit) {
    return begin <= limit && size <= limit - begin;
  };
  const auto run_ok = [&](const ContentLog::RunRow& row) {
    return Index(row.output) < nodes &&
           is_within(row.outputs_begin, row.outputs_size,
                     content.outputs.size()) &&
           is_within(row.inputs_begin, row.inputs_size, content.inputs.size());
  };
  const auto seen_ok = [&](const ContentLog::SeenRow& row) {
    return Index(row.node) < nodes && Index(row.version) < versions;
  };
  const auto output_ok = [&](const OutputAsLeft& row) {
    return Index(row.node) < nodes && is_below(Index(row.version), versions);
  };
  return content.nodes.size() <= nodes &&
         std::all_of(content.nodes.begin(), content.nodes.end(), node_ok) &&
         std::all_of(content.runs.begin(), content.runs.end(), run_ok) &&
         std::all_of(content.seen.begin(), content.seen.end(), seen_ok) &&
         std::all_of(content.outputs.begin(), content.outputs.end(),
                     output_ok) &&
         AllBelow(content.inputs, versions);
}

bool CheckOrder(const Graph& graph, const ScanOrder& order) {
  uint32_t at = 0;
  for (const ScanOrder::Directory& directory : order.directories) {
    if (!IsWithin(directory.path, order.paths.size()) ||
        EndOf(directory.path) >= order.paths.size() ||
        order.paths[EndOf(directory.path)] != '\0' ||
        directory.nodes_begin != at ||
        !IsAscending(at, directory.nodes_end, order.nodes.size())) {
      return false;
    }
    // What follows the directory in a path is its name there.
    for (uint32_t i = at; i < directory.nodes_end; ++i) {
      const NodeId node = order.nodes[i];
      if (Index(node) >= graph.node_count() ||
          graph.nodes[Index(node)].path.size <= directory.path.size) {
        return false;
      }
    }
    at = directory.nodes_end;
  }
  return at == order.nodes.size() && AllBelow(order.edges, graph.edge_count());
}

}  // namespace xb
