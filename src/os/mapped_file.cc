// SPDX-License-Identifier: Apache-2.0
#include "os/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "os/fd.h"

namespace xb {
namespace {

// What the signal handler knows of a mapping.  A process maps a handful of
// files; what does not fit here ends it the way SIGBUS does by default.
struct KnownMapping {
  std::atomic<const char*> begin = nullptr;
  std::atomic<size_t> size = 0;
  std::array<char, 256> path = {};
};
std::array<KnownMapping, 8> known_mappings;

void Write(std::string_view text) {
  [[maybe_unused]] const ssize_t written =
      write(STDERR_FILENO, text.data(), text.size());
}

// Only async-signal-safe calls from here on (signal-safety(7)).
void OnBusError(int /*signal*/, siginfo_t* info, void* /*context*/) {
  const auto* at = static_cast<const char*>(info->si_addr);
  for (const KnownMapping& known : known_mappings) {
    const char* begin = known.begin;
    if (begin == nullptr || at < begin || at >= begin + known.size) continue;
    Write("xb: error: ");
    Write({known.path.data(), std::strlen(known.path.data())});
    Write(
        " was cut, or cannot be read any more, while it was in use; "
        "run again, it is written anew when it is not whole\n");
    _exit(1);
  }
  // Not ours: the same fault again, without a handler.
  std::signal(SIGBUS, SIG_DFL);
}

void HandleBusErrors() {
  static const bool is_set = [] {
    struct sigaction action = {};
    action.sa_sigaction = OnBusError;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    return sigaction(SIGBUS, &action, nullptr) == 0;
  }();
  static_cast<void>(is_set);
}

void Remember(const char* begin, size_t size, const std::string& path) {
  HandleBusErrors();
  for (KnownMapping& known : known_mappings) {
    // The size says whose the entry is; the address, set last, that it is
    // whole.
    size_t free = 0;
    if (!known.size.compare_exchange_strong(free, size)) continue;
    const size_t length = std::min(path.size(), known.path.size() - 1);
    path.copy(known.path.data(), length);
    known.path[length] = '\0';
    known.begin = begin;
    return;
  }
}

void Forget(const char* begin) {
  for (KnownMapping& known : known_mappings) {
    if (known.begin != begin) continue;
    known.begin = nullptr;
    known.size = 0;
    return;
  }
}

}  // namespace

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
    Remember(mapped.data_, size, path);
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
  if (data_ == nullptr) return;
  Forget(data_);
  munmap(const_cast<char*>(data_), size_);
}

}  // namespace xb
