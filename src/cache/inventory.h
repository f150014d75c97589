// SPDX-License-Identifier: Apache-2.0
// Inventory is a list of the files of a cache, as they were when it was made.
// Others go on adding and removing.  Owned by one function of care.h or
// archive.h, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "cache/action_cache.h"
#include "cache/digest.h"

namespace xb {

struct StoredFile {
  Digest digest;    // of a blob; the key of a record
  int64_t used_ns;  // wall clock of the last use
  uint64_t bytes;   // on disk
  uint32_t scope;   // in Inventory::scopes; kBlob, kLink for those
  bool is_compressed = false;
};

struct Inventory {
  static constexpr uint32_t kBlob = UINT32_MAX;
  static constexpr uint32_t kLink = UINT32_MAX - 1;  // see LinkStore
  static bool IsRecord(const StoredFile& file) { return file.scope < kLink; }

  std::vector<std::string> scopes;
  std::vector<StoredFile> files;

  // What `stat` tells of the file of a blob.
  static StoredFile OfBlob(const Digest& digest, const FileStat& stat);

  static Result<Inventory> Make(const ActionCache& cache,
                                const Layout::Range& range = {});
  std::string PathOf(const ActionCache& cache, const StoredFile& file) const;
};

using DigestSet = std::unordered_set<Digest, DigestHasher>;

// The result `digest` and all blobs that it names.
std::vector<Digest> BlobsOf(const ActionCache& cache, const Digest& digest);

// The record `key` of a scope without regard to signatures; no use of it.
std::optional<ActionRecord> ReadRecord(const ActionCache& cache,
                                       const std::string& scope,
                                       const Digest& key);

}  // namespace xb
