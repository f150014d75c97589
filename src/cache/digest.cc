// SPDX-License-Identifier: Apache-2.0
#include "cache/digest.h"

// The low-level functions are discouraged in favour of an interface that loads
// providers and reads a configuration file before the first byte.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include "base/check.h"
#include "base/text.h"

namespace xb {
namespace {

constexpr size_t kHashTextSize = 64;
constexpr size_t kHmacBlock = 64;

SHA256_CTX* Context(unsigned char* state) {
  return reinterpret_cast<SHA256_CTX*>(state);
}

// -1 for what is no lower-case hexadecimal digit.
int DigitValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

std::string_view AsText(const Sha256Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

std::string Digest::HashText() const {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(kHashTextSize);
  for (const uint8_t byte : hash) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string Digest::ToText() const {
  return HashText() + '-' + std::to_string(size);
}

std::optional<Digest> Digest::FromText(std::string_view text) {
  if (text.size() < kHashTextSize + 2 || text[kHashTextSize] != '-') {
    return std::nullopt;
  }
  Digest digest;
  for (size_t i = 0; i < digest.hash.size(); ++i) {
    const int high = DigitValue(text[2 * i]);
    const int low = DigitValue(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest.hash[i] = static_cast<uint8_t>(high << 4 | low);
  }
  const std::string_view size = text.substr(kHashTextSize + 1);
  const auto value = ParseUint64(size);
  if (!value || (size.size() > 1 && size[0] == '0')) return std::nullopt;
  digest.size = *value;
  return digest;
}

Sha256::Sha256() {
  static_assert(sizeof(SHA256_CTX) <= sizeof state_);
  static_assert(alignof(SHA256_CTX) <= 8);
  XB_CHECK(SHA256_Init(Context(state_)) == 1);
}

void Sha256::Update(std::string_view bytes) {
  XB_CHECK(SHA256_Update(Context(state_), bytes.data(), bytes.size()) == 1);
}

Sha256Hash Sha256::Finish() {
  Sha256Hash hash;
  XB_CHECK(SHA256_Final(hash.data(), Context(state_)) == 1);
  return hash;
}

Digest DigestOf(std::string_view bytes) {
  Sha256 sha;
  sha.Update(bytes);
  return {.hash = sha.Finish(), .size = bytes.size()};
}

Sha256Hash HmacSha256(std::string_view key,
                      std::span<const std::string_view> pieces) {
  std::string block(key);
  if (block.size() > kHmacBlock) block = AsText(DigestOf(key).hash);
  block.resize(kHmacBlock, '\0');
  const auto masked = [&block](unsigned char mask) {
    std::string text = block;
    for (char& c : text) c = static_cast<char>(c ^ mask);
    return text;
  };
  Sha256 inner;
  inner.Update(masked(0x36));
  for (const std::string_view piece : pieces) inner.Update(piece);
  Sha256 outer;
  outer.Update(masked(0x5c));
  outer.Update(AsText(inner.Finish()));
  return outer.Finish();
}

bool AreSameSecretly(const Sha256Hash& a, const Sha256Hash& b) {
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= a[i] ^ b[i];
  return difference == 0;
}

}  // namespace xb
