// SPDX-License-Identifier: Apache-2.0
// ByteWriter and ByteReader: the encoding of the cache's records, which must
// read the same on every machine (little endian, no padding) and be safe to
// read whoever wrote them.  Values, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "cache/digest.h"

namespace xb {

class ByteWriter {
 public:
  void Fixed32(uint32_t value) { AppendFixed(value, 4); }
  void Fixed64(uint64_t value) { AppendFixed(value, 8); }
  // 7 bits a byte, the lowest first; the high bit says that more follow.
  void Varint(uint64_t value);
  // Size as a varint, then the bytes.
  void Text(std::string_view text);
  void Raw(std::string_view bytes) { bytes_ += bytes; }
  void Hash(const Hash128& hash);
  void Sha(const Sha256Hash& hash);
  void AddDigest(const Digest& digest);

  size_t size() const { return bytes_.size(); }
  std::string Take() { return std::move(bytes_); }

 private:
  void AppendFixed(uint64_t value, int bytes);

  std::string bytes_;
};

// After the first thing that is not there or out of bounds everything reads
// as 0 or empty, and ok() says so: check it once, at the end, and before any
// loop whose length was read.
class ByteReader {
 public:
  // `bytes` must outlive the reader and every view it returned.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  uint32_t Fixed32() { return static_cast<uint32_t>(TakeFixed(4)); }
  uint64_t Fixed64() { return TakeFixed(8); }
  uint64_t Varint();
  uint64_t VarintUpTo(uint64_t limit);
  std::string_view Text(size_t limit);
  // Of items that take at least `item_size` bytes each: never more than can
  // still come, so that the caller may reserve room for them.
  size_t Count(size_t limit, size_t item_size);
  std::string_view Raw(size_t size);
  std::string_view Rest() { return Raw(rest_.size()); }
  Hash128 Hash();
  Sha256Hash Sha();
  Digest ReadDigest();

  void Fail() {
    ok_ = false;
    rest_ = {};
  }
  bool ok() const { return ok_; }
  // Nothing is left, and all was right.
  bool AtEnd() const { return ok_ && rest_.empty(); }

 private:
  uint64_t TakeFixed(size_t bytes);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace xb
