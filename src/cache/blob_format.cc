// SPDX-License-Identifier: Apache-2.0
#include "cache/blob_format.h"

#include "cache/codec.h"

namespace xb {
namespace {

constexpr std::string_view kBlobMagic = "xb blob\n";
constexpr uint32_t kBlobVersion = 1;
constexpr uint32_t kCompressed = 1;

}  // namespace

std::string BlobTrailer::Encode() const {
  ByteWriter writer;
  writer.Fixed64(digest.size);
  writer.Fixed64(body_size);
  writer.Hash(content);
  writer.Sha(digest.hash);
  writer.Fixed32(is_compressed ? kCompressed : 0);
  writer.Fixed32(kBlobVersion);
  writer.Raw(kBlobMagic);
  return writer.Take();
}

std::optional<BlobTrailer> BlobTrailer::Decode(std::string_view bytes) {
  ByteReader reader(bytes);
  BlobTrailer trailer;
  trailer.digest.size = reader.Fixed64();
  trailer.body_size = reader.Fixed64();
  trailer.content = reader.Hash();
  trailer.digest.hash = reader.Sha();
  const uint32_t flags = reader.Fixed32();
  const uint32_t version = reader.Fixed32();
  const std::string_view magic = reader.Raw(kBlobMagic.size());
  if (!reader.AtEnd() || magic != kBlobMagic || version != kBlobVersion ||
      flags > kCompressed) {
    return std::nullopt;
  }
  trailer.is_compressed = flags == kCompressed;
  if (!trailer.is_compressed && trailer.body_size != trailer.digest.size) {
    return std::nullopt;
  }
  return trailer;
}

}  // namespace xb
