// SPDX-License-Identifier: Apache-2.0
// LogFile: the file below a log that other processes append to, or replace,
// while we have it open (a nested build, a recompaction).  Begin() excludes
// them for a moment and hands over what they wrote since this object looked
// last; only then may something be appended, so ids and records never clash.
// Owned by one log; loop thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/append_file.h"
#include "os/disk.h"

namespace xb {

class LogFile {
 public:
  // The file, locked.  Must not outlive the LogFile.
  struct Session {
    AppendFile::Lock lock;
    // All that was read before is void: `news` starts at the file's beginning.
    bool replaced = false;
    // What others appended, from `news_begin` to the end of the file.
    std::string news;
    int64_t news_begin = 0;
  };

  // `disk` must outlive the object.
  explicit LogFile(Disk& disk) : disk_(disk) {}

  // Names the file and reads it whole, without a lock; nullopt when missing.
  Result<std::optional<std::string>> Read(std::string path);

  // Opens (and creates, with the directories above) the file and locks it.
  Result<Session> Begin();
  // As Begin(), but nullopt when the file is missing or cannot be written.
  Result<std::optional<Session>> BeginIfWritable();

  // Only while a Session lives.  Append() writes at the end, wholly or not at
  // all; Truncate() drops all from `size` on.
  Status Append(std::string_view bytes);
  Status Truncate(int64_t size);
  // Puts a new file in the place of this one; readers see either.
  Status Replace(std::string_view bytes);

  // Removes the file; the next Begin() creates it.
  Status Remove();

  const std::string& path() const { return path_; }
  // The size up to which the content is known.
  int64_t known_size() const { return known_size_; }

 private:
  Result<bool> Matches(const FileStat& stat) const;
  void Remember(const FileStat& stat, int64_t size);

  Disk& disk_;
  std::string path_;
  std::optional<AppendFile> file_;
  // Which file `known_size_` is about; inode 0: none.
  uint64_t device_ = 0;
  uint64_t inode_ = 0;
  int64_t known_size_ = 0;
};

}  // namespace xb
