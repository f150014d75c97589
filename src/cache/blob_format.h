// SPDX-License-Identifier: Apache-2.0
// The file of a blob: its content, as it is or as one zstd frame, and a
// trailer (misc/doc/formats.md).  The trailer stands at the end so that the
// content begins on a block and can share its blocks with an output.  Pure
// functions, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "cache/digest.h"

namespace xb {

struct BlobTrailer {
  static constexpr size_t kSize = 80;

  Digest digest;
  uint64_t body_size = 0;  // bytes before the trailer
  Hash128 content;         // XXH3-128 of the content
  bool is_compressed = false;

  std::string Encode() const;
  // nullopt for what is no trailer, or one of another version.
  static std::optional<BlobTrailer> Decode(std::string_view bytes);
};

}  // namespace xb
