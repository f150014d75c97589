// SPDX-License-Identifier: Apache-2.0
// Tools: what `-t NAME` (and, as xb, `xb NAME`) runs instead of a build, one
// file each.  A tool says how much must be loaded before it runs and prints to
// the streams it is given.  Loop thread only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "graph/dyndep.h"
#include "graph/overlay.h"
#include "history/build_log.h"
#include "history/deps_log.h"
#include "history/records.h"
#include "os/disk.h"
#include "status/output_stream.h"

namespace xb {

enum class ToolStage {
  kFlags,     // knows the command line only
  kManifest,  // and the graph
  kLogs,      // and the logs of earlier runs
};

// A file of a manifest that is written anew.
struct ManifestText {
  std::string path;
  std::string text;
};

struct ToolContext {
  const Settings& settings;
  // Which program we are to the user, for texts: `ninja` or `xb`.
  std::string program;
  Disk& disk;
  OutputStream& out;
  OutputStream& err;
  // `out` is a terminal on which a line can be overwritten, of this width now
  // (null, 0: unknown).
  bool can_redraw = false;
  int (*columns)() = nullptr;
  // argv[0], for tools that start us again; empty = found by `program`.
  std::string executable = {};
  // The words for an error that is printed here and not handed up; null = its
  // message.
  std::string (*describe)(const Error& error) = nullptr;
  // The graph as manifests for any Ninja; the first is called `path`, the logs
  // are in `build_dir`.
  Result<std::vector<ManifestText>> (*write_manifests)(
      const Graph& graph, const std::string& path,
      const std::string& build_dir) = nullptr;
  // Null or empty before their stage.
  Overlay* overlay = nullptr;
  BuildLog* log = nullptr;
  DepsLog* deps = nullptr;
  DyndepReader* dyndeps = nullptr;
  std::string build_dir = {};  // where the logs are; empty = working directory
  // Of what compilers look at, see ContentCheck.
  EnvironmentRecord environment = {};
};

struct Tool {
  std::string_view name;
  std::string_view description;
  ToolStage stage = ToolStage::kManifest;
  // With this as its first argument it needs the graph and the logs.
  std::string_view graph_word = {};
  // Listed by `-t list` and offered by suggestions.
  bool listed = true;
  // Wants the steps of all profiles, whichever are asked for.
  bool all_profiles = false;
  // Asks the project file itself: where there is one, its name as a command
  // means the tool, and no manifest is made for it.
  bool reads_project = false;
  // A session that has a project file does it itself.
  bool of_project = false;
  // Tools that only xb has, not the program it stands in for.
  bool native = false;
  // `arguments` do not contain the tool's name.  Returns the exit status.
  Result<int> (*run)(ToolContext& context,
                     std::span<const std::string> arguments) = nullptr;
};

// In the order of `-t list`.
std::span<const Tool> AllTools();
// nullptr when there is none of that name.
const Tool* FindTool(std::string_view name);

ToolStage StageOf(const Tool& tool, std::span<const std::string> arguments);

// The node that a command-line word names: a path, or `SOURCE^` for the first
// output made from SOURCE.  Fails with the usual text and a suggestion.  Paths
// that only the build log knows are no targets; those that only the deps log
// knows are, if `deps` is given.
// `program`: whose command line a suggestion is for; that of xb has the names
// of tools, too.
Result<NodeId> ResolveTarget(const Overlay& overlay, std::string_view word,
                             const DepsLog* deps = nullptr,
                             std::string_view program = "ninja");
// All words; without any the defaults of the manifest, or its roots.
Result<std::vector<NodeId>> ResolveTargets(const Overlay& overlay,
                                           std::span<const std::string> words,
                                           const DepsLog* deps = nullptr,
                                           std::string_view program = "ninja");

}  // namespace xb
