// SPDX-License-Identifier: Apache-2.0
// The copy of a file that moves no bytes; for os/ itself.  Any thread.
#pragma once

namespace xb {

// Makes `to` share the blocks of `from`; false where the file system cannot.
bool CloneDescriptor(int from, int to);

}  // namespace xb
