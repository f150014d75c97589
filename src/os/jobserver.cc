// SPDX-License-Identifier: Apache-2.0
#include "os/jobserver.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "base/text.h"
#include "os/environment.h"
#include "os/fd.h"

namespace xb {
namespace {

bool ConsumePrefix(std::string_view* text, std::string_view prefix) {
  if (!text->starts_with(prefix)) return false;
  text->remove_prefix(prefix.size());
  return true;
}

bool ConsumeAuthFlag(std::string_view* word) {
  return ConsumePrefix(word, "--jobserver-auth=") ||
         ConsumePrefix(word, "--jobserver-fds=");
}

JobserverAuth ParseAuth(std::string_view value) {
  JobserverAuth auth;
  if (ConsumePrefix(&value, "fifo:")) {
    auth.style = JobserverAuth::Style::kFifo;
    auth.path = std::string(value);
    return auth;
  }
  const auto fds = Split(value, ',');
  if (fds.size() != 2) return auth;
  const auto read_fd = ParseUint64(fds[0]);
  const auto write_fd = ParseUint64(fds[1]);
  constexpr uint64_t kMostFd = 1 << 30;
  if (!read_fd || !write_fd || *read_fd > kMostFd || *write_fd > kMostFd) {
    return auth;
  }
  auth.style = JobserverAuth::Style::kPipe;
  auth.read_fd = static_cast<int>(*read_fd);
  auth.write_fd = static_cast<int>(*write_fd);
  return auth;
}

bool IsFifo(int fd) {
  struct stat info;
  return fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode);
}

// A word of MAKEFLAGS that chooses the number of jobs.
bool IsJobsWord(std::string_view word) {
  return word.starts_with("-j") || word.starts_with("--jobs") ||
         word.starts_with("--jobserver-");
}

struct PoolEnds {
  UniqueFd read_end;
  UniqueFd write_end;
  std::string path;  // of a FIFO
};

Result<PoolEnds> MakePipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return SystemError("pipe", "jobserver", errno);
  }
  const UniqueFd read_end(ends[0]);
  const UniqueFd write_end(ends[1]);
  // Children inherit these two by number, which must not be one of the
  // standard streams; F_DUPFD leaves close-on-exec off.
  PoolEnds pool{.read_end = UniqueFd(fcntl(read_end.get(), F_DUPFD, 3)),
                .write_end = UniqueFd(fcntl(write_end.get(), F_DUPFD, 3)),
                .path = {}};
  if (!pool.read_end.valid() || !pool.write_end.valid()) {
    return SystemError("dup", "jobserver", errno);
  }
  return pool;
}

// A killed make leaves its FIFO behind, so the name may be taken.
Result<std::string> MakeFreshFifo() {
  constexpr int kMostNames = 1000;
  const std::string prefix = GetEnv("TMPDIR").value_or("/tmp") + "/xb-jobs-" +
                             std::to_string(getpid()) + "-";
  for (int number = 0;; ++number) {
    std::string path = prefix + std::to_string(number);
    if (mkfifo(path.c_str(), 0600) == 0) return path;
    if (errno != EEXIST || number == kMostNames) {
      return SystemError("mkfifo", path, errno);
    }
  }
}

Result<PoolEnds> MakeFifo() {
  PoolEnds pool;
  XB_ASSIGN(pool.path, MakeFreshFifo());
  pool.read_end = UniqueFd(OpenRetrying(pool.path, O_RDONLY | O_NONBLOCK));
  if (pool.read_end.valid()) {
    pool.write_end = UniqueFd(OpenRetrying(pool.path, O_WRONLY));
  }
  if (!pool.write_end.valid()) {
    const Error error = SystemError("open", pool.path, errno);
    unlink(pool.path.c_str());
    return error;
  }
  return pool;
}

}  // namespace

JobserverAuth ParseMakeflags(std::string_view makeflags) {
  JobserverAuth auth;
  bool first = true;
  for (std::string_view word : Split(makeflags, ' ')) {
    if (word.empty()) continue;
    // What follows are variables of make's command line.
    if (word == "--") break;
    // The first word holds make's one-letter flags, without a dash.
    if (std::exchange(first, false) && word[0] != '-' &&
        word.find('=') == std::string_view::npos &&
        word.find('n') != std::string_view::npos) {
      return {};
    }
    if (ConsumeAuthFlag(&word)) auth = ParseAuth(word);
  }
  return auth;
}

JobserverClient::Opened JobserverClient::Open(std::string_view makeflags) {
  const JobserverAuth auth = ParseMakeflags(makeflags);
  if (auth.style == JobserverAuth::Style::kNone) return {};
  auto client = auth.style == JobserverAuth::Style::kFifo
                    ? FromFifo(auth.path)
                    : FromPipe(auth.read_fd, auth.write_fd);
  Opened opened;
  if (client.ok()) {
    opened.client = client.Take();
  } else {
    opened.warning =
        "The jobserver of MAKEFLAGS is not used: " + client.error().message;
  }
  return opened;
}

Result<std::unique_ptr<JobserverClient>> JobserverClient::FromPipe(
    int read_fd, int write_fd) {
  for (int fd : {read_fd, write_fd}) {
    if (!IsFifo(fd)) {
      return MakeError(
          "descriptor " + std::to_string(fd) + " is not an open pipe",
          "Start the command with `+` or $(MAKE) in the Makefile");
    }
  }
  // The blocking mode belongs to the open file description, which all clients
  // share; opening the pipe once more gives descriptions of our own.
  const std::string self = "/proc/self/fd/";
  const std::string read_path = self + std::to_string(read_fd);
  UniqueFd read_end(OpenRetrying(read_path, O_RDONLY | O_NONBLOCK));
  if (!read_end.valid()) return SystemError("open", read_path, errno);
  const std::string write_path = self + std::to_string(write_fd);
  UniqueFd write_end(OpenRetrying(write_path, O_WRONLY));
  if (!write_end.valid()) return SystemError("open", write_path, errno);
  return std::unique_ptr<JobserverClient>(
      new JobserverClient(read_end.Release(), write_end.Release()));
}

Result<std::unique_ptr<JobserverClient>> JobserverClient::FromFifo(
    const std::string& path) {
  // Not blocking, for a FIFO that nobody else has open, and for what turns
  // out to be no FIFO.
  UniqueFd read_end(OpenRetrying(path, O_RDONLY | O_NONBLOCK));
  if (!read_end.valid()) return SystemError("open", path, errno);
  if (!IsFifo(read_end.get())) return MakeError("`" + path + "` is no FIFO");
  UniqueFd write_end(OpenRetrying(path, O_WRONLY));
  if (!write_end.valid()) return SystemError("open", path, errno);
  return std::unique_ptr<JobserverClient>(
      new JobserverClient(read_end.Release(), write_end.Release()));
}

JobserverClient::~JobserverClient() {
  while (held() > 0) Release();
  close(read_fd_);
  close(write_fd_);
}

bool JobserverClient::TryAcquire() {
  if (!implicit_used_) {
    implicit_used_ = true;
    return true;
  }
  char token;
  ssize_t count;
  do {
    count = read(read_fd_, &token, 1);
  } while (count < 0 && errno == EINTR);
  if (count != 1) return false;
  tokens_ += token;
  return true;
}

void JobserverClient::Release() {
  XB_CHECK(held() > 0);
  if (tokens_.empty()) {
    implicit_used_ = false;
    return;
  }
  const char token = tokens_.back();
  tokens_.pop_back();
  size_t written;
  // Fails only when the pool is gone, and then nobody waits for the token.
  WriteAll(write_fd_, {&token, 1}, &written);
}

Result<std::unique_ptr<JobserverServer>> JobserverServer::Create(int jobs,
                                                                 Style style) {
  PoolEnds ends;
  if (style == Style::kFifo) {
    XB_ASSIGN(ends, MakeFifo());
  } else {
    XB_ASSIGN(ends, MakePipe());
  }
  // One right is the process's own.  More than a pipe takes would block.
  constexpr int kMostJobs = 4096;
  jobs = std::clamp(jobs, 1, kMostJobs);
  const std::string tokens(static_cast<size_t>(jobs - 1), '+');
  size_t written;
  if (!WriteAll(ends.write_end.get(), tokens, &written)) {
    return SystemError("write", "jobserver", errno);
  }
  return std::unique_ptr<JobserverServer>(
      new JobserverServer(ends.read_end.Release(), ends.write_end.Release(),
                          jobs, std::move(ends.path)));
}

JobserverServer::~JobserverServer() {
  close(read_fd_);
  close(write_fd_);
  if (!path_.empty()) unlink(path_.c_str());
}

std::string JobserverServer::Auth() const {
  if (!path_.empty()) return "fifo:" + path_;
  return std::to_string(read_fd_) + "," + std::to_string(write_fd_);
}

std::string JobserverServer::Makeflags(std::string_view inherited) const {
  std::string flags;
  std::string_view rest = inherited;
  // From ` -- ` on there are variable definitions, where spaces are escaped
  // and no flag is looked for.
  std::string_view variables;
  std::string words(1, ' ');
  words.append(rest).append(1, ' ');
  if (const size_t dashes = words.find(" -- "); dashes != std::string::npos) {
    variables = rest.substr(dashes);
    rest = rest.substr(0, dashes);
  }
  for (std::string_view word : Split(rest, ' ')) {
    if (word.empty() || IsJobsWord(word)) continue;
    if (!flags.empty()) flags += ' ';
    flags += word;
  }
  flags += " -j" + std::to_string(jobs_) + " --jobserver-auth=" + Auth();
  if (!variables.empty()) {
    flags += ' ';
    flags += variables;
  }
  return flags;
}

Result<std::unique_ptr<JobserverClient>> JobserverServer::MakeClient() const {
  if (!path_.empty()) return JobserverClient::FromFifo(path_);
  return JobserverClient::FromPipe(read_fd_, write_fd_);
}

}  // namespace xb
