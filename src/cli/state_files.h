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

// Empty; there once outputs may be hard links, see PrivateOutputs.
inline constexpr char kHardLinksFile[] = ".xb/hard-links";

}  // namespace xb
