// SPDX-License-Identifier: Apache-2.0
#include "deps/cache_dirs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cache/digest.h"
#include "deps/program.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/environment.h"
#include "os/file_tree.h"
#include "os/ownership.h"
#include "os/system.h"

namespace xb::deps {
namespace {

using project::CacheDir;
using project::CacheDirSharing;

constexpr int kMaxCopies = 1000;
constexpr int kMaxDepth = 100;

std::string CopyPath(const std::string& path, int number) {
  return path + ".private/" + std::to_string(number);
}

// The same directory has the same lock, however projects call it.
std::string LockName(const std::string& path) {
  return "cache-dir-" + DigestOf(path).HashText().substr(0, 32);
}

std::string UsePath(const Store& store, const std::string& path) {
  return store.FilePath("locks/" + LockName(path));
}

Result<FileStat> StatDirectory(const CacheDir& directory,
                               const std::string& path) {
  XB_ASSIGN(const FileStat stat, RealDisk().Stat(path));
  if (stat.exists() && !stat.is_directory()) {
    return MakeError("`cache-dir." + directory.name + "` is at `" + path +
                     "`, which is no directory");
  }
  return stat;
}

Status MakeDirectory(const CacheDir& directory, const std::string& path) {
  XB_ASSIGN(const FileStat stat, StatDirectory(directory, path));
  if (stat.exists()) return Ok();
  // It has its name when it is what was asked for.
  const std::string anew = path + ".new-" + std::to_string(ProcessId());
  RealDisk disk;
  XB_TRY(RemoveTree(anew));
  XB_TRY(disk.MakeParentDirs(anew + "/."));
  if (directory.mode != 0) XB_TRY(SetPermissions(anew, directory.mode));
  if (!directory.owner.empty()) XB_TRY(SetOwner(anew, directory.owner));
  const Status renamed = disk.Rename(anew, path);
  if (renamed.ok()) return Ok();
  // Somebody was quicker.
  XB_TRY(RemoveTree(anew));
  XB_ASSIGN(const FileStat now, StatDirectory(directory, path));
  if (now.is_directory()) return Ok();
  return Error(renamed.error());
}

Status MakeCopy(const CacheDir& directory, const std::string& path,
                const std::string& copy) {
  XB_ASSIGN(const FileStat stat, StatDirectory(directory, copy));
  if (stat.exists()) return Ok();
  XB_TRY(RealDisk().MakeParentDirs(copy));
  const std::string anew = copy + ".new";  // its lock is ours
  XB_TRY(RemoveTree(anew));
  XB_ASSIGN(const ProgramEnd end, RunProgram("cp -a -- " + ShellEscape(path) +
                                             " " + ShellEscape(anew)));
  if (!end.success()) {
    return MakeError("copying `" + path + "` failed: " + LastWords(end.output));
  }
  return RealDisk().Rename(anew, copy);
}

Result<CacheDirUse> UsePrivate(const Store& store, const CacheDir& directory,
                               const std::string& path) {
  for (int number = 0; number < kMaxCopies; ++number) {
    std::string copy = CopyPath(path, number);
    XB_ASSIGN(std::optional<FileLock> lock,
              FileLock::TryTake(UsePath(store, copy)));
    if (!lock) continue;
    XB_TRY(lock->PassOn());
    XB_TRY(MakeCopy(directory, path, copy));
    return CacheDirUse{std::move(copy), *std::move(lock)};
  }
  return MakeError("`cache-dir." + directory.name + "` has too many copies");
}

Status AddSizes(const std::string& path, int depth, CacheDirState* state) {
  if (depth > kMaxDepth) return Ok();
  XB_ASSIGN(const auto entries, ListDirectory(path));
  for (const DirectoryEntry& entry : entries) {
    if (entry.stat.is_directory()) {
      XB_TRY(AddSizes(path + "/" + entry.name, depth + 1, state));
    } else {
      ++state->files;
      state->bytes += static_cast<uint64_t>(entry.stat.size);
    }
  }
  return Ok();
}

// The numbers of the copies that there are.
Result<std::vector<std::string>> CopiesOf(const std::string& path) {
  std::vector<std::string> copies;
  XB_ASSIGN(const auto entries, ListDirectory(path + ".private"));
  copies.reserve(entries.size());
  for (const DirectoryEntry& entry : entries) {
    copies.push_back(path + ".private/" + entry.name);
  }
  std::sort(copies.begin(), copies.end());
  return copies;
}

}  // namespace

std::string CacheDirPath(const Store& store, const CacheDir& directory) {
  std::string path = directory.path;
  if (path.empty()) return store.CacheDirPath(directory.name);
  if (path.starts_with("~/")) {
    path = GetEnv("HOME").value_or("") + path.substr(1);
  }
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (path.starts_with('/')) return path;
  const auto here = CurrentDirectory();
  return here.ok() ? here.value() + "/" + path : path;
}

Result<CacheDirUse> UseCacheDir(const Store& store, const CacheDir& directory) {
  std::string path = CacheDirPath(store, directory);
  const std::string mark = UsePath(store, path);
  const bool is_locked = directory.sharing == CacheDirSharing::kLocked;
  // Held by those who use it, so that nobody removes it meanwhile.
  XB_ASSIGN(FileLock lock,
            is_locked ? FileLock::Take(mark) : FileLock::Share(mark));
  XB_TRY(lock.PassOn());
  XB_TRY(MakeDirectory(directory, path));
  [[maybe_unused]] const Status told = SetFileMtime(mark, RealClock().WallNs());
  if (directory.sharing == CacheDirSharing::kPrivate) {
    return UsePrivate(store, directory, path);
  }
  return CacheDirUse{std::move(path), std::move(lock)};
}

Result<CacheDirState> LookAtCacheDir(const Store& store,
                                     const CacheDir& directory) {
  CacheDirState state;
  state.name = directory.name;
  state.path = CacheDirPath(store, directory);
  XB_TRY(AddSizes(state.path, 0, &state));
  XB_ASSIGN(const auto copies, CopiesOf(state.path));
  for (const std::string& copy : copies) XB_TRY(AddSizes(copy, 0, &state));
  XB_ASSIGN(const FileStat used, RealDisk().Stat(UsePath(store, state.path)));
  state.last_use_ns = used.mtime_ns;
  return state;
}

Result<std::vector<CacheDir>> CacheDirsInStore(const Store& store) {
  std::vector<CacheDir> all;
  XB_ASSIGN(const auto entries, ListDirectory(store.FilePath("cache-dirs")));
  for (const DirectoryEntry& entry : entries) {
    if (!entry.stat.is_directory() || entry.name.ends_with(".private") ||
        entry.name.find(".new-") != std::string::npos) {
      continue;
    }
    CacheDir directory;
    directory.name = entry.name;
    all.push_back(std::move(directory));
  }
  std::sort(all.begin(), all.end(), [](const CacheDir& a, const CacheDir& b) {
    return a.name < b.name;
  });
  return all;
}

Result<bool> PruneCacheDir(const Store& store, const CacheDir& directory) {
  const std::string path = CacheDirPath(store, directory);
  XB_ASSIGN(const auto lock, FileLock::TryTake(UsePath(store, path)));
  if (!lock) return false;
  XB_ASSIGN(const auto copies, CopiesOf(path));
  for (const std::string& copy : copies) {
    XB_ASSIGN(const auto held, FileLock::TryTake(UsePath(store, copy)));
    if (!held) return false;
    XB_TRY(RemoveTree(copy));
  }
  XB_TRY(RemoveTree(path + ".private"));
  XB_TRY(RemoveTree(path));
  return true;
}

}  // namespace xb::deps
