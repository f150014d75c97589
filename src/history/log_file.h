// SPDX-License-Identifier: Apache-2.0
// LogFile: the file below a log that other processes append to, or replace,
// while we have it open (a nested build, a recompaction).  Begin() keeps them
// out for a moment and tells what has become of the file since this object
// looked last; only then may anything be appended, so that ids and records
// never clash.  Owned by one log; loop thread only, but any thread may Read()
// one that nobody else has yet.
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
  // The time in which no other process writes.  Must not outlive the LogFile.
  struct Session {
    // None where the file system knows no locks.
    std::optional<AppendFile::Lock> lock;
    // What was known of the file is void: it is another one, or was cut.
    bool replaced = false;
    // What others wrote is from `news_begin` (0 if replaced) to `size`.
    int64_t news_begin = 0;
    int64_t size = 0;
  };

  // `disk` must outlive the object.  An empty path: no file.
  explicit LogFile(Disk& disk, std::string path = {})
      : disk_(disk), path_(std::move(path)) {}

  LogFile(LogFile&&) = default;
  // Both have the same disk.
  LogFile& operator=(LogFile&& other) noexcept;

  bool has_path() const { return !path_.empty(); }
  const std::string& path() const { return path_; }

  // Names the file and reads it whole, without a lock; nullopt when missing.
  Result<std::optional<std::string>> Read(std::string path);
  // True when the file that was Read() is still at its path, and as long.
  bool IsCurrent() const;

  // Where a file is known up to, so that a later process need not read it from
  // its beginning; inode 0 = there was none.
  struct Mark {
    uint64_t device = 0;
    uint64_t inode = 0;
    int64_t size = 0;
    // A file of this size has had no byte changed while it has this ctime.
    int64_t ctime_ns = 0;
    // Of the last bytes below `size`: an inode number can come back.
    uint64_t tail_hash = 0;
  };
  static_assert(sizeof(Mark) == 40);
  // nullopt when nothing is kept, or the file cannot be read.
  std::optional<Mark> MakeMark() const;
  // As Read(), from the mark on; nullopt when the file at `path` is another
  // one.  The bytes below the mark count as known.
  Result<std::optional<std::string>> Resume(std::string path, const Mark& mark);
  // True when the file at `path` ends at the mark (or is as missing).
  static bool EndsAt(const std::string& path, const Mark& mark, Disk& disk);
  // True when Read() could open the file for writing as well.
  bool is_open() const { return file_.has_value(); }
  // Of what Read() or a Session saw, all from `size` on is to be seen again.
  void KnowOnly(int64_t size) { known_size_ = size; }
  // How much of the file is known, news seen by Begin() included.
  int64_t known_size() const { return known_size_; }

  Result<bool> Exists();
  // Removes the file; the next Begin() creates it.
  Status Remove();

  // Opens (or creates, with the directories above) and locks the file.
  Result<Session> Begin();

  // While a Session lives:
  Result<std::string> ReadNews(const Session& session);
  Result<std::string> ReadAt(int64_t offset, int64_t size) const;
  // Appends all of `bytes`, or nothing.
  Status Append(std::string_view bytes);
  Status Truncate(int64_t size);
  // Puts a new file in the place of this one, for readers at one moment.  In
  // any case the next Begin() finds the file replaced.
  Status Replace(std::string_view bytes);

 private:
  std::optional<uint64_t> TailHash(int64_t size) const;
  void LookAnew(std::string path);
  // Lets go of the file but for its lock; the next Begin() finds it replaced.
  void Retire();

  Disk& disk_;
  std::string path_;
  // Kept open from Read() on: an inode number is only unique while in use.
  std::optional<AppendFile> file_;
  // The file that a Session may still hold locked.
  std::optional<AppendFile> retired_;
  int64_t known_size_ = 0;
  // Before it was read; 0 = changed since, be it by us, or not known.
  int64_t known_ctime_ns_ = 0;
};

}  // namespace xb
