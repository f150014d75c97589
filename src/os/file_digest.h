// SPDX-License-Identifier: Apache-2.0
// What RealDisk::Digest() does: reads a file from beginning to end and hashes
// it, and looks at its stat before and after.  Any thread.
#pragma once

#include <string>

#include "base/result.h"
#include "os/disk.h"

namespace xb {

Result<FileDigest> ReadDigest(const std::string& path);

}  // namespace xb
