// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

std::string Pattern(size_t size) {
  std::string bytes;
  for (size_t i = 0; i < size; ++i) {
    bytes.push_back(static_cast<char>((i * 7 + i / 13 + 3) & 255));
  }
  return bytes;
}

// The lengths are the borders of every case of both algorithms; the values
// come from an independent implementation.
struct Vector {
  size_t size;
  uint64_t murmur;
  uint64_t rapid;
};
constexpr Vector kVectors[] = {
    {0, 0x87c2bc0beaf1d91d, 0x5a6ef77074ebc84b},
    {1, 0xcc9a511243abd88c, 0xa3fadac679d394de},
    {2, 0xaa1df526c4d8d979, 0xd7d6c4d9a684e853},
    {3, 0x1a685b5195f982ae, 0x5e9c2fab588102bc},
    {4, 0xecdd1d5599505b88, 0x3439225718799434},
    {7, 0xf53c950cf7b08d9a, 0x9f350f5538005bc2},
    {8, 0xdffb213a218b5ac6, 0x21ed646da1f1bd16},
    {9, 0x5e85fdb85c0700ec, 0x42b8cbfdae0383ea},
    {15, 0xc062e1ccca726c25, 0xbd97eec7e2999791},
    {16, 0xdbafc4f96222f30a, 0xd86d0d829acf6ae7},
    {17, 0xa871074cd2bb054b, 0x12227acd247deb61},
    {32, 0xfe0454d7a07614dc, 0x2014fe7538e5ef72},
    {33, 0xddbbbee355140a38, 0xf217fcb8febe1ec3},
    {47, 0x1306f7a554dc4120, 0xa206d19964efec0d},
    {48, 0x127f6cb10ef9d327, 0x36d56a6e83b5d16f},
    {49, 0xdf60792520267400, 0x460bb1a1744ba594},
    {65, 0x214c4ec78a3e2f1e, 0xe15bbd913851ffd0},
    {95, 0x2ccf6b8f0328e9e1, 0xe8d7e2f478e28e6a},
    {96, 0x9d1af2c49a860ce8, 0xae1e1e462933ae06},
    {97, 0x16c86b8a0d610d7f, 0xc6799642c162f8cb},
    {144, 0x3512639559c53744, 0xc7173bf21687faac},
    {145, 0x682a37d2a58bc2b5, 0xfe29a08e066872be},
    {200, 0xdcdd55776205937a, 0xfea0cc08440cbfcd},
};

TEST(HashTest, Murmur64AMatchesItsDefinition) {
  for (const Vector& vector : kVectors) {
    EXPECT_EQ(Murmur64A(Pattern(vector.size)), vector.murmur) << vector.size;
  }
}

TEST(HashTest, RapidhashMatchesItsDefinition) {
  for (const Vector& vector : kVectors) {
    EXPECT_EQ(Rapidhash(Pattern(vector.size)), vector.rapid) << vector.size;
  }
}

TEST(HashTest, MatchesWhatOtherProgramsWrote) {
  // From a build log of version 5.
  EXPECT_EQ(Murmur64A("cp b a"), 0x4d36d16e2c616b22u);
  // Published by implementations of rapidhash.
  EXPECT_EQ(Rapidhash("hello world"), 17498481775468162579u);
  EXPECT_EQ(Rapidhash("hello world!"), 12238759925102402976u);
}

TEST(HashTest, AlignmentDoesNotMatter) {
  const std::string bytes = Pattern(200);
  for (size_t offset = 1; offset < 8; ++offset) {
    const std::string shifted = std::string(offset, 'x') + bytes;
    const std::string_view view = std::string_view(shifted).substr(offset);
    EXPECT_EQ(Murmur64A(view), Murmur64A(bytes));
    EXPECT_EQ(Rapidhash(view), Rapidhash(bytes));
    EXPECT_EQ(Xxh3(view), Xxh3(bytes));
    EXPECT_EQ(Xxh3Wide(view), Xxh3Wide(bytes));
  }
}

TEST(HashTest, AStreamOfPiecesHasTheHashOfTheWhole) {
  const std::string bytes = Pattern(3000);
  for (const size_t step : {1u, 7u, 256u, 1000u, 5000u}) {
    Xxh3WideStream stream;
    for (size_t at = 0; at < bytes.size(); at += step) {
      stream.Update(std::string_view(bytes).substr(at, step));
    }
    EXPECT_EQ(stream.Finish(), Xxh3Wide(bytes)) << step;
  }
  EXPECT_EQ(Xxh3WideStream().Finish(), Xxh3Wide(""));
}

TEST(HashTest, Xxh3OfNothingIsTheDocumentedValue) {
  EXPECT_EQ(Xxh3(""), 0x2d06800538d394c2u);
  const Hash128 empty = {.low = 0x6001c324468d497f, .high = 0x99aa06d3014798d8};
  EXPECT_EQ(Xxh3Wide(""), empty);
}

TEST(HashTest, HexHasTheHighHalfFirst) {
  EXPECT_EQ(HexOf({.low = 0xfedcba9876543210, .high = 0x0123456789abcdef}),
            "0123456789abcdeffedcba9876543210");
  EXPECT_EQ(HexOf({}), std::string(32, '0'));
}

}  // namespace
}  // namespace xb
