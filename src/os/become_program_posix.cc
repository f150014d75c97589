// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "os/become_program.h"

namespace xb {

Error BecomeProgram(const std::vector<std::string>& words) {
  std::fflush(stdout);
  std::fflush(stderr);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  // We ignore it; the program knows nothing of that.
  std::signal(SIGPIPE, SIG_DFL);
  ::execv(arguments[0], arguments.data());
  return MakeError("`" + words[0] + "` cannot be run: " + std::strerror(errno));
}

}  // namespace xb
