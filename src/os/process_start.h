// SPDX-License-Identifier: Apache-2.0
// ProcessStarter makes a process that runs a program.  Until the exec it
// shares our memory and we wait for it (CLONE_VM | CLONE_VFORK), so that the
// cost does not grow with that memory.  posix_spawn() does the same, but maps
// a stack for each process, asks for a resource limit before each descriptor
// it moves and sets every signal there is; see misc/doc/design.md, Spawning.
// Owned by Spawner; os/ only; loop thread only.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <cstddef>
#include <memory>

#include "base/result.h"

namespace xb {

class ProcessStarter {
 public:
  struct Request {
    const char* program = nullptr;  // a path
    char* const* arguments = nullptr;
    char* const* environment = nullptr;
    // What it reads, and what both its output streams go to; -1: as ours.
    // Neither may be a standard stream.
    int input = -1;
    int output = -1;
    bool own_group = false;
  };

  static Result<std::unique_ptr<ProcessStarter>> Create();
  ~ProcessStarter();
  ProcessStarter(const ProcessStarter&) = delete;
  ProcessStarter& operator=(const ProcessStarter&) = delete;

  // The process starts with an empty signal mask and default dispositions, but
  // a hangup that we were made to ignore it ignores, too.  Returns 0, or the
  // errno of what failed, be it in the process; then there is none.
  int Start(const Request& request, pid_t* pid);

 private:
  ProcessStarter() = default;
  void FindSignalsToReset();

  void* stack_ = nullptr;  // of the process until its exec
  // Those with a handler, now or later, and those that are ignored.
  sigset_t reset_;
};

}  // namespace xb
