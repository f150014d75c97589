// SPDX-License-Identifier: Apache-2.0
#include "os/spawn.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "os/shell_words.h"
#include "os/system.h"

namespace xb {
namespace {

constexpr char kShell[] = "/bin/sh";

// No descriptor that is handed to a child may be one of the standard streams,
// or putting it in its place would overwrite another.
Status OpenStandardStreams() {
  for (;;) {
    const int fd = open("/dev/null", O_RDWR);
    if (fd < 0) return SystemError("open", "/dev/null", errno);
    if (fd <= STDERR_FILENO) continue;
    close(fd);
    return Ok();
  }
}

bool IsSameFile(const char* a, const char* b) {
  struct stat first;
  struct stat second;
  return stat(a, &first) == 0 && stat(b, &second) == 0 &&
         first.st_ino == second.st_ino && first.st_dev == second.st_dev;
}

// The value that a shell gives PWD: the inherited one if it names this
// directory, else the one without symbolic links.
std::string ShellPwd() {
  const char* inherited = std::getenv("PWD");
  if (inherited != nullptr && inherited[0] == '/' &&
      IsSameFile(inherited, ".")) {
    return inherited;
  }
  auto directory = CurrentDirectory();
  return directory.ok() ? directory.Take() : std::string();
}

size_t NameLength(const char* entry) {
  size_t length = 0;
  for (; entry[length] != '\0' && entry[length] != '='; ++length) {
    const char c = entry[length];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && c != '_' && (!digit || length == 0)) return 0;
  }
  return entry[length] == '=' ? length : 0;
}

// Variables that a shell resets for itself and then exports when they were
// inherited.
bool IsResetByShell(std::string_view name) {
  return name == "IFS" || name == "LINENO" || name == "OPTIND" ||
         name == "PPID";
}

bool IsExportedFunction(const std::string& name) {
  return std::getenv(("BASH_FUNC_" + name + "%%").c_str()) != nullptr;
}

Error SpawnError(const std::string& command, int error_number) {
  const std::string cause = std::strerror(error_number);
  if (error_number == E2BIG) {
    return MakeError("Command line of " + std::to_string(command.size()) +
                         " bytes is too long for the system: " + cause,
                     "Pass the arguments in a response file");
  }
  if (error_number == EAGAIN || error_number == ENOMEM) {
    return MakeError("Cannot start another process: " + cause,
                     "Run fewer jobs at once with -j, or raise the limits on "
                     "processes and memory");
  }
  return MakeError(std::string("Cannot start `") + kShell + "`: " + cause);
}

}  // namespace

std::optional<std::string> FindProgram(const std::string& program,
                                       std::string_view path) {
  if (program.find('/') != std::string::npos) return program;
  for (std::string_view directory : Split(path, ':')) {
    std::string candidate(directory);
    if (!candidate.empty()) candidate += '/';
    candidate += program;
    struct stat info;
    if (stat(candidate.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
        access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return std::nullopt;
}

Result<std::unique_ptr<Spawner>> Spawner::Create() {
  XB_TRY(OpenStandardStreams());
  std::unique_ptr<Spawner> spawner(new Spawner);
  XB_ASSIGN(spawner->starter_, ProcessStarter::Create());
  spawner->null_ = UniqueFd(OpenRetrying("/dev/null", O_RDONLY));
  if (!spawner->null_.valid()) return SystemError("open", "/dev/null", errno);
  spawner->InspectShell();
  return spawner;
}

void Spawner::InspectShell() {
  std::array<char, 256> target;
  const ssize_t size = readlink(kShell, target.data(), target.size());
  const std::string_view name(target.data(),
                              size > 0 ? static_cast<size_t>(size) : 0);
  shell_is_dash_ = name == "dash" || name.ends_with("/dash");
  const std::string pwd = ShellPwd();
  if (!pwd.empty()) pwd_ = "PWD=" + pwd;
}

Result<pid_t> Spawner::SpawnInBackground(const std::string& command,
                                         int output_fd, const Note& note) {
  return Spawn(command, {.input = null_.get(),
                         .output = output_fd,
                         .own_group = true,
                         .note_file = note.file,
                         .note_offset = note.offset});
}

Result<pid_t> Spawner::SpawnOnConsole(const std::string& command,
                                      const Note& note) {
  return Spawn(command, {.note_file = note.file, .note_offset = note.offset});
}

Result<pid_t> Spawner::Spawn(const std::string& command,
                             ProcessStarter::Request request) {
  auto direct = SpawnDirectly(command, request);
  last_is_direct_ = direct.has_value();
  if (direct) return std::move(*direct);
  std::string name = kShell;
  std::string flag = "-c";
  std::string script = command;
  char* arguments[] = {name.data(), flag.data(), script.data(), nullptr};
  request.program = kShell;
  request.arguments = arguments;
  request.environment = environ;
  pid_t pid;
  const int error = starter_->Start(request, &pid);
  if (error != 0) return SpawnError(command, error);
  return pid;
}

std::optional<Result<pid_t>> Spawner::SpawnDirectly(
    const std::string& command, ProcessStarter::Request request) {
  auto words = SplitPlainCommand(command);
  const char* path = std::getenv("PATH");
  // Without PATH, and for `%` in it, shells have rules of their own.
  if (!words || path == nullptr || std::strchr(path, '%') != nullptr) {
    return std::nullopt;
  }
  const auto program = FindProgram(words->front(), path);
  if (!has_environment_) has_environment_ = BuildEnvironment();
  if (!program || !*has_environment_ || IsExportedFunction(words->front())) {
    return std::nullopt;
  }
  std::vector<char*> arguments;
  arguments.reserve(words->size() + 1);
  for (std::string& word : *words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  request.program = program->c_str();
  request.arguments = arguments.data();
  request.environment = environment_.data();
  pid_t pid;
  const int error = starter_->Start(request, &pid);
  if (error == 0) return Result<pid_t>(pid);
  if (error == E2BIG || error == EAGAIN || error == ENOMEM) {
    return Result<pid_t>(SpawnError(command, error));
  }
  // Not executable after all, or a script without `#!`, which a shell runs.
  return std::nullopt;
}

bool Spawner::BuildEnvironment() {
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const size_t length = NameLength(*entry);
    if (length == 0) {
      if (!shell_is_dash_) environment_.push_back(*entry);
      continue;
    }
    const std::string_view name(*entry, length);
    if (IsResetByShell(name)) return false;
    if (name != "PWD") environment_.push_back(*entry);
  }
  if (!pwd_.empty()) environment_.push_back(pwd_.data());
  environment_.push_back(nullptr);
  return true;
}

}  // namespace xb
