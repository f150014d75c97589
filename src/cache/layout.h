// SPDX-License-Identifier: Apache-2.0
// Layout says what each file below the cache's directory is called
// (misc/doc/formats.md).  Names come from digests and from scopes, and a scope
// is encoded, so nothing can name a place outside.  A value, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cache/digest.h"
#include "os/disk.h"
#include "os/file_tree.h"
#include "os/function_ref.h"
#include "os/temporary_file.h"

namespace xb {

class Layout {
 public:
  // Scopes are encoded to at most this many characters.
  static constexpr size_t kMaxScope = 120;

  explicit Layout(std::string root) : root_(std::move(root)) {}

  const std::string& root() const { return root_; }
  std::string blobs() const { return root_ + "/blobs"; }
  std::string actions() const { return root_ + "/actions"; }
  std::string links() const { return root_ + "/links"; }
  std::string temporaries() const { return root_ + "/tmp"; }
  std::string statistics() const { return root_ + "/stats"; }
  std::string lock(std::string_view name) const {
    return root_ + "/" + std::string(name) + ".lock";
  }

  std::string BlobDirectory(const Digest& digest) const;
  std::string BlobPath(const Digest& digest) const;
  // See LinkStore.
  std::string LinkDirectory(const Digest& digest) const;
  std::string LinkPath(const Digest& digest) const;
  // `encoded` is EncodeScope() of a scope.
  std::string ActionDirectory(std::string_view encoded,
                              const Digest& key) const;
  std::string ActionPath(std::string_view encoded, const Digest& key) const;

  // Letters, digits, `.`, `_` and `-` are themselves, all others %XX; an error
  // when the scope is empty or too long.
  static Result<std::string> EncodeScope(std::string_view scope);
  // The scope that encodes to exactly `encoded`.
  static std::optional<std::string> DecodeScope(std::string_view encoded);

  // Encoded, sorted.
  Result<std::vector<std::string>> Scopes() const;

  // Of the 256 directories into which digests are spread.
  struct Range {
    int begin = 0;
    int end = 256;
  };
  // Calls fn(directory, digest, stat) for each file of a digest's name in these
  // directories below `top`; what has no such name is not ours.
  Status ForEachFile(
      const std::string& top, const Range& range,
      FunctionRef<void(const std::string& directory, const Digest& digest,
                       const FileStat& stat)>
          fn) const;

  // What a file of `size` bytes takes on a disk, about: whole blocks.
  static uint64_t DiskSize(uint64_t size) {
    return (size + 4095) / 4096 * 4096;
  }

  // In temporaries(), which is made when it is missing.
  Result<TemporaryFile> NewTemporary() const;
  // `directory` is made when it is missing.
  static Status CommitBelow(TemporaryFile* file, const std::string& directory,
                            const std::string& path);

 private:
  std::string root_;
};

}  // namespace xb
