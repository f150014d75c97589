// SPDX-License-Identifier: Apache-2.0
#include "os/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <utility>

namespace xb {
namespace {

// 0, or the errno.
int Lock(int fd, int operation) {
  while (flock(fd, operation) != 0) {
    if (errno == EINTR) continue;
    if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) return 0;
    return errno;
  }
  return 0;
}

}  // namespace

Result<FileLock> FileLock::Take(const std::string& path) {
  UniqueFd fd(OpenRetrying(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
  if (!fd.valid()) return SystemError("open", path, errno);
  const int cause = Lock(fd.get(), LOCK_EX);
  if (cause != 0) return SystemError("flock", path, cause);
  return FileLock(std::move(fd));
}

Result<std::optional<FileLock>> FileLock::TryTake(const std::string& path) {
  UniqueFd fd(OpenRetrying(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
  if (!fd.valid()) return SystemError("open", path, errno);
  const int cause = Lock(fd.get(), LOCK_EX | LOCK_NB);
  if (cause == EWOULDBLOCK) return std::optional<FileLock>();
  if (cause != 0) return SystemError("flock", path, cause);
  return std::optional<FileLock>(FileLock(std::move(fd)));
}

Result<FileLock> FileLock::Share(const std::string& path) {
  UniqueFd fd(OpenRetrying(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600));
  if (!fd.valid()) return SystemError("open", path, errno);
  const int cause = Lock(fd.get(), LOCK_SH);
  if (cause != 0) return SystemError("flock", path, cause);
  return FileLock(std::move(fd));
}

Status FileLock::PassOn() {
  if (fcntl(fd_.get(), F_SETFD, 0) == 0) return Ok();
  return SystemError("fcntl", "a lock", errno);
}

}  // namespace xb
