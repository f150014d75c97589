// SPDX-License-Identifier: Apache-2.0
#include "os/file_clock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/fd.h"

namespace xb {
namespace {

// What the clock of another file system may be behind: some keep whole seconds,
// in steps of two.
constexpr int64_t kOtherClockNs = 2'100'000'000;

}  // namespace

bool IsSettled(int64_t ctime_ns, uint64_t device, const FileTime& began) {
  const int64_t grain = device == began.device ? 0 : kOtherClockNs;
  return ctime_ns + grain < began.ns;
}

Result<std::unique_ptr<RealFileClock>> RealFileClock::Open(
    const std::string& path) {
  const int fd = OpenRetrying(path, O_RDWR | O_CREAT);
  if (fd < 0) return SystemError("open", path, errno);
  std::unique_ptr<RealFileClock> clock(new RealFileClock(fd, path));
  struct stat info;
  if (fstat(fd, &info) != 0) return SystemError("fstat", path, errno);
  clock->device_ = ToFileStat(info).device;
  return clock;
}

RealFileClock::~RealFileClock() { close(fd_); }

Result<int64_t> RealFileClock::NowNs() {
  // Both times: that takes no more than leave to write.
  if (futimens(fd_, nullptr) != 0) return SystemError("futimens", path_, errno);
  struct stat info;
  if (fstat(fd_, &info) != 0) return SystemError("fstat", path_, errno);
  return ToFileStat(info).mtime_ns;
}

}  // namespace xb
