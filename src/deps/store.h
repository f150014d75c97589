// SPDX-License-Identifier: Apache-2.0
// Store is the user's directory of what is got from elsewhere and built once:
// archives, repositories, results.  Several processes share it.  Everything in
// it has its name only when it is whole; work in progress lies below
// `building`, and belongs to whoever holds the lock of its name.  Layout:
// misc/doc/formats.md.  Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "os/file_lock.h"

namespace xb::deps {

class Store {
 public:
  struct Options {
    std::string directory;  // absolute
    // Nothing is asked of other machines.
    bool is_offline = false;
    // Addresses of directories that are asked first, for the file's name.
    std::vector<std::string> mirrors;
    // Of xb itself, which recipes use as ninja.
    std::string program;
  };

  // Makes the directories.
  static Result<Store> Open(Options options);

  const Options& options() const { return options_; }

  // Where the file of that hash lies, or is to be put.
  std::string ArchivePath(std::string_view sha256, std::string_view name) const;
  // What was got of it so far.
  std::string PartPath(std::string_view sha256) const;
  std::string RepositoryPath(std::string_view address) const;
  // `id` names one result: NAME-HASH.
  std::string ResultPath(std::string_view id) const;
  std::string WorkPath(std::string_view id) const;
  std::string CacheDirPath(std::string_view name) const;
  // A file for the store's own use.
  std::string FilePath(std::string_view name) const;

  // Waits for others; the kernel lets go of it with this process.
  Result<FileLock> Lock(std::string_view name) const;

 private:
  explicit Store(Options options) : options_(std::move(options)) {}
  std::string Below(std::string_view folder, std::string_view name) const;

  Options options_;
};

}  // namespace xb::deps
