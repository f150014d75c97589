// SPDX-License-Identifier: Apache-2.0
// What the system knows about names: real paths, home directories.  Any
// thread, except HomeDirectory(), which belongs to the loop thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/disk.h"

namespace xb {

// Absolute, without links, `.` and `..`; nullopt when there is no such file.
std::optional<std::string> RealPath(const std::string& path);
// Of a user, or with "" of the one who runs this.
std::optional<std::string> HomeDirectory(const std::string& user);
// Whether a file whose content changes gets another stat.  Those below /proc,
// /sys and the like do not: the kernel makes them up as they are read.
bool TellsItsChanges(const std::string& path, const FileStat& stat);
// Creates the file when it is missing.
Status AppendToFile(const std::string& path, std::string_view text);
// Its times become now; it is created when it is missing.
Status TouchFile(const std::string& path);
// What uname(2) says, with spaces between.
std::string SystemName();
// The name of the terminal that a standard stream is, if it is one.
std::optional<std::string> TerminalName(int stream);

}  // namespace xb
