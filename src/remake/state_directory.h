// SPDX-License-Identifier: Apache-2.0
// The directory `.xb` beside a Makefile: no glob of a Makefile finds it, and
// that it is made shows nowhere.  Loop thread only.
#pragma once

#include "os/disk.h"

namespace xb {

inline constexpr char kStateDirectory[] = ".xb";

// False when it cannot be there.
bool MakeStateDirectory(Disk& disk);

}  // namespace xb
