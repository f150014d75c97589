// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include "base/check.h"

#include <bit>
#include <cstddef>
#include <cstring>

namespace xb {
namespace {

uint64_t Read64(const char* at) {
  uint64_t value;
  std::memcpy(&value, at, sizeof value);
  if constexpr (std::endian::native == std::endian::big) {
    value = __builtin_bswap64(value);
  }
  return value;
}

uint64_t Read32(const char* at) {
  uint32_t value;
  std::memcpy(&value, at, sizeof value);
  if constexpr (std::endian::native == std::endian::big) {
    value = __builtin_bswap32(value);
  }
  return value;
}

// The low `count` < 8 bytes at `at`, little endian.
uint64_t ReadTail(const char* at, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    value |= uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  }
  return value;
}

struct Product {
  uint64_t low;
  uint64_t high;
};

Product Multiply(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return {static_cast<uint64_t>(product), static_cast<uint64_t>(product >> 64)};
}

uint64_t Fold(uint64_t a, uint64_t b) {
  const Product product = Multiply(a, b);
  return product.low ^ product.high;
}

constexpr uint64_t kRapidSeed = 0xbdd89aa982704029;
constexpr uint64_t kRapidSecret[3] = {0x2d358dccaa6c78a5, 0x8bb84b93962eacc9,
                                      0x4b33a62ed433d4a3};

// Both words that end a hash, from at most 16 bytes.
Product RapidShort(const char* at, size_t size) {
  if (size >= 4) {
    const char* last = at + size - 4;
    // From 8 bytes on the second pair of words starts 4 bytes further in.
    const size_t step = size >= 8 ? 4 : 0;
    return {(Read32(at) << 32) | Read32(last),
            (Read32(at + step) << 32) | Read32(last - step)};
  }
  if (size == 0) return {0, 0};
  const auto byte = [at](size_t i) {
    return uint64_t{static_cast<unsigned char>(at[i])};
  };
  return {(byte(0) << 56) | (byte(size / 2) << 32) | byte(size - 1), 0};
}

// Folds all but the last 1 to 16 bytes into `seed`; the words that end the
// hash are then the last 16 bytes, whatever was read of them before.
Product RapidLong(const char* at, size_t size, uint64_t* seed) {
  size_t left = size;
  if (left > 48) {
    uint64_t lane1 = *seed;
    uint64_t lane2 = *seed;
    for (; left >= 48; at += 48, left -= 48) {
      *seed = Fold(Read64(at) ^ kRapidSecret[0], Read64(at + 8) ^ *seed);
      lane1 = Fold(Read64(at + 16) ^ kRapidSecret[1], Read64(at + 24) ^ lane1);
      lane2 = Fold(Read64(at + 32) ^ kRapidSecret[2], Read64(at + 40) ^ lane2);
    }
    *seed ^= lane1 ^ lane2;
  }
  if (left > 16) {
    *seed = Fold(Read64(at) ^ kRapidSecret[2],
                 Read64(at + 8) ^ *seed ^ kRapidSecret[1]);
    if (left > 32) {
      *seed = Fold(Read64(at + 16) ^ kRapidSecret[2], Read64(at + 24) ^ *seed);
    }
  }
  // `size` > 16, so reaching back before `at` stays inside the input.
  const char* end = at + left;
  return {Read64(end - 16), Read64(end - 8)};
}

}  // namespace

uint64_t Murmur64A(std::string_view bytes) {
  constexpr uint64_t kSeed = 0xDECAFBADDECAFBAD;
  constexpr uint64_t kFactor = 0xc6a4a7935bd1e995;
  constexpr int kShift = 47;
  uint64_t hash = kSeed ^ (bytes.size() * kFactor);
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left >= 8; at += 8, left -= 8) {
    uint64_t word = Read64(at) * kFactor;
    word ^= word >> kShift;
    hash = (hash ^ (word * kFactor)) * kFactor;
  }
  if (left > 0) hash = (hash ^ ReadTail(at, left)) * kFactor;
  hash = (hash ^ (hash >> kShift)) * kFactor;
  return hash ^ (hash >> kShift);
}

uint64_t Rapidhash(std::string_view bytes) {
  const size_t size = bytes.size();
  uint64_t seed =
      kRapidSeed ^ Fold(kRapidSeed ^ kRapidSecret[0], kRapidSecret[1]) ^ size;
  const Product last = size <= 16 ? RapidShort(bytes.data(), size)
                                  : RapidLong(bytes.data(), size, &seed);
  const Product mixed = Multiply(last.low ^ kRapidSecret[1], last.high ^ seed);
  return Fold(mixed.low ^ kRapidSecret[0] ^ size, mixed.high ^ kRapidSecret[1]);
}

uint64_t Xxh3Pieces(std::span<const std::string_view> pieces) {
  if (pieces.size() == 1) return Xxh3(pieces[0]);
  XXH3_state_t* state = XXH3_createState();
  XB_CHECK(state != nullptr);
  XXH3_64bits_reset(state);
  for (const std::string_view piece : pieces) {
    XXH3_64bits_update(state, piece.data(), piece.size());
  }
  const uint64_t hash = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return hash;
}

Xxh3WideStream::Xxh3WideStream() : state_(XXH3_createState()) {
  XB_CHECK(state_ != nullptr);
  XXH3_128bits_reset(state_.get());
}

void Xxh3WideStream::Update(std::string_view bytes) {
  XXH3_128bits_update(state_.get(), bytes.data(), bytes.size());
}

Hash128 Xxh3WideStream::Finish() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
  return {.low = hash.low64, .high = hash.high64};
}

std::string HexOf(const Hash128& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr size_t kHalf = 16;
  std::string text(2 * kHalf, '0');
  for (size_t i = 0; i < kHalf; ++i) {
    const size_t shift = 4 * (kHalf - 1 - i);
    text[i] = kDigits[(digest.high >> shift) & 0xf];
    text[kHalf + i] = kDigits[(digest.low >> shift) & 0xf];
  }
  return text;
}

}  // namespace xb
