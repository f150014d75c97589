// SPDX-License-Identifier: Apache-2.0
// Spawner turns a command into a process.  The process starts with the signals
// that ProcessStarter gives it and the environment that /bin/sh would give it,
// as it is when the first one starts.  Owned by the process runner; os/ only;
// loop thread only.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "os/fd.h"
#include "os/process_start.h"

namespace xb {

class Spawner {
 public:
  static Result<std::unique_ptr<Spawner>> Create();
  Spawner(const Spawner&) = delete;
  Spawner& operator=(const Spawner&) = delete;

  // Where a process notes its number; see ProcessStarter.
  struct Note {
    int file = -1;
    int64_t offset = 0;
  };
  // A process in a group of its own, with nothing to read and both output
  // streams on `output_fd`.
  Result<pid_t> SpawnInBackground(const std::string& command, int output_fd,
                                  const Note& note);
  // A process in xb's group that has xb's three streams.
  Result<pid_t> SpawnOnConsole(const std::string& command, const Note& note);
  // What the last process is: the program itself, or a shell in front of it.
  bool last_is_direct() const { return last_is_direct_; }

 private:
  Spawner() = default;
  void InspectShell();

  // `request` says how, not what.
  Result<pid_t> Spawn(const std::string& command,
                      ProcessStarter::Request request);
  // nullopt when the shell must do it, be it only to say what is wrong.
  std::optional<Result<pid_t>> SpawnDirectly(const std::string& command,
                                             ProcessStarter::Request request);
  // Once; false when only the shell can make it.
  bool BuildEnvironment();

  UniqueFd null_;  // what background processes read
  std::unique_ptr<ProcessStarter> starter_;
  bool last_is_direct_ = false;
  // Only dash drops variables whose names no shell could use.
  bool shell_is_dash_ = false;
  // PWD=... as the shell would set it; empty when there is no directory.
  std::string pwd_;
  // Of direct executions, made for the first.
  std::optional<bool> has_environment_;
  std::vector<char*> environment_;
};

// Where the shell would find `program`: itself when it holds a slash, else the
// first executable file of that name in the directories of `path`; nullopt
// when there is none.
std::optional<std::string> FindProgram(const std::string& program,
                                       std::string_view path);

}  // namespace xb
