// SPDX-License-Identifier: Apache-2.0
// InputFile is an open regular file that is only read, at any offset.  It
// stays readable when its name is removed or given to another file.  One
// owner; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "os/disk.h"
#include "os/fd.h"

namespace xb {

class InputFile {
 public:
  // nullopt when there is no regular file at `path`; a symbolic link in the
  // last component is not followed.  Never waits for a pipe's other end.
  static Result<std::optional<InputFile>> Open(const std::string& path);

  // As of Open().
  const FileStat& stat() const { return stat_; }
  const std::string& path() const { return path_; }

  // Appends up to `size` bytes from `offset` on to `to`; fewer only at the end
  // of the file.
  Status ReadAt(int64_t offset, size_t size, std::string* to) const;

  // The same into `room`; the number of bytes that were read.
  Result<size_t> ReadInto(int64_t offset, std::span<char> room) const;

  // The file has the size and the times that it had at Open().
  bool IsUnchanged() const;

  // Best effort: who may only read the file leaves it as it is.
  void SetMtime(int64_t mtime_ns) const;

  // For os/ alone.
  int fd() const { return fd_.get(); }

 private:
  InputFile(UniqueFd fd, FileStat stat, std::string path)
      : fd_(std::move(fd)), stat_(stat), path_(std::move(path)) {}

  UniqueFd fd_;
  FileStat stat_;
  std::string path_;
};

}  // namespace xb
