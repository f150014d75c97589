// SPDX-License-Identifier: Apache-2.0
// Expansion of an edge's variables.  The order of lookup is: `in`, `out` and
// `in_newline` of the edge; the edge's own scope (the file's when it has no
// bindings); the rule's template, expanded with this same order; the parents
// of the scope.  Pure functions of the graph.
#pragma once

#include <string>

#include "base/result.h"
#include "graph/graph.h"

namespace xb {

// Fails when rule variables refer to each other in a circle, or so often that
// the value has no end.
Result<std::string> EvaluateVariable(const Graph& graph, EdgeId edge,
                                     StringId name, Escape escape);

// As EvaluateVariable; a circle reads as empty.  For values that were
// evaluated successfully before, or that only inform a person.
std::string EvaluateOrEmpty(const Graph& graph, EdgeId edge, KnownName name,
                            Escape escape = Escape::kNone);

// The command as it is run and, with the response file's content appended,
// as it is remembered in the build log.
Result<std::string> EvaluateCommand(const Graph& graph, EdgeId edge);
Result<std::string> EvaluateLoggedCommand(const Graph& graph, EdgeId edge);

struct StaticTraits {
  uint8_t flags = 0;  // of EdgeFlag
  DepsKind deps = DepsKind::kNone;
};
StaticTraits EvaluateTraits(const Graph& graph, EdgeId edge);

}  // namespace xb
