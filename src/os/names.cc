// SPDX-License-Identifier: Apache-2.0
#include "os/names.h"

#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#ifdef __linux__
#include <linux/magic.h>
#include <sys/vfs.h>
#endif
#include <unistd.h>

#include <array>
#include <cerrno>

#include "os/environment.h"
#include "os/fd.h"

namespace xb {

bool TellsItsChanges(const std::string& path, const FileStat& stat) {
#ifdef __linux__
  // Such files have no size, or say that it is a page.
  constexpr int64_t kPage = 4096;
  if (stat.size != 0 && stat.size != kPage) return true;
  struct statfs info;
  if (statfs(path.c_str(), &info) != 0) return true;
  switch (static_cast<uint32_t>(info.f_type)) {
    case PROC_SUPER_MAGIC:
    case SYSFS_MAGIC:
    case CGROUP_SUPER_MAGIC:
    case CGROUP2_SUPER_MAGIC:
    case DEBUGFS_MAGIC:
    case TRACEFS_MAGIC:
    case SECURITYFS_MAGIC:
      return false;
    default:
      return true;
  }
#else
  return true;
#endif
}

std::optional<std::string> RealPath(const std::string& path) {
  std::array<char, PATH_MAX> resolved;
  if (realpath(path.c_str(), resolved.data()) == nullptr) return std::nullopt;
  return std::string(resolved.data());
}

std::optional<std::string> HomeDirectory(const std::string& user) {
  const passwd* entry = nullptr;
  if (user.empty()) {
    if (auto home = GetEnv("HOME"); home && !home->empty()) return home;
    entry = getpwuid(getuid());
  } else {
    entry = getpwnam(user.c_str());
  }
  if (entry == nullptr) return std::nullopt;
  return std::string(entry->pw_dir);
}

Status AppendToFile(const std::string& path, std::string_view text) {
  const UniqueFd fd(
      open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (!fd.valid()) return SystemError("open", path, errno);
  while (!text.empty()) {
    const ssize_t count = write(fd.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("write", path, errno);
    text.remove_prefix(static_cast<size_t>(count));
  }
  return Ok();
}

Status TouchFile(const std::string& path) {
  const UniqueFd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  if (!fd.valid()) return SystemError("open", path, errno);
  if (futimens(fd.get(), nullptr) != 0) {
    return SystemError("touch", path, errno);
  }
  return Ok();
}

std::string SystemName() {
  utsname name;
  if (uname(&name) != 0) return {};
  std::string text = name.sysname;
  for (const char* part :
       {name.nodename, name.release, name.version, name.machine}) {
    text.append(" ").append(part);
  }
  return text;
}

std::optional<std::string> TerminalName(int stream) {
  std::array<char, PATH_MAX> name;
  if (ttyname_r(stream, name.data(), name.size()) != 0) return std::nullopt;
  return std::string(name.data());
}

}  // namespace xb
