// SPDX-License-Identifier: Apache-2.0
// Runs a program and prints what it cost, for run.py:
//
//   measure PROGRAM ARGUMENT...
//   WALL_NS AFTER_NS CPU_US MAX_RSS_KB STATUS
//
// What the program prints goes to /dev/null, its errors come through.  AFTER_NS
// is how long processes it left behind went on after its end; they are waited
// for, so that they disturb no other run, and count as its CPU and its memory.
// The peak of memory that wait4() tells is never below what the parent had when
// it started the program: that is why the parent is this and no interpreter.
#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

extern char** environ;

namespace {

long Nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000L + now.tv_nsec;
}

long Microseconds(const timeval& time) {
  return time.tv_sec * 1000000L + time.tv_usec;
}

struct Cost {
  long cpu_us = 0;
  long max_rss_kb = 0;

  void Add(const rusage& usage) {
    cpu_us += Microseconds(usage.ru_utime) + Microseconds(usage.ru_stime);
    max_rss_kb = std::max(max_rss_kb, usage.ru_maxrss);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: measure PROGRAM ARGUMENT...\n");
    return 2;
  }
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // what it leaves behind becomes ours
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const long begin = Nanoseconds();
  pid_t pid;
  const int error =
      posix_spawnp(&pid, argv[1], &actions, nullptr, argv + 1, environ);
  if (error != 0) {
    std::fprintf(stderr, "%s: %s\n", argv[1], std::strerror(error));
    return 2;
  }
  Cost cost;
  int status;
  rusage usage;
  if (wait4(pid, &status, 0, &usage) != pid) return 2;
  const long end = Nanoseconds();
  cost.Add(usage);
  int ignored;
  while (wait4(-1, &ignored, 0, &usage) > 0) cost.Add(usage);
  std::printf("%ld %ld %ld %ld %d\n", end - begin, Nanoseconds() - end,
              cost.cpu_us, cost.max_rss_kb,
              WIFEXITED(status) ? WEXITSTATUS(status) : 128);
  return 0;
}
