// SPDX-License-Identifier: Apache-2.0
// Finds the ScanOrder of a graph's default targets.  Pure function.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/overlay.h"
#include "history/deps_log.h"
#include "history/snapshot.h"

namespace xb {

struct OwnedScanOrder {
  std::vector<EdgeId> edges;
  std::vector<ScanOrder::Directory> directories;
  std::vector<NodeId> nodes;
  std::string paths;
};

// The targets of a build that names none.
std::vector<NodeId> DefaultTargets(const Graph& graph);

// nullopt when the edges form a circle.
std::optional<OwnedScanOrder> FindScanOrder(const Overlay& overlay,
                                            const DepsLog& deps);

}  // namespace xb
