// SPDX-License-Identifier: Apache-2.0
// ProcessStarter makes a process that runs a program.  Until the exec it
// shares our memory and we wait for it (CLONE_VM | CLONE_VFORK), so that the
// cost does not grow with that memory.  posix_spawn() does the same, but maps
// a stack for each process, asks for a resource limit before each descriptor
// it moves and sets every signal there is; see misc/doc/design.md, Spawning.
// Owned by Spawner; os/ only; loop thread only.
#pragma once

#include <sys/types.h>

#include <cstdint>
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
    // Where the process, before it is its program, writes its number as an
    // int64_t, be we killed meanwhile; what fails there is not told.  -1:
    // nowhere.
    int note_file = -1;
    int64_t note_offset = 0;
  };

  static Result<std::unique_ptr<ProcessStarter>> Create();
  ~ProcessStarter();
  ProcessStarter(const ProcessStarter&) = delete;
  ProcessStarter& operator=(const ProcessStarter&) = delete;

  // The process starts with an empty signal mask.  It ignores what was ignored
  // when this object was made, other than SIGINT, SIGTERM and SIGCHLD, whatever
  // has become of it since.  What stops terminal jobs is lost to it before the
  // exec: stopped there it would keep us from going on.  Returns 0, or the
  // errno of what failed, be it in the process; then there is none.
  int Start(const Request& request, pid_t* pid);

 private:
  struct Dispositions;

  ProcessStarter();

  void* stack_ = nullptr;  // of the process until its exec
  std::unique_ptr<Dispositions> dispositions_;
};

}  // namespace xb
