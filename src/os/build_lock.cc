// SPDX-License-Identifier: Apache-2.0
#include "os/build_lock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <utility>

#include "base/text.h"
#include "os/fd.h"
#include "os/process_table.h"

namespace xb {
namespace {

// Those of the stop signals that are not ignored, as under nohup.
sigset_t StopSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action;
    sigaction(signal, nullptr, &action);
    if (action.sa_handler != SIG_IGN) sigaddset(&set, signal);
  }
  return set;
}

}  // namespace

Result<std::unique_ptr<BuildLock>> BuildLock::Open(const std::string& path,
                                                   std::string command_line) {
  const int fd = OpenRetrying(path, O_RDWR | O_CREAT);
  if (fd < 0) return SystemError("open", path, errno);
  return std::unique_ptr<BuildLock>(
      new BuildLock(fd, path, std::move(command_line)));
}

BuildLock::~BuildLock() { close(fd_); }

Result<bool> BuildLock::TryLock() {
  off_t size_before = 0;
  for (;;) {
    if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return false;
      if (errno == EINTR) continue;
      return SystemError("flock", path_, errno);
    }
    // Whoever removed the file meanwhile made another lock of that name.
    struct stat mine;
    struct stat there;
    if (fstat(fd_, &mine) == 0 && stat(path_.c_str(), &there) == 0 &&
        mine.st_ino == there.st_ino && mine.st_dev == there.st_dev) {
      size_before = mine.st_size;
      break;
    }
    const int fd = OpenRetrying(path_, O_RDWR | O_CREAT);
    if (fd < 0) return SystemError("open", path_, errno);
    close(fd_);
    fd_ = fd;
  }
  locked_ = true;
  WriteHolder(size_before);
  return true;
}

void BuildLock::WriteHolder(int64_t size_before) {
  const std::string text = std::to_string(getpid()) + "\n" + command_line_ +
                           "\n" + ProcessSpace() + "\n";
  // The text only informs others; the lock holds without it, on a full disk
  // too.  Not cut before it is written, so that the old block can be reused.
  const auto size = static_cast<off_t>(text.size());
  if (pwrite(fd_, text.data(), text.size(), 0) == size && size < size_before) {
    while (ftruncate(fd_, size) != 0 && errno == EINTR) {
    }
  }
}

// The file was written at that time, if it could be.
FileTime BuildLock::LockedAt() const {
  struct stat info;
  if (!locked_ || fstat(fd_, &info) != 0) return {};
  const FileStat stat = ToFileStat(info);
  return {.ns = stat.mtime_ns, .device = stat.device};
}

Result<BuildLock::WaitEnd> BuildLock::WaitLock() {
  // A blocking flock cannot be left safely when a signal arrives just before
  // it; blocked signals that are waited for between attempts are never lost.
  const sigset_t stop = StopSignals();
  sigset_t before;
  sigprocmask(SIG_BLOCK, &stop, &before);
  const timespec pause = {0, 50000000};
  for (;;) {
    Result<bool> locked = TryLock();
    int signal = 0;
    if (locked.ok() && !locked.value()) {
      const int received = sigtimedwait(&stop, nullptr, &pause);
      if (received > 0) signal = received;
      if (signal == 0) continue;
    }
    sigprocmask(SIG_SETMASK, &before, nullptr);
    if (!locked.ok()) return locked.TakeError();
    return WaitEnd{locked.value(), signal};
  }
}

Result<std::optional<LockHolder>> BuildLock::Holder() const {
  const UniqueFd file(OpenRetrying(path_, O_RDONLY));
  std::string text;
  if (!file.valid() || !ReadToEnd(file.get(), &text)) {
    return SystemError("read", path_, errno);
  }
  const auto lines = Split(text, '\n');
  // The holder writes after it locked: the text may be empty or half there.
  if (lines.size() < 3) return std::optional<LockHolder>();
  const std::optional<uint64_t> pid = ParseUint64(lines[0]);
  if (!pid) return std::optional<LockHolder>();
  LockHolder holder;
  holder.pid = static_cast<int64_t>(*pid);
  holder.command_line = std::string(lines[1]);
  holder.space = std::string(lines[2]);
  return std::optional<LockHolder>(std::move(holder));
}

Result<bool> BuildLock::HolderIsAncestor() const {
  XB_ASSIGN(const std::optional<LockHolder> holder, Holder());
  struct stat file;
  if (fstat(fd_, &file) != 0) return SystemError("fstat", path_, errno);
  const int64_t self = getpid();
  for (int64_t pid = self; pid > 0; pid = ParentOf(pid)) {
    // In another container the number is somebody else's.
    if (holder && pid == holder->pid && pid != self &&
        holder->space == ProcessSpace()) {
      return true;
    }
    // On a full disk the holder could not leave its name.  Whoever has the file
    // open and has started processes does not wait for the lock.
    constexpr int kAllDescriptors = std::numeric_limits<int>::max();
    if (pid != self &&
        HasFileOpen(pid, file.st_dev, file.st_ino, kAllDescriptors)) {
      return true;
    }
  }
  return false;
}

}  // namespace xb
