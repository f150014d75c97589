// SPDX-License-Identifier: Apache-2.0
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/anonymous_file.h"

namespace xb {

Result<AnonymousFile> AnonymousFile::Create(std::string_view content) {
  UniqueFd fd(memfd_create("xb", MFD_CLOEXEC));
  if (!fd.valid()) return SystemError("memfd_create", "xb", errno);
  size_t written = 0;
  // ssh and its like refuse keys that others could read.
  if (fchmod(fd.get(), 0600) != 0 || !WriteAll(fd.get(), content, &written)) {
    return SystemError("write", "a file in memory", errno);
  }
  std::string path =
      "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(fd.get());
  return AnonymousFile(std::move(fd), std::move(path));
}

Result<std::string> AnonymousFile::Read() const {
  std::string content;
  if (lseek(fd_.get(), 0, SEEK_SET) != 0 || !ReadToEnd(fd_.get(), &content)) {
    return SystemError("read", path_, errno);
  }
  return content;
}

}  // namespace xb
