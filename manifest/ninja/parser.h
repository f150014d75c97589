// SPDX-License-Identifier: Apache-2.0
// Reads a manifest in the Ninja language, with everything it includes, into a
// Graph.  Statements are applied in their order, since the meaning of each
// depends on those before it; workers may take the text apart ahead of that.
// Errors carry ninja's words and position; what xb can add is in the hint.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "manifest/ninja/load_options.h"
#include "os/disk.h"

namespace xb::ninja {

// With what it was before it was read: all that happens to it since, or takes
// its place, can be told from that.  Missing: not known.
struct ReadFile {
  std::string path;
  FileStat stat;
};

struct LoadedManifest {
  Graph graph;
  std::vector<std::string> warnings;
  // The file-scope variable `builddir`; of a manifest with profiles what they
  // have in common of it.
  std::string build_dir;
  // Those that were applied.
  std::vector<std::string> profiles;
  // In the order of reading; a file included twice is there twice.
  std::vector<ReadFile> files_read;
};

// A manifest that fails to load may have caused warnings before; they go to
// `warnings_of_failure`.
Result<LoadedManifest> LoadManifest(
    Disk& disk, const std::string& path, const LoadOptions& options,
    std::vector<std::string>* warnings_of_failure = nullptr);

}  // namespace xb::ninja
