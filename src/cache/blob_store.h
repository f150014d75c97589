// SPDX-License-Identifier: Apache-2.0
// BlobStore keeps content under its digest, in files that are written once,
// complete before they have their names, and verified by every read: what is
// damaged is removed and was never there.  Processes, threads and machines may
// share one directory without a daemon or locks.  Thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "cache/blob_reader.h"
#include "cache/digest.h"
#include "cache/layout.h"
#include "os/clock.h"
#include "os/input_file.h"
#include "os/temporary_file.h"

namespace xb {

class BlobStore {
 public:
  // From here on the room that content takes counts for more than the time to
  // decompress it (misc/doc/design.md); see also cold_blobs.h.
  static constexpr uint64_t kCompressFrom = 16 << 20;
  // Content above this many bytes is never held in memory as a whole, nor
  // compressed.
  static constexpr uint64_t kMaxInMemory = BlobReader::kMaxInMemory;
  // The last use of a blob is known this well: noting it costs a system call.
  static constexpr int64_t kUseStepNs = int64_t{3600} * 1000000000;

  struct Options {
    // Content of so many bytes, or more, is compressed when it is put.
    uint64_t compress_from = kCompressFrom;
    // Reads check SHA-256 as well, not only XXH3: against those who can write
    // to the directory and would forge content.
    bool check_sha256 = false;
  };

  // `clock` must outlive the object.
  BlobStore(Layout layout, const Options& options, Clock& clock)
      : layout_(std::move(layout)), options_(options), clock_(&clock) {}
  BlobStore(const BlobStore&) = delete;
  BlobStore& operator=(const BlobStore&) = delete;

  struct Stored {
    Digest digest;
    Hash128 content;       // XXH3-128
    uint64_t written = 0;  // added on disk; 0 when it was there already
  };
  Result<Stored> Put(std::string_view bytes) const;
  // An error when there is no regular file at `path`, or it changes meanwhile.
  Result<Stored> PutFile(const std::string& path) const;

  // nullopt when it is missing, damaged or unreadable; larger than
  // kMaxInMemory is missing, too.
  std::optional<std::string> Get(const Digest& digest) const;
  // The same, but is no use of the blob.
  std::optional<std::string> Peek(const Digest& digest) const;

  // A file whose name is `prefix` + some characters, with this content, these
  // permission bits and the present as mtime: Commit() it.  nullopt as Get();
  // an error is of the new file.
  struct Restored {
    TemporaryFile file;
    Hash128 content;
    bool is_clone = false;
  };
  Result<std::optional<Restored>> Prepare(const Digest& digest,
                                          const std::string& prefix,
                                          uint32_t mode) const;
  // Prepare() and Commit(): replaces a file or link at `path`, follows no link
  // there.  False for nullopt.
  Result<bool> Materialise(const Digest& digest, const std::string& path,
                           uint32_t mode) const;

  // Reads all of it, which is no use of it.  What is damaged is removed.
  enum class State { kGood, kMissing, kDamaged };
  State Check(const Digest& digest) const;
  // The name is there; says nothing about what is in it.
  bool Has(const Digest& digest) const;
  // It was of use now, by way of a copy.
  void NoteUseOf(const Digest& digest) const;

  // Takes over a file that another store made, if it is exactly the blob of
  // this digest, SHA-256 included; false if not.
  Result<bool> Import(const Digest& digest, TemporaryFile file) const;

  // Compresses a blob that lies there as it is and was not used since
  // `used_ns`, which stays its last use.  The bytes that this saves on disk:
  // none when it is not worth it, and then nothing was done.  An error is of
  // the new file.
  Result<uint64_t> CompressUnused(const Digest& digest, int64_t used_ns) const;

  const Layout& layout() const { return layout_; }

 private:
  // nullopt when it is missing.
  std::optional<BlobReader> Open(const Digest& digest, bool check_sha256) const;
  // True for a good one.  What was found damaged is removed.
  bool Settle(const Digest& digest, BlobReader::State state) const;
  std::optional<std::string> Load(const Digest& digest, bool is_use) const;
  void NoteUse(const InputFile& file) const;
  Result<Stored> PutLarge(const InputFile& from) const;
  // `from` is the file with the content, if there is one.
  Result<Stored> PutContent(std::string_view content,
                            const InputFile* from) const;
  // The blob is there and whole, and its last use is now.  Of a large one only
  // its name is looked at.
  bool UseExisting(const Digest& digest) const;

  Layout layout_;
  Options options_;
  Clock* clock_;
  mutable BlobReader::Spares spares_;
};

}  // namespace xb
