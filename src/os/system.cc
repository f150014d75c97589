// SPDX-License-Identifier: Apache-2.0
#include "os/system.h"

#include <signal.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>

#include "base/text.h"
#include "os/fd.h"

namespace xb {
namespace {

std::string_view TrimNewline(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  return text;
}

std::optional<int> Divide(std::optional<uint64_t> quota,
                          std::optional<uint64_t> period) {
  if (!quota || !period || *quota == 0 || *period == 0) return std::nullopt;
  const uint64_t processors = *quota / *period + (*quota % *period != 0);
  constexpr uint64_t kMost = 1 << 20;
  return static_cast<int>(processors < kMost ? processors : kMost);
}

}  // namespace

std::optional<int> ProcessorsFromCpuMax(std::string_view cpu_max) {
  const auto words = Split(TrimNewline(cpu_max), ' ');
  // `max` instead of a number means no limit.
  if (words.size() != 2) return std::nullopt;
  return Divide(ParseUint64(words[0]), ParseUint64(words[1]));
}

std::optional<int> ProcessorsFromCfs(std::string_view quota,
                                     std::string_view period) {
  // -1 means no limit, and is not an unsigned number.
  return Divide(ParseUint64(TrimNewline(quota)),
                ParseUint64(TrimNewline(period)));
}

std::optional<double> LoadAverage() {
  double load[1];
  if (getloadavg(load, 1) != 1) return std::nullopt;
  return load[0];
}

std::string MachineName() {
  utsname names{};
  return uname(&names) == 0 ? names.machine : "";
}

int64_t ProcessId() { return getpid(); }

void IgnoreBrokenPipes() {
  struct sigaction action {};
  if (sigaction(SIGPIPE, nullptr, &action) == 0 &&
      action.sa_handler == SIG_IGN) {
    return;
  }
  // An exec makes it the default again.
  action = {};
  action.sa_handler = [](int) {};
  action.sa_flags = SA_RESTART;
  sigaction(SIGPIPE, &action, nullptr);
}

void EndWhenOutOfMemory() {
  std::set_new_handler([] {
    // Nothing here may ask for memory.
    size_t written;
    WriteAll(STDERR_FILENO, program_invocation_short_name, &written);
    WriteAll(STDERR_FILENO, ": fatal: out of memory\n", &written);
    _exit(1);
  });
}

Result<std::string> ExecutablePath() {
  constexpr char kSelf[] = "/proc/self/exe";
  std::string path(4096, '\0');
  const ssize_t size = readlink(kSelf, path.data(), path.size());
  if (size < 0) return SystemError("readlink", kSelf, errno);
  path.resize(static_cast<size_t>(size));
  return path;
}

Result<std::string> CurrentDirectory() {
  std::string path(256, '\0');
  while (getcwd(path.data(), path.size()) == nullptr) {
    if (errno != ERANGE) return SystemError("getcwd", ".", errno);
    path.resize(path.size() * 2);
  }
  path.resize(path.find('\0'));
  return path;
}

Status ChangeDirectory(const std::string& path) {
  if (chdir(path.c_str()) == 0) return Ok();
  return SystemError("chdir", path, errno);
}

}  // namespace xb
