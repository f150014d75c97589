// SPDX-License-Identifier: Apache-2.0
#include "tools/tool.h"

#include <algorithm>
#include <array>

#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

constexpr size_t kNameWidth = 11;

Result<int> RunList(ToolContext& context, ToolArguments) {
  const bool with_native = context.settings.personality == Personality::kXb;
  Printer out(context.out);
  out.Print(context.program, " subtools:\n");
  for (const Tool& tool : AllTools()) {
    if (!tool.listed || (tool.native && !with_native)) continue;
    const size_t width = std::max(kNameWidth, tool.name.size());
    out.Print(std::string(width - tool.name.size(), ' '), tool.name, "  ",
              tool.description, "\n");
  }
  return 0;
}

Error WindowsOnly(std::string_view name) {
  Error error = MakeFatalError("unknown tool '" + std::string(name) + "'");
  error.hint = "it exists on Windows only";
  return error;
}

Result<int> RunMsvc(ToolContext&, ToolArguments) { return WindowsOnly("msvc"); }

Result<int> RunWinCodePage(ToolContext&, ToolArguments) {
  return WindowsOnly("wincodepage");
}

// A session that has a project does these itself.
Result<int> RunProjectCommand(ToolContext&, ToolArguments) {
  return MakeError("there is no xb.toml here that says what is to be built",
                   "`xb init` writes one");
}

constexpr auto kTools = std::to_array<Tool>({
    {.name = "browse",
     .description = "browse dependency graph in a web browser",
     .run = RunBrowse},
    {.name = "clean", .description = "clean built files", .run = RunClean},
    {.name = "commands",
     .description = "list all commands required to rebuild given targets",
     .run = RunCommands},
    {.name = "inputs",
     .description = "list all inputs required to rebuild given targets",
     .run = RunInputs},
    {.name = "multi-inputs",
     .description =
         "print one or more sets of inputs required to build targets",
     .run = RunMultiInputs},
    {.name = "deps",
     .description = "show dependencies stored in the deps log",
     .stage = ToolStage::kLogs,
     .run = RunDeps},
    {.name = "missingdeps",
     .description = "check deps log dependencies on generated files",
     .stage = ToolStage::kLogs,
     .run = RunMissingDeps},
    {.name = "graph",
     .description = "output graphviz dot file for targets",
     .run = RunGraph},
    {.name = "query",
     .description = "show inputs/outputs for a path",
     .stage = ToolStage::kLogs,
     .run = RunQuery},
    {.name = "targets",
     .description = "list targets by their rule or depth in the DAG",
     .run = RunTargets},
    {.name = "compdb",
     .description = "dump JSON compilation database to stdout",
     .run = RunCompdb},
    {.name = "compdb-targets",
     .description = "dump JSON compilation database for a given list of "
                    "targets to stdout",
     .run = RunCompdbTargets},
    {.name = "recompact",
     .description = "recompacts ninja-internal data structures",
     .stage = ToolStage::kLogs,
     .run = RunRecompact},
    {.name = "restat",
     .description = "restats all outputs in the build log",
     .stage = ToolStage::kFlags,
     .run = RunRestat},
    {.name = "rules", .description = "list all rules", .run = RunRules},
    {.name = "cleandead",
     .description =
         "clean built files that are no longer produced by the manifest",
     .stage = ToolStage::kLogs,
     .all_profiles = true,
     .run = RunCleanDead},
    {.name = "why",
     .description = "tell why a target was last built, and whether it is "
                    "up to date",
     .stage = ToolStage::kLogs,
     .native = true,
     .run = RunWhy},
    {.name = "warnings",
     .description = "show what commands printed when they last succeeded",
     .stage = ToolStage::kLogs,
     .native = true,
     .run = RunWarnings},
    {.name = "cache",
     .description = "care for the cache, and ask it",
     .stage = ToolStage::kFlags,
     .graph_word = "explain",
     .native = true,
     .run = RunCache},
    {.name = "cache-dir",
     .description = "care for the directories that steps keep",
     .stage = ToolStage::kFlags,
     .reads_project = true,
     .native = true,
     .run = RunCacheDir},
    {.name = "lock",
     .description = "find out the hashes that xb.toml leaves open",
     .stage = ToolStage::kFlags,
     .reads_project = true,
     .native = true,
     .run = RunLock},
    {.name = "project-deps",
     .description = "list, draw or fetch the dependencies of xb.toml",
     .stage = ToolStage::kFlags,
     .listed = false,
     .reads_project = true,
     .native = true,
     .run = RunProjectDeps},
    {.name = "config",
     .description = "print the settings and who set them",
     .stage = ToolStage::kFlags,
     .native = true,
     .run = RunConfig},
    {.name = "ninja",
     .description = "print the manifest for any ninja, of one profile",
     .native = true,
     .run = RunNinja},
    {.name = "gen",
     .description = "make build.xb from xb.toml",
     .of_project = true,
     .native = true,
     .run = RunProjectCommand},
    {.name = "run",
     .description = "build a program of xb.toml, and run it",
     .of_project = true,
     .native = true,
     .run = RunProjectCommand},
    {.name = "test",
     .description = "build and run the tests of xb.toml",
     .of_project = true,
     .native = true,
     .run = RunProjectCommand},
    {.name = "coverage",
     .description = "run the tests and write what they covered",
     .of_project = true,
     .native = true,
     .run = RunProjectCommand},
    {.name = "init",
     .description = "write an xb.toml for the files that are here",
     .stage = ToolStage::kFlags,
     .of_project = true,
     .native = true,
     .run = RunProjectCommand},
    {.name = "dependency",
     .description = "bring about a third-party source tree",
     .stage = ToolStage::kFlags,
     .listed = false,
     .native = true,
     .run = RunDependency},
    {.name = "list",
     .description = "list the tools",
     .stage = ToolStage::kFlags,
     .listed = false,
     .run = RunList},
    {.name = "msvc",
     .description = "build helper for MSVC cl.exe",
     .stage = ToolStage::kFlags,
     .listed = false,
     .run = RunMsvc},
    {.name = "step",
     .description = "run a step with its secrets and cache directories",
     .stage = ToolStage::kFlags,
     .listed = false,
     .native = true,
     .run = RunStep},
    {.name = "urtle",
     .description = "a turtle",
     .stage = ToolStage::kFlags,
     .listed = false,
     .run = RunTurtle},
    {.name = "wincodepage",
     .description = "print the Windows code page",
     .stage = ToolStage::kFlags,
     .listed = false,
     .run = RunWinCodePage},
});

}  // namespace

std::span<const Tool> AllTools() { return kTools; }

ToolStage StageOf(const Tool& tool, std::span<const std::string> arguments) {
  const bool needs_graph = !tool.graph_word.empty() && !arguments.empty() &&
                           arguments[0] == tool.graph_word;
  return needs_graph ? ToolStage::kLogs : tool.stage;
}

const Tool* FindTool(std::string_view name) {
  const auto found =
      std::find_if(kTools.begin(), kTools.end(),
                   [&](const Tool& tool) { return tool.name == name; });
  return found == kTools.end() ? nullptr : &*found;
}

}  // namespace xb
