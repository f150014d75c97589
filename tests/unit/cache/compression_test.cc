// SPDX-License-Identifier: Apache-2.0
#include "cache/compression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace xb {
namespace {

std::string Noise(size_t size) {
  std::mt19937 random(7);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

std::string ToStream(const std::string& bytes, size_t step) {
  std::string stream;
  const auto sink = [&](std::string_view part) {
    stream += part;
    return Ok();
  };
  CompressedWriter writer;
  for (size_t at = 0; at < bytes.size(); at += step) {
    EXPECT_TRUE(
        writer.Write(std::string_view(bytes).substr(at, step), sink).ok());
  }
  EXPECT_TRUE(writer.Finish(sink).ok());
  return stream;
}

// Reads in pieces of `step` from a file that gives `source_step` at once.
Result<std::string> FromStream(const std::string& stream, size_t step,
                               size_t source_step) {
  size_t at = 0;
  const auto source = [&](std::string* to) {
    *to += std::string_view(stream).substr(at, source_step);
    at = std::min(stream.size(), at + source_step);
    return Ok();
  };
  CompressedReader reader;
  std::string bytes;
  size_t before;
  do {
    before = bytes.size();
    XB_TRY(reader.Read(step, &bytes, source));
  } while (bytes.size() > before);
  return bytes;
}

TEST(CompressionTest, BlobComesBack) {
  Compressor compressor;
  for (const std::string& bytes : {std::string(), std::string("x"),
                                   std::string(100000, 'x'), Noise(100000)}) {
    const std::string frame = compressor.Compress(bytes);
    EXPECT_TRUE(compressor.Decompress(frame, bytes.size()) == bytes);
  }
  EXPECT_LT(compressor.Compress(std::string(100000, 'x')).size(), 100u);
}

TEST(CompressionTest, AnyOtherSizeIsRefused) {
  Compressor compressor;
  const std::string frame = compressor.Compress("some text");
  EXPECT_EQ(compressor.Decompress(frame, 8), std::nullopt);
  EXPECT_EQ(compressor.Decompress(frame, 10), std::nullopt);
  // Would be far more than there is memory, were it believed.
  EXPECT_EQ(compressor.Decompress(frame, SIZE_MAX / 4), std::nullopt);
}

TEST(CompressionTest, WhatIsNotOneWholeFrameIsRefused) {
  Compressor compressor;
  const std::string text(5000, 'x');
  const std::string frame = compressor.Compress(text);
  EXPECT_EQ(compressor.Decompress(frame + "x", text.size()), std::nullopt);
  EXPECT_EQ(compressor.Decompress(frame + frame, text.size()), std::nullopt);
  for (size_t size = 0; size < frame.size(); ++size) {
    EXPECT_EQ(compressor.Decompress(frame.substr(0, size), text.size()),
              std::nullopt);
  }
  EXPECT_EQ(compressor.Decompress("no frame at all", 15), std::nullopt);
}

TEST(CompressionTest, StreamComesBackInAnyPieces) {
  // Larger than all rooms inside; of a size that fills them exactly, too.
  for (const std::string& bytes :
       {std::string(), std::string(1, 'x'), std::string(128 << 10, 'x'),
        std::string(256 << 10, 'x'), Noise(300000)}) {
    const std::string stream = ToStream(bytes, 10007);
    for (const size_t step : {512u, 100000u}) {
      for (const size_t source_step : {1000u, 1000000u}) {
        const auto back = FromStream(stream, step, source_step);
        ASSERT_TRUE(back.ok()) << back.error().message;
        EXPECT_TRUE(back.value() == bytes) << bytes.size();
      }
    }
  }
}

TEST(CompressionTest, CutStreamIsAnError) {
  const std::string stream = ToStream(Noise(200000), 1000);
  for (const size_t size : {stream.size() - 1, stream.size() / 2, size_t{5}}) {
    EXPECT_FALSE(FromStream(stream.substr(0, size), 512, 1000).ok()) << size;
  }
}

TEST(CompressionTest, FlippedStreamIsAnError) {
  std::string stream = ToStream(Noise(200000), 1000);
  stream[stream.size() / 2] ^= 1;
  EXPECT_FALSE(FromStream(stream, 512, 1000).ok());
}

}  // namespace
}  // namespace xb
