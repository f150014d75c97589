// SPDX-License-Identifier: Apache-2.0
// Finds the ScanOrder of some targets.  Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/overlay.h"
#include "history/deps_log.h"
#include "history/snapshot.h"

namespace xb {

struct OwnedScanOrder {
  ScanOrder view() const { return {edges, directories, nodes, paths}; }

  std::vector<EdgeId> edges;
  std::vector<ScanOrder::Directory> directories;
  std::vector<NodeId> nodes;
  std::string paths;
};

// The targets of a build that names none.
std::vector<NodeId> DefaultTargets(const Graph& graph);

// Fills in all but the edges: `nodes`, those of a directory together.
void GroupByDirectory(const Overlay& overlay, std::span<const NodeId> nodes,
                      OwnedScanOrder* order);

// nullopt when the edges form a circle.
std::optional<OwnedScanOrder> FindScanOrder(const Overlay& overlay,
                                            const DepsLog& deps,
                                            std::span<const NodeId> targets);

}  // namespace xb
