// SPDX-License-Identifier: Apache-2.0
#include "cache/digest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace xb {
namespace {

std::string Hex(const Sha256Hash& hash) {
  return Digest{.hash = hash, .size = 0}.HashText();
}

std::string Hmac(std::string_view key, std::string_view text) {
  const std::array<std::string_view, 1> pieces = {text};
  return Hex(HmacSha256(key, pieces));
}

// From FIPS 180-4 and its examples.
TEST(DigestTest, Sha256IsThePublishedFunction) {
  EXPECT_EQ(DigestOf("").HashText(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(DigestOf("abc").HashText(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(DigestOf(std::string(1000000, 'a')).HashText(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(DigestTest, PiecesHaveTheHashOfTheWhole) {
  Sha256 sha;
  for (const char* piece : {"a", "", "b", "c"}) sha.Update(piece);
  EXPECT_EQ(sha.Finish(), DigestOf("abc").hash);
}

// Test cases 1, 2 and 6 of RFC 4231.
TEST(DigestTest, HmacIsThePublishedFunction) {
  EXPECT_EQ(Hmac(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(Hmac("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hmac(std::string(131, '\xaa'),
                 "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(DigestTest, HmacOfPiecesIsOfTheWhole) {
  const std::array<std::string_view, 2> pieces = {"Hi ", "There"};
  EXPECT_EQ(Hex(HmacSha256(std::string(20, '\x0b'), pieces)),
            Hmac(std::string(20, '\x0b'), "Hi There"));
}

TEST(DigestTest, TextGoesThereAndBack) {
  const Digest digest = DigestOf("abc");
  EXPECT_EQ(digest.ToText(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            "-3");
  EXPECT_EQ(Digest::FromText(digest.ToText()), digest);
  const Digest large{.hash = digest.hash, .size = UINT64_MAX};
  EXPECT_EQ(Digest::FromText(large.ToText()), large);
}

TEST(DigestTest, OtherSpellingsAreNoDigest) {
  const std::string hash = DigestOf("abc").HashText();
  std::string upper = hash;
  upper[0] = 'B';
  for (const std::string& text :
       {std::string(), hash, hash + "-", hash + "3", hash + "-03", hash + "-x",
        hash + "--3", hash + "-3 ", hash + "-3/", upper + "-3",
        hash.substr(1) + "-3", hash + "0-3", "../" + hash.substr(3) + "-3",
        hash + "-18446744073709551616"}) {
    EXPECT_EQ(Digest::FromText(text), std::nullopt) << text;
  }
}

TEST(DigestTest, HashesAreComparedWhole) {
  const Sha256Hash hash = DigestOf("abc").hash;
  EXPECT_TRUE(AreSameSecretly(hash, hash));
  for (size_t i = 0; i < hash.size(); ++i) {
    Sha256Hash other = hash;
    other[i] ^= 1;
    EXPECT_FALSE(AreSameSecretly(hash, other)) << i;
  }
}

}  // namespace
}  // namespace xb
