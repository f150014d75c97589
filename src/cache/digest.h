// SPDX-License-Identifier: Apache-2.0
// Digest names content as the Remote Execution API does: SHA-256 and size.
// SHA-256 is OpenSSL's, by its low-level calls: they need no start-up of that
// library (misc/doc/design.md).  Pure functions and values, any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace xb {

using Sha256Hash = std::array<uint8_t, 32>;

struct Digest {
  Sha256Hash hash{};
  uint64_t size = 0;

  friend bool operator==(const Digest&, const Digest&) = default;

  // 64 lower-case hexadecimal digits.
  std::string HashText() const;
  // HashText(), `-`, the size in decimal.
  std::string ToText() const;
  // What ToText() wrote, and no other spelling of it.
  static std::optional<Digest> FromText(std::string_view text);
};

// For hash tables: a digest is as random as can be.
struct DigestHasher {
  size_t operator()(const Digest& digest) const {
    size_t value;
    std::memcpy(&value, digest.hash.data(), sizeof value);
    return value;
  }
};

class Sha256 {
 public:
  Sha256();
  void Update(std::string_view bytes);
  // Call once.
  Sha256Hash Finish();

 private:
  // Room for OpenSSL's SHA256_CTX, whose header is for one file to see.
  alignas(8) unsigned char state_[112];
};

Digest DigestOf(std::string_view bytes);

// HMAC (RFC 2104) of the pieces one after the other.
Sha256Hash HmacSha256(std::string_view key,
                      std::span<const std::string_view> pieces);

// Takes as long whatever the first difference.
bool AreSameSecretly(const Sha256Hash& a, const Sha256Hash& b);

}  // namespace xb
