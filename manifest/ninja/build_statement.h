// SPDX-License-Identifier: Apache-2.0
// BuildStatement: reads `build` statements of one file and adds an edge for
// each.  Paths and pool are resolved after the bindings of the statement have
// been read, since they see them.  Belongs to the parser of the file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/graph_builder.h"
#include "manifest/ninja/edge_scope.h"
#include "manifest/ninja/manifest_file.h"

namespace xb::ninja {

class BuildStatement {
 public:
  explicit BuildStatement(ManifestFile& file)
      : file_(file), builder_(file.builder) {}

  // The word `build` has just been read.
  Status Parse();

 private:
  // --- Reading.
  Status ReadPaths(RuleId* rule);
  Status ReadRule(RuleId* rule);
  Status ReadBindings(bool* has_own_scope);

  // --- Resolving.
  Status ResolvePool(EdgeScope& scope, EdgeSpec* spec);
  Status ResolvePaths(const EdgeScope& scope, EdgeSpec* spec);
  Status ResolveDyndep(EdgeScope& scope, EdgeSpec* spec);
  bool Binds(KnownName name) const;
  Status CheckProducer(NodeId output);
  Status CheckRepeatedOutput();
  void DropSelfReference(EdgeSpec* spec);

  ManifestFile& file_;
  GraphBuilder& builder_;

  // Reused by each statement: the paths as they are written ...
  std::vector<RawText> raw_outputs_;
  uint32_t explicit_outputs_ = 0;
  std::vector<RawText> raw_inputs_;
  uint32_t explicit_inputs_ = 0;
  uint32_t implicit_inputs_ = 0;
  std::vector<RawText> raw_validations_;
  // ... and what they are.
  std::vector<Binding> bindings_;
  std::vector<NodeId> inputs_;
  std::vector<NodeId> outputs_;
  std::vector<NodeId> sorted_outputs_;
  std::vector<NodeId> validations_;
};

}  // namespace xb::ninja
