// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/text.h"
#include "os/background.h"
#include "os/fd.h"

namespace xb {
namespace {

// Where nobody tells which descriptors are open, so many are tried.
constexpr int kMaxStartTries = 4096;

std::vector<int> OpenDescriptors() {
  std::vector<int> all;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir("/proc/self/fd"),
                                                      closedir);
  if (directory != nullptr) {
    while (const dirent* entry = readdir(directory.get())) {
      const auto fd = ParseUint64(entry->d_name);
      if (fd) all.push_back(static_cast<int>(*fd));
    }
    return all;
  }
  const int end = std::min(DescriptorLimit(), kMaxStartTries);
  for (int fd = 0; fd < end; ++fd) all.push_back(fd);
  return all;
}

// All of our own are closed by an exec.  What outlived one was there before us,
// or is meant for commands.
void CloseInherited() {
  for (const int fd : OpenDescriptors()) {
    if (fd > STDERR_FILENO && fcntl(fd, F_GETFD) == 0) close(fd);
  }
}

// Readers of our output wait until nobody can write it any more.
void LeaveParent() {
  setsid();
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd <= 2; ++fd) {
    if (null < 0 || dup2(null, fd) < 0) close(fd);
  }
  CloseInherited();
}

}  // namespace

void LowerPriority() {
  constexpr int kNice = 10;
  static_cast<void>(setpriority(PRIO_PROCESS, 0, kNice));
}

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
