// SPDX-License-Identifier: Apache-2.0
// Writes a graph back as manifests in the Ninja language: one file for each
// scope of files, the first of them the top.  Reading them gives the same
// edges in the same order with the same variables; comments, the order of
// variables and what was never used are gone.
// A pure function of the graph, any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace xb::ninja {

struct WrittenManifest {
  std::string path;
  std::string text;
};

// The other files are named after `path`.  Fails when the graph holds what the
// language cannot say: a carriage return or a NUL byte.
Result<std::vector<WrittenManifest>> WriteManifests(const Graph& graph,
                                                    const std::string& path);

}  // namespace xb::ninja
