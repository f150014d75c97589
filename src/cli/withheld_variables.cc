// SPDX-License-Identifier: Apache-2.0
#include "cli/withheld_variables.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "deps/secrets.h"

namespace xb {
namespace {

constexpr std::string_view kNames = "xb_withheld";

// Of several profiles each has it in a scope of its own, the same for all.
std::string_view NamesIn(const Graph& graph) {
  const StringId variable = graph.FindName(kNames);
  if (variable == kNoString) return {};
  for (uint32_t i = 0; i < graph.edge_count(); ++i) {
    const std::string_view names =
        graph.LookupVariable(graph.edge(EdgeId{i}).scope, variable);
    if (!names.empty()) return names;
  }
  return {};
}

}  // namespace

Result<std::optional<AnonymousFile>> WithholdVariablesOf(const Graph& graph) {
  std::vector<std::string> names;
  for (const std::string_view name : Split(NamesIn(graph), ' ')) {
    if (!name.empty()) names.emplace_back(name);
  }
  return deps::WithholdVariables(names);
}

}  // namespace xb
