// SPDX-License-Identifier: Apache-2.0
// MappedFile is a read-only view of a whole file.  The view lives as long as
// the object and moves with it.  The file may be replaced by rename while it is
// mapped.  Should somebody truncate it in place, or the disk fail to read it,
// the kernel sends SIGBUS at the first look at what is gone: the process then
// says which file it was and ends with status 1, as after any other error that
// it cannot go on from.  So map only files that are always written by rename,
// and whose loss leaves nothing to be undone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/disk.h"

namespace xb {

class MappedFile {
 public:
  // nullopt when the file is missing.
  static Result<std::optional<MappedFile>> Open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }
  // Of the very file that is mapped, taken when it was opened.
  const FileStat& stat() const { return stat_; }

 private:
  MappedFile() = default;
  void Unmap();

  const char* data_ = nullptr;
  size_t size_ = 0;
  FileStat stat_;
};

}  // namespace xb
