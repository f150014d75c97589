// SPDX-License-Identifier: Apache-2.0
// Disk is the seam through which everything above os/ sees files.  RealDisk is
// the operating system's; tests use tests/support/fake_disk.h.  StatMtime(),
// Stat(), StatIn(), Read() and Digest() may be called from worker threads at
// the same time; all other functions belong to the loop thread.  Paths are
// relative to the working directory of the process unless absolute.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"

namespace xb {

// What the file system knows about one path.  A missing file has mtime 0; a
// file whose real mtime is 0 reads as 1, so that 0 always means missing.
struct FileStat {
  int64_t mtime_ns = 0;
  int64_t ctime_ns = 0;
  int64_t size = 0;
  uint64_t inode = 0;
  uint64_t device = 0;
  uint32_t mode = 0;  // st_mode

  bool exists() const { return mtime_ns != 0; }
  bool is_directory() const { return (mode & 0170000) == 0040000; }
  bool is_regular() const { return (mode & 0170000) == 0100000; }
  // Only what does not follow links tells that.
  bool is_link() const { return (mode & 0170000) == 0120000; }
};

// The same file (or none), not touched between the two.
bool IsSameFile(const FileStat& a, const FileStat& b);

struct FileDigest {
  FileStat stat;   // from before the first byte was read
  Hash128 digest;  // XXH3-128
  // The file had the same stat when it was read, and the size that was read.
  bool is_stable = false;
};

// The cause alone in an error of Disk about `path`, which reads
// `CALL(PATH): CAUSE`.
std::string CauseOf(const Error& error, const std::string& path);

class Disk {
 public:
  virtual ~Disk() = default;

  // Modification time in ns, following symbolic links; 0 when missing.
  virtual Result<int64_t> StatMtime(const std::string& path) = 0;
  virtual Result<FileStat> Stat(const std::string& path) = 0;
  // Stat() of many files of `directory`, which ends with a slash; empty: the
  // working directory.  The mtime is -1 where that fails.
  virtual void StatIn(const std::string& directory,
                      std::span<const char* const> names,
                      std::span<FileStat> stats);
  // Is `path` itself a symbolic link?  Unless overridden, nothing is.
  virtual bool IsLink(const std::string& path);

  // nullopt when the file is missing.
  virtual Result<std::optional<std::string>> Read(const std::string& path) = 0;

  // Of a regular file, following symbolic links; fails for anything else.
  // Unless overridden, of what Read() returns.
  virtual Result<FileDigest> Digest(const std::string& path);

  // Truncates and writes in place, so that links to the file stay links.
  virtual Status Write(const std::string& path, std::string_view contents) = 0;

  // Readers see the old contents or the new, never a part.  Nothing is forced
  // to the device: after a crash of the machine the file may be short, so what
  // is read back needs its own checks.
  virtual Status WriteAtomic(const std::string& path,
                             std::string_view contents) = 0;

  // Creates every missing directory above `path`.  One stat when they exist;
  // that is not remembered, since a command may remove them again.
  virtual Status MakeParentDirs(const std::string& path) = 0;

  // False when there was nothing to remove.  An empty directory is removed
  // too, as remove(3) does.
  virtual Result<bool> Remove(const std::string& path) = 0;

  virtual Status Rename(const std::string& from, const std::string& to) = 0;
  virtual Status Truncate(const std::string& path, int64_t size) = 0;
};

class RealDisk final : public Disk {
 public:
  Result<int64_t> StatMtime(const std::string& path) override;
  Result<FileStat> Stat(const std::string& path) override;
  void StatIn(const std::string& directory, std::span<const char* const> names,
              std::span<FileStat> stats) override;
  bool IsLink(const std::string& path) override;
  Result<std::optional<std::string>> Read(const std::string& path) override;
  Result<FileDigest> Digest(const std::string& path) override;
  Status Write(const std::string& path, std::string_view contents) override;
  Status WriteAtomic(const std::string& path,
                     std::string_view contents) override;
  Status MakeParentDirs(const std::string& path) override;
  Result<bool> Remove(const std::string& path) override;
  Status Rename(const std::string& from, const std::string& to) override;
  Status Truncate(const std::string& path, int64_t size) override;

 private:
  Status MakeDirectory(const std::string& directory);
};

}  // namespace xb
