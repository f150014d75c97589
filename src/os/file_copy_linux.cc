// SPDX-License-Identifier: Apache-2.0
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

#include "os/fd.h"
#include "os/file_copy.h"

namespace xb {

bool CloneDescriptor(int from, int to) { return ioctl(to, FICLONE, from) == 0; }

bool CopyDescriptor(int from, int to, int64_t size) {
  off_t offset = 0;
  while (offset < size) {
    const ssize_t count = copy_file_range(
        from, &offset, to, nullptr, static_cast<size_t>(size - offset), 0);
    if (count > 0) continue;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EXDEV && errno != EINVAL && errno != ENOSYS &&
        errno != EOPNOTSUPP) {
      return false;
    }
    break;  // also at 0: some file systems say so of what they cannot copy
  }
  constexpr int64_t kChunk = 256 << 10;
  std::string buffer;
  while (offset < size) {
    buffer.resize(static_cast<size_t>(std::min(kChunk, size - offset)));
    const ssize_t count = pread(from, buffer.data(), buffer.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) errno = EIO;
    if (count <= 0) return false;
    size_t written;
    const auto bytes = static_cast<size_t>(count);
    if (!WriteAll(to, std::string_view(buffer).substr(0, bytes), &written)) {
      return false;
    }
    offset += count;
  }
  return true;
}

}  // namespace xb
