// SPDX-License-Identifier: Apache-2.0
#include "os/temporary_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "os/file_copy.h"
#include "os/file_tree.h"

namespace xb {
namespace {

constexpr char kPattern[] = "XXXXXX";

}  // namespace

Result<std::optional<TemporaryFile>> TemporaryFile::Create(
    const std::string& prefix) {
  std::string path = prefix + kPattern;
  UniqueFd fd(mkostemp(path.data(), O_CLOEXEC));
  if (fd.valid()) {
    return std::optional<TemporaryFile>(
        TemporaryFile(std::move(fd), std::move(path)));
  }
  if (IsMissing(errno)) return std::optional<TemporaryFile>();
  return SystemError("open", prefix, errno);
}

Result<std::optional<TemporaryFile>> TemporaryFile::CreateLink(
    const std::string& prefix, const std::string& target) {
  constexpr int kTries = 100;
  // There is no mkstemp for links: the name is taken from a file that was.
  for (int i = 0; i < kTries; ++i) {
    XB_ASSIGN(std::optional<TemporaryFile> file, Create(prefix));
    if (!file) return file;
    const std::string path = file->path_ + "l";
    if (symlink(target.c_str(), path.c_str()) == 0) {
      return std::optional<TemporaryFile>(TemporaryFile(UniqueFd(), path));
    }
    if (errno != EEXIST) return SystemError("symlink", path, errno);
  }
  return SystemError("symlink", prefix, EEXIST);
}

Result<std::optional<TemporaryFile>> TemporaryFile::CreateHardLink(
    const std::string& prefix, const std::string& target) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    XB_ASSIGN(std::optional<TemporaryFile> file, Create(prefix));
    if (!file) return file;
    const std::string path = file->path_ + "h";
    if (link(target.c_str(), path.c_str()) == 0) {
      return std::optional<TemporaryFile>(TemporaryFile(UniqueFd(), path));
    }
    if (errno != EEXIST) return std::optional<TemporaryFile>();
  }
  return SystemError("link", prefix, EEXIST);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : fd_(std::move(other.fd_)), path_(std::exchange(other.path_, {})) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  if (this == &other) return *this;
  Discard();
  fd_ = std::move(other.fd_);
  path_ = std::exchange(other.path_, {});
  return *this;
}

TemporaryFile::~TemporaryFile() { Discard(); }

void TemporaryFile::Discard() {
  if (!path_.empty()) unlink(path_.c_str());
  path_.clear();
}

Status TemporaryFile::Append(std::string_view bytes) {
  size_t written;
  if (WriteAll(fd_.get(), bytes, &written)) return Ok();
  return SystemError("write", path_, errno);
}

Result<bool> TemporaryFile::Clone(const InputFile& from, int64_t size) {
  if (!CloneDescriptor(from.fd(), fd_.get())) return false;
  if (ftruncate(fd_.get(), size) == 0 &&
      lseek(fd_.get(), static_cast<off_t>(size), SEEK_SET) == size) {
    return true;
  }
  return SystemError("truncate", path_, errno);
}

Status TemporaryFile::SetMode(uint32_t mode) {
  if (fchmod(fd_.get(), mode) == 0) return Ok();
  return SystemError("chmod", path_, errno);
}

Status TemporaryFile::SetMtime(int64_t mtime_ns) {
  const timespec times[2] = {{0, UTIME_OMIT},
                             {static_cast<time_t>(mtime_ns / 1000000000),
                              static_cast<long>(mtime_ns % 1000000000)}};
  if (futimens(fd_.get(), times) == 0) return Ok();
  return SystemError("utimes", path_, errno);
}

Status TemporaryFile::SetMtimeToNow() {
  const int result = fd_.valid() ? futimens(fd_.get(), nullptr)
                                 : utimensat(AT_FDCWD, path_.c_str(), nullptr,
                                             AT_SYMLINK_NOFOLLOW);
  if (result == 0) return Ok();
  return SystemError("utimes", path_, errno);
}

Status TemporaryFile::CommitAnew(const std::string& path) {
  unlink(path.c_str());
  return Commit(path);
}

Status TemporaryFile::Commit(const std::string& path) {
  // A program cannot be started while somebody has it open for writing.
  fd_.Reset(-1);
  if (std::rename(path_.c_str(), path.c_str()) != 0) {
    return SystemError("rename", path, errno);
  }
  path_.clear();
  return Ok();
}

Status TakeFromHardLinks(const std::string& path) {
  constexpr mode_t kAnyWrite = 0222;
  constexpr mode_t kExecute = 0111;
  constexpr mode_t kReadWrite = 0666;
  struct stat info;
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_nlink < 2 || (info.st_mode & kAnyWrite) != 0) {
    return Ok();
  }
  XB_ASSIGN(const std::optional<InputFile> shared, InputFile::Open(path));
  if (!shared) return Ok();
  XB_ASSIGN(std::optional<TemporaryFile> own,
            TemporaryFile::Create(path + ".xb-"));
  if (!own) return Ok();
  XB_ASSIGN(const bool is_clone, own->Clone(*shared, shared->stat().size));
  constexpr size_t kChunk = 256 << 10;
  std::string chunk;
  for (int64_t at = 0; !is_clone && at < shared->stat().size;) {
    chunk.clear();
    XB_TRY(shared->ReadAt(at, kChunk, &chunk));
    if (chunk.empty()) break;
    XB_TRY(own->Append(chunk));
    at += static_cast<int64_t>(chunk.size());
  }
  const mode_t mode = kReadWrite | (info.st_mode & kExecute);
  XB_TRY(own->SetMode(mode & ~FileCreationMask()));
  XB_TRY(own->SetMtime(shared->stat().mtime_ns));
  return own->Commit(path);
}

}  // namespace xb
