// SPDX-License-Identifier: Apache-2.0
// Are all ids, offsets and rows in a mapped graph and its logs within bounds?
// After that nobody who follows them can leave the mapping or walk for ever,
// whoever wrote the file.  Pure functions.
#pragma once

#include "graph/graph.h"
#include "history/build_log.h"
#include "history/deps_log.h"
#include "history/snapshot.h"

namespace xb {

bool CheckGraph(const Graph& graph);
// Of a graph that passed CheckGraph().
bool CheckLogs(const Graph& graph, const BuildLog::Saved& log,
               const DepsLog::Saved& deps);
bool CheckContent(const Graph& graph, const ContentLog::Saved& content);
bool CheckOrder(const Graph& graph, const ScanOrder& order);

}  // namespace xb
