// SPDX-License-Identifier: Apache-2.0
// Copies between descriptors that the kernel does without a detour through
// this process; for os/ itself.  Any thread.
#pragma once

#include <cstdint>

namespace xb {

// Makes `to` share the blocks of `from`; false where the file system cannot.
bool CloneDescriptor(int from, int to);

// Copies the first `size` bytes of `from` to the position of `to`.  False with
// errno set on failure; a shorter `from` is EIO.
bool CopyDescriptor(int from, int to, int64_t size);

}  // namespace xb
