// SPDX-License-Identifier: Apache-2.0
// BlobReader is the open file of one blob: it hands out the content, whole or
// piece by piece, and says afterwards whether every byte was what the digest
// and the trailer tell.  Until then nothing of it may be believed.  One owner,
// who reads once; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cache/blob_format.h"
#include "cache/compression.h"
#include "cache/digest.h"
#include "os/function_ref.h"
#include "os/input_file.h"
#include "os/spare_pool.h"

namespace xb {

class BlobReader {
 public:
  enum class State {
    kGood,
    kDamaged,
    kUnreadable,  // nobody can tell
  };

  // A frame, or the content of one, is not larger.
  static constexpr uint64_t kMaxInMemory = 64 << 20;

  // Small enough to stay in the processor's cache on the way from one file to
  // another.
  using Piece = std::array<char, 256 << 10>;
  // Kept from blob to blob, because the kernel clears the pages of what is
  // allocated anew, which takes longer than to hash them.  Thread safe.
  struct Spares {
    Compressor compressor;
    SparePool<Piece> pieces;
  };

  // Reads the trailer.  `spares` must outlive the object.
  BlobReader(InputFile file, const Digest& digest, bool check_sha256,
             Spares& spares);

  // Of the trailer.
  State state() const { return state_; }
  const InputFile& file() const { return file_; }
  const BlobTrailer& trailer() const { return trailer_; }

  // Only content that is not larger than kMaxInMemory.
  State ReadWhole(std::string* content);
  // Passes on all of the content.  An error is the sink's.
  using Sink = FunctionRef<Status(std::string_view)>;
  Result<State> Read(Sink sink);

 private:
  State ReadTrailer(const Digest& digest);
  Result<State> ReadPieces(Sink sink);

  InputFile file_;
  const bool check_sha256_;
  Spares& spares_;
  BlobTrailer trailer_;
  State state_;
};

}  // namespace xb
