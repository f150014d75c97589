// SPDX-License-Identifier: Apache-2.0
// TemporaryFile is a file, or symbolic link, that is complete before it has
// its name: Commit() renames it, and one that was not committed is removed
// with the object.  Names are random, so that no other process, on whatever
// machine, can have the same.  One owner; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/fd.h"
#include "os/input_file.h"

namespace xb {

class TemporaryFile {
 public:
  // A new file `prefix` + 6 characters, mode 0600; nullopt when the directory
  // is missing.
  static Result<std::optional<TemporaryFile>> Create(const std::string& prefix);
  // A new symbolic link, likewise.
  static Result<std::optional<TemporaryFile>> CreateLink(
      const std::string& prefix, const std::string& target);

  // A further name for the file `target`; nullopt where that cannot be, as on
  // another file system.
  static Result<std::optional<TemporaryFile>> CreateHardLink(
      const std::string& prefix, const std::string& target);

  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  Status Append(std::string_view bytes);
  // Becomes the first `size` bytes of `from`, sharing its blocks; false where
  // the file system cannot, and nothing was written then.  Only before any
  // Append().
  Result<bool> Clone(const InputFile& from, int64_t size);
  // Exactly these permission bits, whatever the umask.
  Status SetMode(uint32_t mode);
  Status SetMtime(int64_t mtime_ns);
  // What the file system calls now.
  Status SetMtimeToNow();

  // Closes, then renames over whatever file or link is at `path`.  Nothing is
  // forced to the device.
  Status Commit(const std::string& path);
  // The same, but for a moment there is nothing at `path`: when a file takes
  // over the name of another, ext4 writes it to the device at once, lest a
  // crash lose both.  An output can be made again.
  Status CommitAnew(const std::string& path);

  const std::string& path() const { return path_; }

 private:
  TemporaryFile(UniqueFd fd, std::string path)
      : fd_(std::move(fd)), path_(std::move(path)) {}
  void Discard();

  UniqueFd fd_;       // none for a link
  std::string path_;  // empty once committed
};

// When `path` is one of several hard links to a file that nobody may write to,
// it becomes a file of its own: of the same content and mtime, with the
// permissions of a new file.  All else is left as it is.
Status TakeFromHardLinks(const std::string& path);

}  // namespace xb
