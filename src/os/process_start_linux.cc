// SPDX-License-Identifier: Apache-2.0
#include "os/process_start.h"

#include <dlfcn.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

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
  void (*handler)(int) = nullptr;
  unsigned long flags = 0;
  void* restorer = nullptr;
  uint64_t mask = 0;
};
constexpr size_t kKernelSigsetSize = sizeof(uint64_t);

struct SignalChange {
  int number = 0;
  KernelSigaction action;
};

// Between clone() and execve() the memory is that of xb, and only the system
// is called, past all that wraps it: nothing here may change what xb goes on
// with but `Shared` and errno.
#define XB_BARE \
  __attribute__((noinline, no_sanitize("address", "thread", "undefined")))

// A handler lives until the exec.
XB_BARE void Lose(int) {}

XB_BARE bool MoveDescriptors(const ProcessStarter::Request& request) {
  if (request.input >= 0 &&
      syscall(SYS_dup3, request.input, STDIN_FILENO, 0) < 0) {
    return false;
  }
  return request.output < 0 ||
         (syscall(SYS_dup3, request.output, STDOUT_FILENO, 0) >= 0 &&
          syscall(SYS_dup3, request.output, STDERR_FILENO, 0) >= 0);
}

// That does nothing; only the C library knows how to return from a handler.
KernelSigaction LosingAction() {
  struct sigaction losing {};
  struct sigaction before;
  losing.sa_handler = Lose;
  losing.sa_flags = SA_RESTART;
  KernelSigaction action;
  // This one means nothing to us, nor to anybody by default.
  sigaction(SIGURG, &losing, &before);
  syscall(SYS_rt_sigaction, SIGURG, nullptr, &action, kKernelSigsetSize);
  sigaction(SIGURG, &before, nullptr);
  action.handler = Lose;
  return action;
}

// What the two share while one waits.
struct Shared {
  const ProcessStarter::Request* request;
  const SignalChange* changes;
  size_t change_count;
  int error = 0;
};

XB_BARE bool ChangeSignals(const SignalChange* change, size_t count) {
  for (; count > 0; --count, ++change) {
    if (syscall(SYS_rt_sigaction, change->number, &change->action, nullptr,
                kKernelSigsetSize) != 0) {
      return false;
    }
  }
  return true;
}

XB_BARE void NoteNumber(const ProcessStarter::Request& request) {
  if (request.note_file < 0) return;
  const int64_t number = syscall(SYS_getpid);
  syscall(SYS_pwrite64, request.note_file, &number, sizeof number,
          request.note_offset);
}

// Runs in the process.
XB_BARE int BecomeProgram(void* opaque) {
  auto* shared = static_cast<Shared*>(opaque);
  const ProcessStarter::Request& request = *shared->request;
  const uint64_t nothing_blocked = 0;
  if (ChangeSignals(shared->changes, shared->change_count) &&
      (!request.own_group || syscall(SYS_setpgid, 0, 0) == 0) &&
      MoveDescriptors(request)) {
    NoteNumber(request);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &nothing_blocked, nullptr,
            kKernelSigsetSize);
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

// What is done to the signals of each process.
struct ProcessStarter::Dispositions {
  std::vector<SignalChange> changes;
};

// An exec makes a handler the default by itself, but until then it would run
// in our memory.
ProcessStarter::ProcessStarter()
    : dispositions_(std::make_unique<Dispositions>()) {
  std::vector<SignalChange>& changes = dispositions_->changes;
  const auto is_any_of = [](int number, std::initializer_list<int> numbers) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  for (int number = 1; number <= kLastSignal; ++number) {
    struct sigaction now;
    // Fails for those that the C library keeps to itself.
    if (sigaction(number, nullptr, &now) != 0) continue;
    const bool ignored = now.sa_handler == SIG_IGN;
    const bool handled = !ignored && now.sa_handler != SIG_DFL;
    // What we may handle later counts as well.
    const bool ours = is_any_of(number, {SIGHUP, SIGTSTP, SIGCONT, SIGWINCH});
    const bool reset = is_any_of(number, {SIGINT, SIGTERM, SIGCHLD});
    if (!handled && !ours && !reset) continue;
    SignalChange change{number, {}};
    if (ignored && !reset) change.action.handler = SIG_IGN;
    if (!ignored && number == SIGTSTP) change.action = LosingAction();
    changes.push_back(change);
  }
}

Result<std::unique_ptr<ProcessStarter>> ProcessStarter::Create() {
  std::unique_ptr<ProcessStarter> starter(new ProcessStarter);
  void* stack = mmap(nullptr, kStackSize, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) {
    return MakeError("Cannot get memory for starting processes");
  }
  starter->stack_ = stack;
  return starter;
}

ProcessStarter::~ProcessStarter() {
  if (stack_ != nullptr) munmap(stack_, kStackSize);
}

int ProcessStarter::Start(const Request& request, pid_t* pid) {
  const std::vector<SignalChange>& changes = dispositions_->changes;
  Shared shared{.request = &request,
                .changes = changes.data(),
                .change_count = changes.size()};
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
