// SPDX-License-Identifier: Apache-2.0
#include "os/file_digest.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string_view>

#include "os/fd.h"

namespace xb {
namespace {

// A piece of a file that is read at once.
constexpr size_t kPieceSize = 256 << 10;

// -1 with errno set on failure.
ssize_t ReadPiece(int fd, char* buffer, size_t size) {
  ssize_t count;
  do {
    count = read(fd, buffer, size);
  } while (count < 0 && errno == EINTR);
  return count;
}

}  // namespace

Result<FileDigest> ReadDigest(const std::string& path) {
  // Never waits for the other end of a pipe.
  const UniqueFd fd(OpenRetrying(path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!fd.valid() || fstat(fd.get(), &info) != 0) {
    return SystemError("open", path, errno);
  }
  FileDigest result;
  result.stat = ToFileStat(info);
  if (!S_ISREG(info.st_mode)) {
    return MakeError("open(" + path + "): not a regular file");
  }
  const size_t size = std::min<size_t>(
      kPieceSize, static_cast<size_t>(std::max<int64_t>(result.stat.size, 0)));
  // One more byte tells the end of a small file without a second buffer.
  const std::unique_ptr<char[]> buffer(new char[size + 1]);
  ssize_t count = ReadPiece(fd.get(), buffer.get(), size + 1);
  int64_t total = std::max<ssize_t>(count, 0);
  if (count >= 0 && static_cast<size_t>(count) <= size &&
      total == result.stat.size) {
    result.digest = Xxh3Wide({buffer.get(), static_cast<size_t>(count)});
  } else {
    Xxh3WideStream stream;
    while (count > 0) {
      stream.Update({buffer.get(), static_cast<size_t>(count)});
      count = ReadPiece(fd.get(), buffer.get(), size + 1);
      total += std::max<ssize_t>(count, 0);
    }
    result.digest = stream.Finish();
  }
  if (count < 0) return SystemError("read", path, errno);
  if (fstat(fd.get(), &info) != 0) return SystemError("stat", path, errno);
  result.is_stable =
      total == result.stat.size && IsSameFile(result.stat, ToFileStat(info));
  return result;
}

}  // namespace xb
