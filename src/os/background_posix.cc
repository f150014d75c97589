// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include "os/background.h"

namespace xb {
namespace {

// Readers of our output wait until nobody can write it any more.
void LeaveParent() {
  setsid();
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd <= 2; ++fd) {
    if (null < 0 || dup2(null, fd) < 0) close(fd);
  }
}

}  // namespace

void RunInBackground(FunctionRef<void()> work) {
  const pid_t pid = fork();
  if (pid < 0) {
    work();
  } else if (pid == 0) {
    LeaveParent();
    work();
    _exit(0);
  }
}

}  // namespace xb
