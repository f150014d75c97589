// SPDX-License-Identifier: Apache-2.0
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "os/fd.h"
#include "os/ownership.h"

namespace xb {
namespace {

constexpr uint64_t kMostId = UINT32_MAX - 1;

}  // namespace

Status SetPermissions(const std::string& path, uint32_t mode) {
  if (chmod(path.c_str(), static_cast<mode_t>(mode)) == 0) return Ok();
  return SystemError("chmod", path, errno);
}

Status SetOwner(const std::string& path, const std::string& owner) {
  const size_t colon = owner.find(':');
  const std::string user = owner.substr(0, colon);
  auto uid = static_cast<uid_t>(-1);
  auto gid = static_cast<gid_t>(-1);
  if (!user.empty()) {
    const auto number = ParseUint64(user);
    const passwd* entry = number ? nullptr : getpwnam(user.c_str());
    if (!number && entry == nullptr) {
      return MakeError("there is no user `" + user + "`");
    }
    if (number && *number > kMostId) {
      return MakeError("there is no user `" + user + "`");
    }
    uid = number ? static_cast<uid_t>(*number) : entry->pw_uid;
  }
  if (colon != std::string::npos) {
    const std::string group = owner.substr(colon + 1);
    const auto number = ParseUint64(group);
    const struct group* entry = number ? nullptr : getgrnam(group.c_str());
    if ((!number && entry == nullptr) || (number && *number > kMostId)) {
      return MakeError("there is no group `" + group + "`");
    }
    gid = number ? static_cast<gid_t>(*number) : entry->gr_gid;
  }
  if (chown(path.c_str(), uid, gid) == 0) return Ok();
  return SystemError("chown", path, errno);
}

}  // namespace xb
