// SPDX-License-Identifier: Apache-2.0
// LinkStore keeps content as it is, in read-only files that outputs may be hard
// links to.  Each is made from its blob when first wanted and can be made
// again, and is read and compared before every use: a link that somebody wrote
// through has spoilt it.  Thread safe, and safe with other processes, as
// BlobStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "cache/blob_store.h"
#include "cache/digest.h"
#include "os/temporary_file.h"

namespace xb {

class LinkStore {
 public:
  // `blobs` must outlive the object; `umask` as FileCreationMask().
  LinkStore(const BlobStore& blobs, uint32_t umask)
      : blobs_(blobs), mode_(kReadOnly & ~umask) {}

  struct Link {
    TemporaryFile file;
    uint64_t written = 0;  // added on disk
  };
  // A hard link whose name is `prefix` + some characters, with this content.
  // Its mtime, which is that of all others as well, becomes the present when it
  // is before `not_before_ns`.  nullopt where there can be none, or no blob.
  Result<std::optional<Link>> Prepare(const Digest& digest,
                                      const std::string& prefix,
                                      int64_t not_before_ns) const;

  // Reads all of it; what is damaged is removed.
  BlobStore::State Check(const Digest& digest) const;

 private:
  static constexpr uint32_t kReadOnly = 0444;

  // The file of `digest`, when all is as it should be.
  std::optional<InputFile> Open(const Digest& digest,
                                BlobStore::State* state) const;
  // False when there is no blob.
  Result<bool> Make(const Digest& digest) const;

  const BlobStore& blobs_;
  const uint32_t mode_;
};

}  // namespace xb
