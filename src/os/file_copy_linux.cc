// SPDX-License-Identifier: Apache-2.0
#include <linux/fs.h>
#include <sys/ioctl.h>

#include "os/file_copy.h"

namespace xb {

bool CloneDescriptor(int from, int to) { return ioctl(to, FICLONE, from) == 0; }

}  // namespace xb
