// SPDX-License-Identifier: Apache-2.0
#include "os/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "os/directory_stats.h"
#include "os/fd.h"
#include "os/file_digest.h"

namespace xb {

bool IsSameFile(const FileStat& a, const FileStat& b) {
  return a.mtime_ns == b.mtime_ns && a.ctime_ns == b.ctime_ns &&
         a.size == b.size && a.inode == b.inode && a.device == b.device;
}

std::string CauseOf(const Error& error, const std::string& path) {
  const std::string place = "(" + path + "): ";
  const size_t at = error.message.find(place);
  if (at == std::string::npos) return error.message;
  return error.message.substr(at + place.size());
}
namespace {

// The directory part, empty when there is none; `/` for what is in the root.
std::string ParentOf(const std::string& path) {
  size_t end = path.find_last_of('/');
  if (end == std::string::npos) return {};
  while (end > 0 && path[end - 1] == '/') --end;
  return path.substr(0, end == 0 ? 1 : end);
}

Status WriteFile(const std::string& path, std::string_view contents) {
  const UniqueFd file(OpenRetrying(path, O_WRONLY | O_CREAT | O_TRUNC));
  if (!file.valid()) return SystemError("open", path, errno);
  size_t written;
  if (!WriteAll(file.get(), contents, &written)) {
    return SystemError("write", path, errno);
  }
  return Ok();
}

bool IsPipe(int fd) {
  struct stat info;
  return fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode);
}

void SetBlocking(int fd) {
  const int flags = fcntl(fd, F_GETFL);
  if (flags >= 0) fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
}

// What a pipe or a device gives: `xb -f <(generate)`.
Status ReadStream(int fd, const std::string& path, std::string* contents) {
  constexpr size_t kMost = size_t{1} << 28;
  std::array<char, 65536> buffer;
  bool is_first = true;
  for (;;) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count == 0 && is_first && IsPipe(fd)) {
      return MakeError(path + " is a pipe that nobody writes to");
    }
    if (count == 0) return Ok();
    // From now on somebody has the other end, who is worth waiting for.
    if (is_first) SetBlocking(fd);
    is_first = false;
    if (count < 0 && errno == EAGAIN) continue;
    if (count < 0) return SystemError("read", path, errno);
    contents->append(buffer.data(), static_cast<size_t>(count));
    if (contents->size() > kMost) {
      return MakeError(path + " has no end, or none in sight");
    }
  }
}

}  // namespace

bool Disk::IsLink(const std::string& /*path*/) { return false; }

void Disk::StatIn(const std::string& directory,
                  std::span<const char* const> names,
                  std::span<FileStat> stats) {
  for (size_t i = 0; i < names.size(); ++i) {
    const Result<FileStat> stat = Stat(directory + names[i]);
    stats[i] = stat.ok() ? stat.value() : FileStat{.mtime_ns = -1};
  }
}

Result<FileDigest> Disk::Digest(const std::string& path) {
  FileDigest result;
  XB_ASSIGN(result.stat, Stat(path));
  if (!result.stat.is_regular()) {
    return MakeError("open(" + path + "): not a regular file");
  }
  XB_ASSIGN(const std::optional<std::string> contents, Read(path));
  XB_ASSIGN(const FileStat after, Stat(path));
  result.digest = Xxh3Wide(contents.value_or(""));
  result.is_stable = IsSameFile(result.stat, after) && contents &&
                     static_cast<int64_t>(contents->size()) == after.size;
  return result;
}

Result<int64_t> RealDisk::StatMtime(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) == 0) return ToFileStat(info).mtime_ns;
  if (IsMissing(errno)) return int64_t{0};
  return SystemError("stat", path, errno);
}

Result<FileStat> RealDisk::Stat(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) == 0) return ToFileStat(info);
  if (IsMissing(errno)) return FileStat{};
  return SystemError("stat", path, errno);
}

void RealDisk::StatIn(const std::string& directory,
                      std::span<const char* const> names,
                      std::span<FileStat> stats) {
  DirectoryStats entered;
  entered.Enter(directory.c_str(), names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    if (!entered.Stat(names[i], &stats[i])) stats[i].mtime_ns = -1;
  }
}

bool RealDisk::IsLink(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

Result<std::optional<std::string>> RealDisk::Read(const std::string& path) {
  // Not to wait for somebody to open the other end of a named pipe.
  const UniqueFd file(OpenRetrying(path, O_RDONLY | O_NONBLOCK));
  if (!file.valid()) {
    if (IsMissing(errno)) return std::optional<std::string>();
    return SystemError("open", path, errno);
  }
  struct stat info;
  if (fstat(file.get(), &info) != 0) return SystemError("fstat", path, errno);
  std::string contents;
  if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
    XB_TRY(ReadStream(file.get(), path, &contents));
    return std::optional<std::string>(std::move(contents));
  }
  if (!ReadToEnd(file.get(), info.st_size, &contents)) {
    return SystemError("read", path, errno);
  }
  return std::optional<std::string>(std::move(contents));
}

Result<FileDigest> RealDisk::Digest(const std::string& path) {
  return ReadDigest(path);
}

Status RealDisk::Write(const std::string& path, std::string_view contents) {
  return WriteFile(path, contents);
}

Status RealDisk::WriteAtomic(const std::string& path,
                             std::string_view contents) {
  // Named by the process, so that two of them cannot mix their halves.
  const std::string temporary = path + ".tmp" + std::to_string(getpid());
  Status status = WriteFile(temporary, contents);
  if (status.ok()) status = Rename(temporary, path);
  if (!status.ok()) unlink(temporary.c_str());
  return status;
}

Status RealDisk::MakeParentDirs(const std::string& path) {
  const std::string directory = ParentOf(path);
  if (directory.empty()) return Ok();
  return MakeDirectory(directory);
}

Status RealDisk::MakeDirectory(const std::string& directory) {
  struct stat info;
  if (stat(directory.c_str(), &info) == 0) return Ok();
  if (!IsMissing(errno)) return SystemError("stat", directory, errno);
  const std::string parent = ParentOf(directory);
  if (!parent.empty() && parent != directory) XB_TRY(MakeDirectory(parent));
  // Another process may have been quicker.
  if (mkdir(directory.c_str(), 0777) == 0 || errno == EEXIST) return Ok();
  return SystemError("mkdir", directory, errno);
}

Result<bool> RealDisk::Remove(const std::string& path) {
  if (std::remove(path.c_str()) == 0) return true;
  if (IsMissing(errno)) return false;
  return SystemError("remove", path, errno);
}

Status RealDisk::Rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return Ok();
  return SystemError("rename", from, errno);
}

Status RealDisk::Truncate(const std::string& path, int64_t size) {
  if (truncate(path.c_str(), size) == 0) return Ok();
  return SystemError("truncate", path, errno);
}

}  // namespace xb
