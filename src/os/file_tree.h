// SPDX-License-Identifier: Apache-2.0
// Questions and changes below a directory that somebody owns as a whole, as
// the cache does: nothing here follows a symbolic link in the last component.
// Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/disk.h"

namespace xb {

struct DirectoryEntry {
  std::string name;
  FileStat stat;  // of a link, not of what it names
};

// In no order, without `.` and `..`.  A missing directory is empty; an entry
// that disappears meanwhile is left out.
Result<std::vector<DirectoryEntry>> ListDirectory(const std::string& path);

enum class EntryKind : uint8_t { kFile, kDirectory, kOther };

struct NamedEntry {
  std::string name;
  // kOther: a link, or the file system does not say.
  EntryKind kind = EntryKind::kOther;
};

// As ListDirectory(), without a look at each entry.
Result<std::vector<NamedEntry>> ListNames(const std::string& path);

// As Disk::Stat(), but of a link itself.
Result<FileStat> StatLink(const std::string& path);

// nullopt when there is no link at `path`.
Result<std::optional<std::string>> ReadLink(const std::string& path);

Status SetFileMtime(const std::string& path, int64_t mtime_ns);

// Creates what is missing of `path`, for its owner alone (0700).
Status MakePrivateDirectories(const std::string& path);

// Also when there is nothing; a link is removed and not followed.
Status RemoveTree(const std::string& path);

// The permission bits that new files of this process do not get.
uint32_t FileCreationMask();

}  // namespace xb
