// SPDX-License-Identifier: Apache-2.0
#include "cache/codec.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

TEST(CodecTest, ReadsWhatWasWritten) {
  ByteWriter writer;
  writer.Fixed32(0xdeadbeef);
  writer.Fixed64(0x0123456789abcdef);
  writer.Text("text");
  writer.Hash({.low = 1, .high = 2});
  writer.AddDigest(DigestOf("abc"));
  for (const uint64_t value :
       {uint64_t{0}, uint64_t{127}, uint64_t{128}, UINT64_MAX}) {
    writer.Varint(value);
  }
  writer.Raw("rest");
  const std::string bytes = writer.Take();

  ByteReader reader(bytes);
  EXPECT_EQ(reader.Fixed32(), 0xdeadbeef);
  EXPECT_EQ(reader.Fixed64(), 0x0123456789abcdefu);
  EXPECT_EQ(reader.Text(4), "text");
  EXPECT_EQ(reader.Hash(), (Hash128{.low = 1, .high = 2}));
  EXPECT_EQ(reader.ReadDigest(), DigestOf("abc"));
  EXPECT_EQ(reader.Varint(), 0u);
  EXPECT_EQ(reader.Varint(), 127u);
  EXPECT_EQ(reader.Varint(), 128u);
  EXPECT_EQ(reader.Varint(), UINT64_MAX);
  EXPECT_FALSE(reader.AtEnd());
  EXPECT_EQ(reader.Rest(), "rest");
  EXPECT_TRUE(reader.AtEnd());
}

// Other machines read it, too.
TEST(CodecTest, BytesAreLittleEndian) {
  ByteWriter writer;
  writer.Fixed32(0x04030201);
  writer.Varint(300);
  EXPECT_EQ(writer.Take(), "\x01\x02\x03\x04\xac\x02");
}

TEST(CodecTest, FailureLasts) {
  ByteReader reader("\x01\x02\x03");
  EXPECT_EQ(reader.Fixed32(), 0u);
  EXPECT_FALSE(reader.ok());
  // The three bytes are not given to whoever asks for fewer.
  EXPECT_EQ(reader.Raw(1), "");
  EXPECT_EQ(reader.Varint(), 0u);
  EXPECT_FALSE(reader.AtEnd());
}

TEST(CodecTest, RefusesWhatIsBeyondItsLimit) {
  ByteWriter writer;
  writer.Text("12345");
  const std::string bytes = writer.Take();
  EXPECT_EQ(ByteReader(bytes).Text(5), "12345");
  ByteReader reader(bytes);
  EXPECT_EQ(reader.Text(4), "");
  EXPECT_FALSE(reader.ok());
}

TEST(CodecTest, CountIsNeverMoreThanCanCome) {
  const std::string bytes = std::string("\x05") + std::string(10, 'x');
  EXPECT_EQ(ByteReader(bytes).Count(100, 2), 5u);
  ByteReader too_few(bytes);
  EXPECT_EQ(too_few.Count(100, 3), 0u);
  EXPECT_FALSE(too_few.ok());
  ByteReader too_many(bytes);
  EXPECT_EQ(too_many.Count(4, 1), 0u);
  EXPECT_FALSE(too_many.ok());
}

TEST(CodecTest, NumbersHaveOneSpelling) {
  const std::string eleven = std::string(10, '\xff') + '\x01';
  const std::string beyond_64_bits = std::string(9, '\xff') + '\x02';
  const std::string filled_up = std::string("\x81\x00", 2);
  for (const std::string& bytes : {std::string(), std::string("\x80"), eleven,
                                   beyond_64_bits, filled_up}) {
    ByteReader reader(bytes);
    EXPECT_EQ(reader.Varint(), 0u);
    EXPECT_FALSE(reader.ok());
  }
}

}  // namespace
}  // namespace xb
