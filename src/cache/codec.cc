// SPDX-License-Identifier: Apache-2.0
#include "cache/codec.h"

#include <algorithm>

namespace xb {

void ByteWriter::AppendFixed(uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
  }
}

void ByteWriter::Varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) {
    bytes_ += static_cast<char>((value & 0x7f) | 0x80);
  }
  bytes_ += static_cast<char>(value);
}

void ByteWriter::Text(std::string_view text) {
  Varint(text.size());
  bytes_ += text;
}

void ByteWriter::Hash(const Hash128& hash) {
  Fixed64(hash.low);
  Fixed64(hash.high);
}

void ByteWriter::Sha(const Sha256Hash& hash) {
  bytes_.append(reinterpret_cast<const char*>(hash.data()), hash.size());
}

void ByteWriter::AddDigest(const Digest& digest) {
  Sha(digest.hash);
  Varint(digest.size);
}

uint64_t ByteReader::TakeFixed(size_t bytes) {
  const std::string_view text = Raw(bytes);
  uint64_t value = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    value |= uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
  }
  return value;
}

uint64_t ByteReader::Varint() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_[0]);
    rest_.remove_prefix(1);
    const uint64_t bits = byte & 0x7f;
    // One number, one spelling: no bits beyond 64, no zeros to fill up.
    if ((shift == 63 && bits > 1) || (shift > 0 && byte == 0)) break;
    value |= bits << shift;
    if (byte < 0x80) return value;
  }
  Fail();
  return 0;
}

uint64_t ByteReader::VarintUpTo(uint64_t limit) {
  const uint64_t value = Varint();
  if (value <= limit) return value;
  Fail();
  return 0;
}

std::string_view ByteReader::Text(size_t limit) {
  return Raw(static_cast<size_t>(VarintUpTo(limit)));
}

size_t ByteReader::Count(size_t limit, size_t item_size) {
  const uint64_t value = VarintUpTo(limit);
  if (value <= rest_.size() / item_size) return static_cast<size_t>(value);
  Fail();
  return 0;
}

std::string_view ByteReader::Raw(size_t size) {
  if (size > rest_.size()) {
    Fail();
    return {};
  }
  const std::string_view bytes = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return bytes;
}

Hash128 ByteReader::Hash() {
  Hash128 hash;
  hash.low = Fixed64();
  hash.high = Fixed64();
  return hash;
}

Sha256Hash ByteReader::Sha() {
  Sha256Hash hash{};
  const std::string_view bytes = Raw(hash.size());
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Digest ByteReader::ReadDigest() {
  Digest digest;
  digest.hash = Sha();
  digest.size = Varint();
  return digest;
}

}  // namespace xb
