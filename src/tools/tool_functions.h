// SPDX-License-Identifier: Apache-2.0
// The entry points of the tools, for the table in tool.cc.  Arguments do not
// contain the tool's name; the value is the exit status.  Loop thread only.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "tools/tool.h"

namespace xb {

using ToolArguments = std::span<const std::string>;

Result<int> RunBrowse(ToolContext& context, ToolArguments arguments);
Result<int> RunCache(ToolContext& context, ToolArguments arguments);
Result<int> RunCacheExplain(ToolContext& context, ToolArguments arguments);
Result<int> RunCacheDir(ToolContext& context, ToolArguments arguments);
Result<int> RunClean(ToolContext& context, ToolArguments arguments);
Result<int> RunCleanDead(ToolContext& context, ToolArguments arguments);
Result<int> RunCommands(ToolContext& context, ToolArguments arguments);
Result<int> RunCompdb(ToolContext& context, ToolArguments arguments);
Result<int> RunCompdbTargets(ToolContext& context, ToolArguments arguments);
Result<int> RunConfig(ToolContext& context, ToolArguments arguments);
Result<int> RunDependency(ToolContext& context, ToolArguments arguments);
Result<int> RunDeps(ToolContext& context, ToolArguments arguments);
Result<int> RunGraph(ToolContext& context, ToolArguments arguments);
Result<int> RunInputs(ToolContext& context, ToolArguments arguments);
Result<int> RunLock(ToolContext& context, ToolArguments arguments);
Result<int> RunMissingDeps(ToolContext& context, ToolArguments arguments);
Result<int> RunMultiInputs(ToolContext& context, ToolArguments arguments);
Result<int> RunNinja(ToolContext& context, ToolArguments arguments);
Result<int> RunProjectDeps(ToolContext& context, ToolArguments arguments);
Result<int> RunQuery(ToolContext& context, ToolArguments arguments);
Result<int> RunRecompact(ToolContext& context, ToolArguments arguments);
Result<int> RunRestat(ToolContext& context, ToolArguments arguments);
Result<int> RunRules(ToolContext& context, ToolArguments arguments);
Result<int> RunStep(ToolContext& context, ToolArguments arguments);
Result<int> RunTargets(ToolContext& context, ToolArguments arguments);
Result<int> RunTurtle(ToolContext& context, ToolArguments arguments);
Result<int> RunWarnings(ToolContext& context, ToolArguments arguments);
Result<int> RunWhy(ToolContext& context, ToolArguments arguments);

}  // namespace xb
