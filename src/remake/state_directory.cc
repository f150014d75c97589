// SPDX-License-Identifier: Apache-2.0
#include "remake/state_directory.h"

#include <string>

#include "os/file_tree.h"

namespace xb {

bool MakeStateDirectory(Disk& disk) {
  const auto stat = StatLink(kStateDirectory);
  if (stat.ok() && stat.value().is_directory()) return true;
  const auto before = disk.Stat(".");
  const std::string inside = std::string(kStateDirectory) + "/x";
  if (!before.ok() || !disk.MakeParentDirs(inside).ok()) return false;
  // Something may depend on the working directory; nothing of it has changed.
  return SetFileMtime(".", before.value().mtime_ns).ok();
}

}  // namespace xb
