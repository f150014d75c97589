// SPDX-License-Identifier: Apache-2.0
// Writes a graph back as manifests in the Ninja language: one file for each
// scope of files, the first of them the top.  Reading them gives the same
// edges in the same order with the same variables; comments, the order of
// variables and what was never used are gone.
// A pure function of the graph, any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace xb::ninja {

struct WrittenManifest {
  std::string path;
  std::string text;
};

struct WriteOptions {
  // For any Ninja, which does not know what only xb does, and whose logs are to
  // be in this directory (empty: the working directory).
  std::optional<std::string> plain_with_logs_in = {};
};

// The other files are named after `path`.  Fails when the graph holds what the
// language cannot say: a carriage return or a NUL byte.
Result<std::vector<WrittenManifest>> WriteManifests(const Graph& graph,
                                                    const std::string& path,
                                                    WriteOptions options = {});

}  // namespace xb::ninja
