// SPDX-License-Identifier: Apache-2.0
// FakeDisk is a file system in memory whose time moves only by Tick().  It
// counts what is asked of it, fails where it is told to, and can lose what was
// not synced.  Safe to stat and read from several threads.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "os/disk.h"
#include "os/file_clock.h"

namespace xb {

class FakeDisk final : public Disk {
 public:
  // --- What a test arranges ---

  // The time that files written from now on get.  Starts at 1.
  int64_t Tick() { return ++now_ns_; }
  int64_t now_ns() const { return now_ns_; }

  // Writes without making errors, counting, or minding directories.
  void Create(const std::string& path, std::string_view contents = {}) {
    Put(path, contents, now_ns_);
  }
  // Nobody can set back the ctime.
  void SetMtime(const std::string& path, int64_t mtime_ns) {
    files_.at(path).mtime_ns = mtime_ns;
    files_.at(path).ctime_ns = now_ns_;
  }
  // `link` becomes another name of the file, in what can be seen of it.
  void Link(const std::string& path, const std::string& link) {
    files_.at(path).ctime_ns = now_ns_;
    files_[link] = files_.at(path);
  }
  void CreateDirectory(const std::string& path) {
    File& file = files_[path];
    file.is_directory = true;
    file.mtime_ns = file.ctime_ns = now_ns_;
  }

  // Every operation on `path` fails with `cause` until Heal().
  void Fail(const std::string& path, std::string cause) {
    failing_[path] = std::move(cause);
  }
  void Heal(const std::string& path) { failing_.erase(path); }

  // What is there now survives DropUnsynced(), which takes the disk back to
  // this point, as a crash of the machine might.
  void Sync() { synced_ = files_; }
  void DropUnsynced() { files_ = synced_; }

  // --- What a test looks at ---

  bool Exists(const std::string& path) const { return files_.contains(path); }
  // The file must exist.
  const std::string& Contents(const std::string& path) const {
    return files_.at(path).contents;
  }
  int64_t MtimeOf(const std::string& path) const {
    const auto file = files_.find(path);
    return file == files_.end() ? 0 : file->second.mtime_ns;
  }
  int stat_count() const { return stat_count_; }
  int read_count() const { return read_count_; }
  int digest_count() const { return digest_count_; }
  int StatCount(const std::string& path) const {
    const auto count = stats_.find(path);
    return count == stats_.end() ? 0 : count->second;
  }
  void ResetCounts() {
    stat_count_ = 0;
    read_count_ = 0;
    digest_count_ = 0;
    stats_.clear();
  }
  const std::set<std::string>& directories_made() const {
    return directories_made_;
  }
  const std::set<std::string>& removed() const { return removed_; }

  // --- Disk ---

  Result<int64_t> StatMtime(const std::string& path) override {
    auto stat = Stat(path);
    if (!stat.ok()) return stat.TakeError();
    return stat.value().mtime_ns;
  }

  Result<FileStat> Stat(const std::string& path) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++stat_count_;
    ++stats_[path];
    XB_TRY(Check("stat", path));
    FileStat stat;
    const auto found = files_.find(path);
    if (found == files_.end()) return stat;
    const File& file = found->second;
    stat.mtime_ns = file.mtime_ns;
    stat.ctime_ns = file.ctime_ns;
    stat.size = static_cast<int64_t>(file.contents.size());
    stat.inode = file.inode;
    stat.device = 1;
    stat.mode = file.is_directory ? 0040755 : 0100644;
    return stat;
  }

  Result<std::optional<std::string>> Read(const std::string& path) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++read_count_;
    XB_TRY(Check("open", path));
    const auto found = files_.find(path);
    if (found == files_.end()) return std::optional<std::string>();
    return std::optional<std::string>(found->second.contents);
  }

  Result<FileDigest> Digest(const std::string& path) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++digest_count_;
    }
    return Disk::Digest(path);
  }

  Status Write(const std::string& path, std::string_view contents) override {
    XB_TRY(Check("open", path));
    Put(path, contents, now_ns_);
    return Ok();
  }

  Status WriteAtomic(const std::string& path,
                     std::string_view contents) override {
    XB_TRY(Check("open", path));
    files_.erase(path);
    Put(path, contents, now_ns_);
    return Ok();
  }

  Status MakeParentDirs(const std::string& path) override {
    const size_t slash = path.find_last_of('/');
    if (slash == std::string::npos || slash == 0) return Ok();
    const std::string directory = path.substr(0, slash);
    XB_TRY(Check("mkdir", directory));
    XB_TRY(MakeParentDirs(directory));
    if (files_.contains(directory)) return Ok();
    CreateDirectory(directory);
    directories_made_.insert(directory);
    return Ok();
  }

  Result<bool> Remove(const std::string& path) override {
    XB_TRY(Check("remove", path));
    if (files_.erase(path) == 0) return false;
    removed_.insert(path);
    return true;
  }

  Status Rename(const std::string& from, const std::string& to) override {
    XB_TRY(Check("rename", from));
    const auto found = files_.find(from);
    if (found == files_.end()) return MakeError("rename(" + from + "): gone");
    File file = std::move(found->second);
    files_.erase(found);
    files_[to] = std::move(file);
    return Ok();
  }

  Status Truncate(const std::string& path, int64_t size) override {
    XB_TRY(Check("truncate", path));
    const auto found = files_.find(path);
    if (found == files_.end()) return MakeError("truncate(" + path + "): gone");
    found->second.contents.resize(static_cast<size_t>(size));
    found->second.mtime_ns = found->second.ctime_ns = now_ns_;
    return Ok();
  }

 private:
  struct File {
    std::string contents;
    int64_t mtime_ns = 0;
    int64_t ctime_ns = 0;
    uint64_t inode = 0;
    bool is_directory = false;
  };

  Status Check(std::string_view call, const std::string& path) const {
    const auto failure = failing_.find(path);
    if (failure == failing_.end()) return Ok();
    return MakeError(std::string(call) + "(" + path + "): " + failure->second);
  }

  void Put(const std::string& path, std::string_view contents,
           int64_t mtime_ns) {
    File& file = files_[path];
    if (file.inode == 0) file.inode = ++last_inode_;
    file.contents = std::string(contents);
    file.mtime_ns = mtime_ns;
    file.ctime_ns = now_ns_;
  }

  mutable std::mutex mutex_;  // for what worker threads may call
  std::map<std::string, File> files_;
  std::map<std::string, File> synced_;
  std::map<std::string, std::string> failing_;
  std::map<std::string, int> stats_;
  std::set<std::string> directories_made_;
  std::set<std::string> removed_;
  int64_t now_ns_ = 1;
  uint64_t last_inode_ = 0;
  int stat_count_ = 0;
  int read_count_ = 0;
  int digest_count_ = 0;
};

// The time of a FakeDisk.
class FakeFileClock final : public FileClock {
 public:
  explicit FakeFileClock(const FakeDisk& disk) : disk_(disk) {}
  Result<int64_t> NowNs() override { return disk_.now_ns(); }
  uint64_t device() const override { return 1; }

 private:
  const FakeDisk& disk_;
};

}  // namespace xb
