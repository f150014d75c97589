// SPDX-License-Identifier: Apache-2.0
#include "os/wait_status.h"

#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <cstdint>
#include <cstring>

namespace xb {
namespace {

int64_t Microseconds(const timeval& time) {
  return int64_t{time.tv_sec} * 1000000 + int64_t{time.tv_usec};
}

}  // namespace

bool IsStopSignal(int signal) {
  return signal == SIGINT || signal == SIGTERM || signal == SIGHUP;
}

void SetStatus(int status, bool is_direct, ProcessResult* result) {
  if (!WIFSIGNALED(status)) {
    result->exit_status = WEXITSTATUS(status);
    result->interrupted = result->exit_status == kInterruptedStatus;
    return;
  }
  const int signal = WTERMSIG(status);
  result->exit_status = 128 + signal;
  result->interrupted = is_direct ? signal == SIGINT : IsStopSignal(signal);
  if (!is_direct || signal == SIGINT || signal == SIGPIPE) return;
  result->output += strsignal(signal);
  if (WCOREDUMP(status)) result->output += " (core dumped)";
  result->output += '\n';
}

ResourceUsage ToResourceUsage(const rusage& usage) {
  ResourceUsage used;
  used.user_us = Microseconds(usage.ru_utime);
  used.system_us = Microseconds(usage.ru_stime);
  used.max_rss_kb = usage.ru_maxrss;
  return used;
}

}  // namespace xb
