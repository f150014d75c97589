// SPDX-License-Identifier: Apache-2.0
// StampBench is a directory with some files, and a stamp of them.
#pragma once

#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "history/clean_stamp.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {

// Makes file size and hash of what may be a forged stamp right.
inline void SignStamp(std::string* bytes) {
  constexpr size_t kSizeAt = 16;
  constexpr size_t kHashAt = 24;
  if (bytes->size() < kHashAt + sizeof(uint64_t)) return;
  const uint64_t size = bytes->size();
  uint64_t hash = 0;
  std::memcpy(bytes->data() + kSizeAt, &size, sizeof size);
  std::memcpy(bytes->data() + kHashAt, &hash, sizeof hash);
  hash = Xxh3(*bytes);
  std::memcpy(bytes->data() + kHashAt, &hash, sizeof hash);
}

class StampBench {
 public:
  static constexpr char kKey[] = "key of this build";
  static constexpr uint64_t kSnapshot = 7;

  StampBench() {
    std::filesystem::create_directory(dir / "sub");
    for (const char* name : {"build.ninja", "log", "a", "sub/b", "sub/c d"}) {
      WriteBytes(dir / name, std::string("contents of ") + name);
    }
    paths = {dir / "a", dir / "sub/b", dir / "sub/c d", dir / "missing",
             dir / "nowhere/missing"};
  }

  // Of `by_mtime` nothing but its mtime.
  void Write(const std::string& by_mtime = {}) {
    Facts facts{.key = kKey, .files = {{manifest(), StatOf(manifest())}}};
    LogFile log(disk);
    XB_CHECK(log.Read(dir / "log").ok());
    const std::vector<CleanStamp::Log> logs = {
        {dir / "log", *log.MakeMark()}, {dir / "no log", LogFile::Mark{}}};
    std::vector<CleanStamp::SeenFile> files;
    for (const std::string& path : paths) {
      FileStat stat = StatOf(path);
      if (path == by_mtime) stat = {.mtime_ns = stat.mtime_ns};
      const NodeId node{static_cast<uint32_t>(files.size())};
      files.push_back({path, stat, node});
    }
    XB_CHECK(CleanStamp::Write(disk, stamp(),
                               {.facts = facts,
                                .build_dir = "out",
                                .logs = logs,
                                .files = files,
                                .snapshot = snapshot,
                                .device = StatOf(dir / "log").device})
                 .ok());
  }

  // A new file each time: some file systems write a truncated one to the
  // device at once.
  void PutStamp(const std::string& bytes) {
    std::filesystem::remove(stamp());
    WriteBytes(stamp(), bytes);
  }

  // Other bytes under the same mtime and, if there are as many, the same size.
  void ChangeSecretly(const std::string& path, std::string_view bytes) {
    const auto mtime = std::filesystem::last_write_time(path);
    const int64_t before = StatOf(path).ctime_ns;
    // Within one tick of its clock a file system tells no two changes apart.
    do {
      WriteBytes(path, bytes);
      std::filesystem::last_write_time(path, mtime);
    } while (StatOf(path).ctime_ns == before);
  }

  std::unique_ptr<CleanStamp> Open(std::string_view key = kKey) {
    return CleanStamp::Open(stamp(), key);
  }
  // What a run would make of it.
  bool IsClean(std::string_view key = kKey) {
    const auto opened = Open(key);
    if (opened == nullptr) return false;
    const CleanStamp::Look look = opened->LookAt(disk, workers);
    size_t nodes = 0;
    if (look.is_whole) {
      opened->ForEachNode(look, [&](NodeId, const FileStat&) { ++nodes; });
    }
    XB_CHECK(nodes <= opened->file_count());
    return look.holds;
  }

  FileStat StatOf(const std::string& path) { return disk.Stat(path).value(); }
  std::string stamp() const { return dir / "clean"; }
  std::string manifest() const { return dir / "build.ninja"; }

  TempDir dir;
  RealDisk disk;
  WorkQueue workers{2};
  std::vector<std::string> paths;
  uint64_t snapshot = kSnapshot;
};

}  // namespace xb
