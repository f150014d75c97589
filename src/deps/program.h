// SPDX-License-Identifier: Apache-2.0
// Runs one program of others (curl, tar, git, make) to its end.  Call with no
// other ProcessRunner alive; loop thread only.
#pragma once

#include <string>

#include "base/result.h"

namespace xb::deps {

struct ProgramEnd {
  int exit_status = 0;
  std::string output;  // stdout and stderr, where they are captured

  bool success() const { return exit_status == 0; }
};

enum class ProgramOutput { kCaptured, kOurs };

// `command` as for /bin/sh.  A stop signal is passed on and, when the program
// has ended, an error.
Result<ProgramEnd> RunProgram(const std::string& command,
                              ProgramOutput output = ProgramOutput::kCaptured);

// The last lines of what a program said, in one line: for an error.
std::string LastWords(const std::string& output);

bool IsOnPath(const std::string& program);

}  // namespace xb::deps
