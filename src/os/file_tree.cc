// SPDX-License-Identifier: Apache-2.0
#include "os/file_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <memory>
#include <string_view>
#include <system_error>

#include "os/fd.h"

namespace xb {
namespace {

bool IsGone(int error_number) {
  return IsMissing(error_number) || error_number == ESTALE;
}

struct DirectoryCloser {
  void operator()(DIR* directory) const { closedir(directory); }
};

using Directory = std::unique_ptr<DIR, DirectoryCloser>;

EntryKind KindOf(const dirent& entry) {
  if (entry.d_type == DT_REG) return EntryKind::kFile;
  return entry.d_type == DT_DIR ? EntryKind::kDirectory : EntryKind::kOther;
}

// Deeper than anything of ours; keeps the recursion short.
constexpr int kMaxDepth = 64;
// So many times somebody may be late for a directory that is being removed.
constexpr int kMostLateEntries = 100;

// Removes the file, link or tree `name` of the directory `parent`; 0 or errno.
int RemoveEntry(int parent, const char* name, int depth) {
  if (unlinkat(parent, name, 0) == 0 || IsGone(errno)) return 0;
  if (errno != EISDIR && errno != EPERM) return errno;
  if (depth == 0) return ELOOP;
  UniqueFd fd(
      openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd.valid()) return IsGone(errno) ? 0 : errno;
  const Directory directory(fdopendir(fd.get()));
  if (directory == nullptr) return errno;
  const int here = fd.Release();  // the directory's now
  for (int rest = kMostLateEntries;; --rest) {
    for (;;) {
      errno = 0;
      const dirent* entry = readdir(directory.get());
      if (entry == nullptr) break;
      const std::string_view inner = entry->d_name;
      if (inner == "." || inner == "..") continue;
      const int cause = RemoveEntry(here, entry->d_name, depth - 1);
      if (cause != 0) return cause;
    }
    if (errno != 0) return errno;
    if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || IsGone(errno)) return 0;
    // Somebody who had found the directory before it was moved away has put a
    // file into it since.
    if ((errno != ENOTEMPTY && errno != EEXIST) || rest == 0) return errno;
    rewinddir(directory.get());
  }
}

}  // namespace

Result<std::vector<DirectoryEntry>> ListDirectory(const std::string& path) {
  std::vector<DirectoryEntry> entries;
  const Directory directory(opendir(path.c_str()));
  if (directory == nullptr) {
    if (IsGone(errno)) return entries;
    return SystemError("opendir", path, errno);
  }
  const int fd = dirfd(directory.get());
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(directory.get());
    if (entry == nullptr) {
      if (errno != 0) return SystemError("readdir", path, errno);
      return entries;
    }
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat info;
    if (fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
      entries.push_back({std::string(name), ToFileStat(info)});
    } else if (!IsGone(errno)) {
      return SystemError("stat", path + "/" + std::string(name), errno);
    }
  }
}

Result<std::vector<NamedEntry>> ListNames(const std::string& path) {
  std::vector<NamedEntry> entries;
  const Directory directory(opendir(path.c_str()));
  if (directory == nullptr) {
    if (IsGone(errno)) return entries;
    return SystemError("opendir", path, errno);
  }
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(directory.get());
    if (entry == nullptr) {
      if (errno != 0) return SystemError("readdir", path, errno);
      return entries;
    }
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    entries.push_back({std::string(name), KindOf(*entry)});
  }
}

Result<FileStat> StatLink(const std::string& path) {
  struct stat info;
  if (lstat(path.c_str(), &info) == 0) return ToFileStat(info);
  if (IsGone(errno)) return FileStat{};
  return SystemError("lstat", path, errno);
}

Result<std::optional<std::string>> ReadLink(const std::string& path) {
  std::string target(256, '\0');
  for (;;) {
    const ssize_t size = readlink(path.c_str(), target.data(), target.size());
    if (size < 0) {
      if (IsGone(errno) || errno == EINVAL) {
        return std::optional<std::string>();
      }
      return SystemError("readlink", path, errno);
    }
    const auto used = static_cast<size_t>(size);
    if (used < target.size()) {
      target.resize(used);
      return std::optional<std::string>(std::move(target));
    }
    target.resize(target.size() * 2);
  }
}

Status SetFileMtime(const std::string& path, int64_t mtime_ns) {
  const timespec times[2] = {{0, UTIME_OMIT},
                             {static_cast<time_t>(mtime_ns / 1000000000),
                              static_cast<long>(mtime_ns % 1000000000)}};
  if (utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0) {
    return Ok();
  }
  return SystemError("utimes", path, errno);
}

Status MakePrivateDirectories(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0) return Ok();
  if (errno == ENOENT) {
    const size_t end = path.find_last_of('/');
    if (end != std::string::npos && end > 0) {
      XB_TRY(MakePrivateDirectories(path.substr(0, end)));
      if (mkdir(path.c_str(), 0700) == 0) return Ok();
    }
  }
  const int cause = errno;
  struct stat info;
  // Somebody else may have been quicker.
  if (stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return Ok();
  return SystemError("mkdir", path, cause);
}

Status RemoveTree(const std::string& path) {
  const int cause = RemoveEntry(AT_FDCWD, path.c_str(), kMaxDepth);
  if (cause == 0) return Ok();
  return SystemError("remove", path, cause);
}

uint32_t FileCreationMask() {
  // The only call that tells the mask also changes it, for every thread.
  RealDisk disk;
  const auto status = disk.Read("/proc/self/status");
  constexpr std::string_view kField = "\nUmask:\t";
  if (status.ok() && status.value()) {
    const std::string& text = *status.value();
    const size_t at = text.find(kField);
    uint32_t mask = 0;
    if (at != std::string::npos &&
        std::from_chars(text.data() + at + kField.size(),
                        text.data() + text.size(), mask, 8)
                .ec == std::errc()) {
      return mask;
    }
  }
  const mode_t mask = umask(077);
  umask(mask);
  return mask;
}

}  // namespace xb
