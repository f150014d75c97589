// SPDX-License-Identifier: Apache-2.0
#include "deps/program.h"

#include <string_view>
#include <vector>

#include "base/text.h"
#include "os/environment.h"
#include "os/posix_process_runner.h"
#include "os/spawn.h"

namespace xb::deps {
namespace {

constexpr size_t kMaxWords = 400;

}  // namespace

Result<ProgramEnd> RunProgram(const std::string& command,
                              ProgramOutput output) {
  XB_ASSIGN(const auto runner, PosixProcessRunner::Create());
  // In our own group, the program ends with us, whoever ends us; to be heard
  // it needs one of its own.
  const bool is_ours = output == ProgramOutput::kOurs;
  XB_TRY(runner->Start(0, {.command = command, .console = is_ours}));
  int signal = 0;
  std::vector<ProcessResult> finished;
  while (finished.empty()) {
    const WaitEvent event = runner->Wait(&finished, kNever);
    if (event.reason == WakeReason::kInterrupted) signal = event.signal;
  }
  if (signal != 0 || finished[0].interrupted) {
    Error error = MakeError("interrupted");
    error.exit_status = 128 + (signal != 0 ? signal : 2);
    return error;
  }
  return ProgramEnd{finished[0].exit_status, std::move(finished[0].output)};
}

std::string LastWords(const std::string& output) {
  std::string words;
  for (const std::string_view line : Split(output, '\n')) {
    if (line.empty()) continue;
    if (!words.empty()) words += "; ";
    words += line;
  }
  if (words.size() <= kMaxWords) return words;
  return "..." + words.substr(words.size() - kMaxWords);
}

bool IsOnPath(const std::string& program) {
  return FindProgram(program, GetEnv("PATH").value_or("")).has_value();
}

}  // namespace xb::deps
