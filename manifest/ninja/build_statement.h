// SPDX-License-Identifier: Apache-2.0
// BuildStatement: adds an edge for each `build` statement of one file, whose
// words were read before.  Paths and pool are resolved after the bindings of
// the statement, since they see them.  Belongs to the parser of the file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/graph_builder.h"
#include "manifest/ninja/edge_scope.h"
#include "manifest/ninja/manifest_file.h"
#include "manifest/ninja/statement_list.h"

namespace xb::ninja {

class BuildStatement {
 public:
  explicit BuildStatement(ManifestFile& file)
      : file_(file), builder_(file.builder) {}

  // From here on statements are those of `list`, the first line of which is
  // `first_line` of the file.  Must not change while it is used.
  void Use(const StatementList& list, uint32_t first_line);
  // Some other statement was read: a rule may be another one now.
  void ForgetRules() { last_rule_name_ = kNoIndex; }

  Status Add(const Statement& statement);

 private:
  // What the file's scope knows, by the numbers of `list_`.
  StringId NameOf(uint32_t word);
  Status FindValue(uint32_t word, TextRef* value);
  void PrefetchBehind(uint32_t word);
  Status FindNode(uint32_t word, const EdgeScope& scope, NodeId* node);

  Status ResolveRule(const Statement& statement, RuleId* rule);
  Status ResolveBindings(const Statement& statement);
  Status ResolvePool(EdgeScope& scope, EdgeSpec* spec);
  Status ResolvePaths(const Statement& statement, const EdgeScope& scope,
                      EdgeSpec* spec);
  Status ResolveDyndep(EdgeScope& scope, EdgeSpec* spec);
  bool Binds(KnownName name) const;
  Status CheckProducer(NodeId output);
  Status CheckRepeatedOutput();
  void DropSelfReference(EdgeSpec* spec);

  ManifestFile& file_;
  GraphBuilder& builder_;

  const StatementList* list_ = nullptr;
  uint32_t first_line_ = 1;
  // By the numbers of `list_`, as far as known already.
  std::vector<StringId> names_;
  std::vector<TextRef> values_;
  std::vector<NodeId> nodes_;
  uint32_t last_rule_name_ = kNoIndex;
  RuleId last_rule_ = kNoRule;

  // Reused by each statement.
  std::vector<Binding> bindings_;
  std::vector<NodeId> inputs_;
  std::vector<NodeId> outputs_;
  std::vector<NodeId> sorted_outputs_;
  std::vector<NodeId> validations_;
};

}  // namespace xb::ninja
