// SPDX-License-Identifier: Apache-2.0
#include "os/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "os/fd.h"

namespace xb {

Result<std::optional<MappedFile>> MappedFile::Open(const std::string& path) {
  const UniqueFd file(OpenRetrying(path, O_RDONLY));
  if (!file.valid()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<MappedFile>();
    return SystemError("open", path, errno);
  }
  struct stat info;
  if (fstat(file.get(), &info) != 0) return SystemError("fstat", path, errno);
  MappedFile mapped;
  mapped.stat_ = ToFileStat(info);
  if (info.st_size > 0) {
    const auto size = static_cast<size_t>(info.st_size);
    void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (data == MAP_FAILED) return SystemError("mmap", path, errno);
    mapped.data_ = static_cast<const char*>(data);
    mapped.size_ = size;
  }
  return std::optional<MappedFile>(std::move(mapped));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      stat_(other.stat_) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  if (this == &other) return *this;
  Unmap();
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  stat_ = other.stat_;
  return *this;
}

MappedFile::~MappedFile() { Unmap(); }

void MappedFile::Unmap() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

}  // namespace xb
