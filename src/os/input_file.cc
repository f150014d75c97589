// SPDX-License-Identifier: Apache-2.0
#include "os/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace xb {

Result<std::optional<InputFile>> InputFile::Open(const std::string& path) {
  UniqueFd fd(OpenRetrying(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  struct stat info;
  if (!fd.valid() || fstat(fd.get(), &info) != 0) {
    // ELOOP: a symbolic link.  ENXIO: a socket.  ESTALE: removed on the server
    // of a network file system.
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
        errno == ENXIO || errno == ESTALE) {
      return std::optional<InputFile>();
    }
    return SystemError("open", path, errno);
  }
  if (!S_ISREG(info.st_mode)) return std::optional<InputFile>();
  return std::optional<InputFile>(
      InputFile(std::move(fd), ToFileStat(info), path));
}

Result<size_t> InputFile::ReadInto(int64_t offset, std::span<char> room) const {
  size_t used = 0;
  while (used < room.size()) {
    const ssize_t count = pread(fd_.get(), room.data() + used,
                                room.size() - used, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("read", path_, errno);
    if (count == 0) break;
    used += static_cast<size_t>(count);
    offset += count;
  }
  return used;
}

Status InputFile::ReadAt(int64_t offset, size_t size, std::string* to) const {
  const size_t before = to->size();
  to->resize(before + size);
  const auto read = ReadInto(offset, std::span(*to).subspan(before));
  to->resize(before + (read.ok() ? read.value() : 0));
  return read.ok() ? Ok() : Status(read.error());
}

bool InputFile::IsUnchanged() const {
  struct stat info;
  if (fstat(fd_.get(), &info) != 0) return false;
  const FileStat now = ToFileStat(info);
  return now.size == stat_.size && now.mtime_ns == stat_.mtime_ns &&
         now.ctime_ns == stat_.ctime_ns;
}

void InputFile::SetMtime(int64_t mtime_ns) const {
  const timespec times[2] = {{0, UTIME_OMIT},
                             {static_cast<time_t>(mtime_ns / 1000000000),
                              static_cast<long>(mtime_ns % 1000000000)}};
  static_cast<void>(futimens(fd_.get(), times));
}

}  // namespace xb
