// SPDX-License-Identifier: Apache-2.0
// -t browse
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "os/posix_process_runner.h"
#include "tools/browse_script.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

constexpr int kNotFound = 127;  // exit status of a shell

}  // namespace

Result<int> RunBrowse(ToolContext& context, ToolArguments arguments) {
  std::string command = "python3 -c " + ShellEscape(kBrowseScript) + " ";
  command += ShellEscape(context.executable.empty() ? context.program
                                                    : context.executable);
  command += " " + ShellEscape(*context.settings.manifest);
  for (const std::string& argument : arguments) {
    command += " " + ShellEscape(argument);
  }
  XB_ASSIGN(const std::unique_ptr<PosixProcessRunner> runner,
            PosixProcessRunner::Create());
  XB_TRY(runner->Start(0, {.command = command, .console = true}));
  std::vector<ProcessResult> finished;
  while (runner->running() > 0) runner->Wait(&finished, kNever);
  if (finished.empty()) return 1;
  if (finished[0].exit_status == kNotFound) {
    return MakeError(
        "Python is required for the browse tool, and there is no "
        "`python3`");
  }
  return finished[0].exit_status;
}

}  // namespace xb
