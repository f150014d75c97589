// SPDX-License-Identifier: Apache-2.0
// EdgeScope: what the variables of the edge being read stand for while its
// graph is not finished yet.  The order of lookup is that of graph/evaluate.h,
// which takes over afterwards.  Lives for one build statement.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/graph_builder.h"

namespace xb::ninja {

class EdgeScope {
 public:
  // `bindings` are the edge's own, already expanded; nullopt for an edge
  // without a block of its own.
  EdgeScope(const GraphBuilder& builder, RuleId rule, ScopeId file_scope,
            std::optional<std::span<const Binding>> bindings);

  // For `in`, `in_newline` and `out`, which are empty without it.
  void SetPaths(std::span<const NodeId> explicit_inputs,
                std::span<const NodeId> explicit_outputs);

  // As the paths of the edge see it: without the rule.
  std::string_view Lookup(StringId name) const;

  // As the rule's command sees it; paths are escaped as asked.  Fails when
  // rule variables refer to each other in a circle, or when the value has
  // more than `limit` bytes or no end.
  Result<std::string> Evaluate(KnownName name, Escape escape, size_t limit);

 private:
  std::optional<TextRef> FindOwn(StringId name) const;
  Status Expand(StringId name, std::string* out);
  void AppendPaths(std::span<const NodeId> nodes, char separator,
                   std::string* out) const;

  const GraphBuilder& builder_;
  const RuleId rule_;
  const ScopeId file_scope_;
  const std::optional<std::span<const Binding>> bindings_;
  std::span<const NodeId> inputs_;
  std::span<const NodeId> outputs_;
  Escape escape_ = Escape::kNone;
  size_t limit_ = 0;
  bool is_first_ = true;  // no variable is being expanded yet
  int expansions_ = 0;
  std::vector<StringId> active_;
};

}  // namespace xb::ninja
