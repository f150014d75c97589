// SPDX-License-Identifier: Apache-2.0
#include "os/child_processes.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include "os/fd.h"
#include "os/jobserver.h"
#include "os/output_capture.h"
#include "os/spawn.h"

namespace xb {
namespace {

sigset_t WatchedSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    sigaddset(&set, signal);
  }
  return set;
}

std::string ValueOf(const std::vector<std::string>& environment,
                    std::string_view name) {
  for (const std::string& entry : environment) {
    if (entry.size() > name.size() && entry.starts_with(name) &&
        entry[name.size()] == '=') {
      return entry.substr(name.size() + 1);
    }
  }
  return "/usr/local/bin:/bin:/usr/bin";
}

std::vector<char*> Pointers(std::vector<std::string>* words) {
  std::vector<char*> pointers;
  pointers.reserve(words->size() + 1);
  for (std::string& word : *words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

ChildEnd EndOf(pid_t pid, int status) {
  ChildEnd end;
  end.pid = pid;
  if (WIFSIGNALED(status)) {
    end.signal = WTERMSIG(status);
    end.dumped_core = WCOREDUMP(status);
  } else {
    end.exit_status = WEXITSTATUS(status);
  }
  return end;
}

// Attributes and streams of one start.
class SpawnSetup {
 public:
  // -1: our own stream.
  SpawnSetup(bool has_input, int out_fd, int err_fd) {
    posix_spawn_file_actions_init(&actions_);
    if (!has_input) {
      posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null",
                                       O_RDONLY, 0);
    }
    if (out_fd >= 0) {
      posix_spawn_file_actions_adddup2(&actions_, out_fd, STDOUT_FILENO);
    }
    if (err_fd >= 0) {
      posix_spawn_file_actions_adddup2(&actions_, err_fd, STDERR_FILENO);
    }
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &defaults);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;

  int Spawn(pid_t* pid, const std::string& program,
            std::vector<std::string>* words,
            std::vector<std::string>* environment) {
    return posix_spawn(pid, program.c_str(), &actions_, &attributes_,
                       Pointers(words).data(), Pointers(environment).data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

}  // namespace

Result<std::unique_ptr<ChildProcesses>> ChildProcesses::Create() {
  std::unique_ptr<ChildProcesses> children(new ChildProcesses);
  const sigset_t watched = WatchedSignals();
  sigprocmask(SIG_BLOCK, &watched, nullptr);
  // Inherited as ignored it would make the kernel drop the exit statuses.
  signal(SIGCHLD, SIG_DFL);
  children->wake_fd_ = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  if (children->wake_fd_ < 0) return SystemError("signalfd", "", errno);
  return children;
}

ChildProcesses::~ChildProcesses() {
  if (wake_fd_ >= 0) close(wake_fd_);
  const sigset_t watched = WatchedSignals();
  sigprocmask(SIG_UNBLOCK, &watched, nullptr);
}

Result<int64_t> ChildProcesses::Spawn(const ChildSpec& spec, int out_fd,
                                      int err_fd) {
  std::vector<std::string> words = spec.words;
  std::vector<std::string> environment = spec.environment;
  const auto program = FindProgram(words[0], ValueOf(environment, "PATH"));
  if (!program) return MakeError(std::strerror(ENOENT));
  SpawnSetup setup(spec.has_input, out_fd, err_fd);
  pid_t pid = 0;
  int error = setup.Spawn(&pid, *program, &words, &environment);
  if (error == ENOEXEC) {
    // A script that does not say what runs it.
    words[0] = *program;
    words.insert(words.begin(), "/bin/sh");
    error = setup.Spawn(&pid, "/bin/sh", &words, &environment);
  }
  if (error != 0) return MakeError(std::strerror(error));
  return int64_t{pid};
}

Result<int64_t> ChildProcesses::Start(const ChildSpec& spec) {
  if (spec.capture == nullptr) return Spawn(spec, -1, -1);
  return Spawn(spec, spec.capture->out_fd(), spec.capture->err_fd());
}

Result<CapturedOutput> ChildProcesses::Capture(const ChildSpec& spec) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return MakeError(std::strerror(errno));
  const UniqueFd read_end(ends[0]);
  UniqueFd write_end(ends[1]);
  XB_ASSIGN(const int64_t pid, Spawn(spec, write_end.get(), -1));
  write_end.Reset(-1);
  CapturedOutput captured;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t count = read(read_end.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    captured.text.append(buffer.data(), static_cast<size_t>(count));
  }
  int status = 0;
  while (waitpid(static_cast<pid_t>(pid), &status, 0) < 0 && errno == EINTR) {
  }
  captured.end = EndOf(static_cast<pid_t>(pid), status);
  return captured;
}

std::optional<ChildEnd> ChildProcesses::Reap() {
  int status = 0;
  const pid_t pid = waitpid(-1, &status, WNOHANG);
  if (pid <= 0) return std::nullopt;
  return EndOf(pid, status);
}

bool ChildProcesses::IsStopped() {
  signalfd_siginfo info;
  while (read(wake_fd_, &info, sizeof(info)) == sizeof(info)) {
    if (static_cast<int>(info.ssi_signo) == SIGCHLD) continue;
    stop_signal_ = static_cast<int>(info.ssi_signo);
  }
  return stop_signal_ != 0;
}

ChildProcesses::Wake ChildProcesses::Wait(bool blocks, JobserverClient* tokens,
                                          ChildEnd* end) {
  for (;;) {
    if (const auto ended = Reap()) {
      *end = *ended;
      return Wake::kChild;
    }
    if (IsStopped() && !told_signal_) {
      told_signal_ = true;
      return Wake::kSignal;
    }
    // One may have ended since the first look.
    if (const auto ended = Reap()) {
      *end = *ended;
      return Wake::kChild;
    }
    pollfd fds[2] = {{wake_fd_, POLLIN, 0}, {-1, POLLIN, 0}};
    if (tokens != nullptr) fds[1].fd = tokens->poll_fd();
    const int ready = poll(fds, 2, blocks ? -1 : 0);
    if (ready > 0 && (fds[1].revents & POLLIN) != 0) return Wake::kToken;
    if (!blocks && ready <= 0) return Wake::kNothing;
  }
}

void ChildProcesses::Kill(int64_t pid, int signal) {
  kill(static_cast<pid_t>(pid), signal);
}

bool ChildProcesses::IsForUsAlone(int signal) { return signal == SIGTERM; }

void ChildProcesses::RaiseAgain(int signal) {
  std::signal(signal, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
  raise(signal);
  // Only when it was ignored by whoever traces us.
  _exit(128 + signal);
}

std::string ChildProcesses::SignalName(int signal) { return strsignal(signal); }

}  // namespace xb
