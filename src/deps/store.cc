// SPDX-License-Identifier: Apache-2.0
#include "deps/store.h"

#include <utility>

#include "cache/digest.h"
#include "os/disk.h"
#include "os/file_tree.h"

namespace xb::deps {
namespace {

constexpr std::string_view kStoreFormat = "xb store 1\n";
constexpr const char* kFolders[] = {"/archives", "/git",   "/results",
                                    "/building", "/locks", "/cache-dirs"};

}  // namespace

Result<Store> Store::Open(Options options) {
  Store store(std::move(options));
  const std::string& top = store.options_.directory;
  const std::string format = top + "/format";
  RealDisk disk;
  XB_ASSIGN(const auto known, disk.Read(format));
  if (known && *known != kStoreFormat) {
    return MakeError("`" + top + "` is the store of another xb",
                     "`store.dir` names another directory");
  }
  // Somebody may have removed one.
  for (const char* folder : kFolders) {
    XB_TRY(MakePrivateDirectories(top + folder));
  }
  if (!known) XB_TRY(disk.WriteAtomic(format, kStoreFormat));
  return store;
}

std::string Store::Below(std::string_view folder, std::string_view name) const {
  std::string path = options_.directory;
  return path.append("/").append(folder).append("/").append(name);
}

std::string Store::ArchivePath(std::string_view sha256,
                               std::string_view name) const {
  return Below("archives", sha256) + "/" + std::string(name);
}

std::string Store::PartPath(std::string_view sha256) const {
  return Below("archives", sha256) + ".part";
}

std::string Store::RepositoryPath(std::string_view address) const {
  return Below("git", DigestOf(address).HashText().substr(0, 32));
}

std::string Store::ResultPath(std::string_view id) const {
  return Below("results", id);
}

std::string Store::WorkPath(std::string_view id) const {
  return Below("building", id);
}

std::string Store::CacheDirPath(std::string_view name) const {
  return Below("cache-dirs", name);
}

std::string Store::FilePath(std::string_view name) const {
  return options_.directory + "/" + std::string(name);
}

Result<FileLock> Store::Lock(std::string_view name) const {
  return FileLock::Take(Below("locks", name));
}

}  // namespace xb::deps
