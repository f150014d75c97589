// SPDX-License-Identifier: Apache-2.0
#include "os/process_start.h"

#include <dlfcn.h>
#include <errno.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define XB_CLONE_IS_WRAPPED
#endif
#endif

namespace xb {
namespace {

constexpr size_t kStackSize = 64 * 1024;
constexpr int kLastSignal = 64;
constexpr int kExecFailed = 127;

// As the kernel has it: default handler, no flags, nothing blocked.
struct KernelSigaction {
  void* handler = nullptr;
  unsigned long flags = 0;
  void* restorer = nullptr;
  uint64_t mask = 0;
};
constexpr size_t kKernelSigsetSize = sizeof(uint64_t);

// What the two share while one waits.
struct Shared {
  const ProcessStarter::Request* request;
  const sigset_t* reset;
  int error = 0;
};

// Between clone() and execve() the memory is that of xb, and only the system
// is called, past all that wraps it: nothing here may change what xb goes on
// with but `Shared` and errno.
#define XB_BARE \
  __attribute__((noinline, no_sanitize("address", "thread", "undefined")))

XB_BARE bool ResetSignals(const sigset_t& reset) {
  const KernelSigaction defaults;
  for (int number = 1; number <= kLastSignal; ++number) {
    if (sigismember(&reset, number) != 1) continue;
    if (syscall(SYS_rt_sigaction, number, &defaults, nullptr,
                kKernelSigsetSize) != 0) {
      return false;
    }
  }
  return true;
}

XB_BARE bool MoveDescriptors(const ProcessStarter::Request& request) {
  if (request.input >= 0 &&
      syscall(SYS_dup3, request.input, STDIN_FILENO, 0) < 0) {
    return false;
  }
  return request.output < 0 ||
         (syscall(SYS_dup3, request.output, STDOUT_FILENO, 0) >= 0 &&
          syscall(SYS_dup3, request.output, STDERR_FILENO, 0) >= 0);
}

// Runs in the process.
XB_BARE int BecomeProgram(void* opaque) {
  auto* shared = static_cast<Shared*>(opaque);
  const ProcessStarter::Request& request = *shared->request;
  const uint64_t nothing_blocked = 0;
  if (ResetSignals(*shared->reset) &&
      (!request.own_group || syscall(SYS_setpgid, 0, 0) == 0) &&
      MoveDescriptors(request) &&
      syscall(SYS_rt_sigprocmask, SIG_SETMASK, &nothing_blocked, nullptr,
              kKernelSigsetSize) == 0) {
    syscall(SYS_execve, request.program, request.arguments,
            request.environment);
  }
  shared->error = errno;
  syscall(SYS_exit_group, kExecFailed);
  return kExecFailed;
}

#undef XB_BARE

using CloneFunction = int (*)(int (*)(void*), void*, int, void*, ...);

// ThreadSanitizer stands in front of clone() and takes the process for a fork.
CloneFunction FindClone() {
#ifdef XB_CLONE_IS_WRAPPED
  return reinterpret_cast<CloneFunction>(dlsym(RTLD_NEXT, "clone"));
#else
  return clone;
#endif
}

}  // namespace

Result<std::unique_ptr<ProcessStarter>> ProcessStarter::Create() {
  std::unique_ptr<ProcessStarter> starter(new ProcessStarter);
  void* stack = mmap(nullptr, kStackSize, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) {
    return MakeError("Cannot get memory for starting processes");
  }
  starter->stack_ = stack;
  starter->FindSignalsToReset();
  return starter;
}

ProcessStarter::~ProcessStarter() {
  if (stack_ != nullptr) munmap(stack_, kStackSize);
}

// An exec makes a handler the default by itself, but until then it would run
// in our memory; what is ignored stays so.
void ProcessStarter::FindSignalsToReset() {
  sigemptyset(&reset_);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT,
                           SIGWINCH, SIGCHLD, SIGPIPE}) {
    sigaddset(&reset_, number);
  }
  for (int number = 1; number <= kLastSignal; ++number) {
    struct sigaction action;
    // Fails for those that the C library keeps to itself.
    if (sigaction(number, nullptr, &action) != 0) continue;
    if (action.sa_handler != SIG_DFL) sigaddset(&reset_, number);
    // Under nohup everything below stays deaf to the hangup.
    if (number == SIGHUP && action.sa_handler == SIG_IGN) {
      sigdelset(&reset_, SIGHUP);
    }
  }
}

int ProcessStarter::Start(const Request& request, pid_t* pid) {
  Shared shared{.request = &request, .reset = &reset_};
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int made =
      FindClone()(BecomeProgram, static_cast<char*>(stack_) + kStackSize,
                  CLONE_VM | CLONE_VFORK | SIGCHLD, &shared);
  const int clone_error = made < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (made < 0) return clone_error;
  if (shared.error != 0) {
    while (waitpid(made, nullptr, 0) < 0 && errno == EINTR) {
    }
    return shared.error;
  }
  *pid = made;
  return 0;
}

}  // namespace xb
