// SPDX-License-Identifier: Apache-2.0
// Reads a manifest in the Ninja language, with everything it includes, into a
// Graph.  Statements are applied in their order, since the meaning of each
// depends on those before it; workers may take the text apart ahead of that.
// Errors carry ninja's words and position; what xb can add is in the hint.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "os/disk.h"
#include "os/work_queue.h"

namespace xb::ninja {

struct LoadOptions {
  // Keeps `build a: phony a` as the cycle it is, instead of dropping the input
  // with a warning.
  bool phony_cycle_is_error = false;
  // What names, values and paths may take in all.  A few lines can expand to
  // more than any memory.
  size_t max_text_bytes = size_t{2} << 30;
  // Who helps with large files; nullptr = nobody.
  WorkQueue* workers = nullptr;
  // Of text that is taken apart at a time.  Enough of it for a worker to be
  // worth waking, little enough to stay in a cache.
  size_t piece_bytes = size_t{256} << 10;
};

struct LoadedManifest {
  Graph graph;
  std::vector<std::string> warnings;
  // The file-scope variable `builddir`.
  std::string build_dir;
  // In the order of reading; a file included twice is there twice.
  std::vector<std::string> files_read;
};

// A manifest that fails to load may have caused warnings before; they go to
// `warnings_of_failure`.
Result<LoadedManifest> LoadManifest(
    Disk& disk, const std::string& path, const LoadOptions& options,
    std::vector<std::string>* warnings_of_failure = nullptr);

}  // namespace xb::ninja
