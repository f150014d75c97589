// SPDX-License-Identifier: Apache-2.0
// The three hashes of bytes that xb knows.  Murmur64A and Rapidhash are part
// of file formats other tools read (command hashes in the build log) and must
// never change; Xxh3 is for everything that is only ours.  None of them is
// cryptographic.  Pure functions, any thread, any alignment.
#pragma once

#include <xxhash.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace xb {

// 64-bit MurmurHash2 with seed 0xDECAFBADDECAFBAD: build log version 5 and 6.
uint64_t Murmur64A(std::string_view bytes);

// rapidhash V1 with its default seed and secret: build log version 7.
uint64_t Rapidhash(std::string_view bytes);

inline uint64_t Xxh3(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

// Of the pieces one after the other.
uint64_t Xxh3Pieces(std::span<const std::string_view> pieces);

struct Hash128 {
  uint64_t low = 0;
  uint64_t high = 0;

  friend bool operator==(const Hash128&, const Hash128&) = default;
};

// As other programs print it.
std::string HexOf(const Hash128& digest);

inline Hash128 Xxh3Wide(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {.low = hash.low64, .high = hash.high64};
}

// Xxh3Wide() of what comes in pieces.
class Xxh3WideStream {
 public:
  Xxh3WideStream();
  void Update(std::string_view bytes);
  Hash128 Finish() const;

 private:
  struct Deleter {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Deleter> state_;
};

}  // namespace xb
