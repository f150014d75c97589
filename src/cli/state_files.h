// SPDX-License-Identifier: Apache-2.0
// Names, in the build directory, of what xb keeps there and several parts of a
// session must agree on (misc/doc/formats.md).
#pragma once

namespace xb {

// See BuildLock.
inline constexpr char kLockFile[] = ".xb/lock";
// See ProcessLedger.
inline constexpr char kLedgersDirectory[] = ".xb/running";
// See Records.
inline constexpr char kRecordsFile[] = ".xb/records";
// See ContentLog.
inline constexpr char kContentFile[] = ".xb/content";

}  // namespace xb
