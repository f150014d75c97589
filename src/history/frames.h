// SPDX-License-Identifier: Apache-2.0
// Frames: how xb's own append-only files are cut into pieces
// (misc/doc/formats.md).  Each begins with a mark and has a checksum, so that
// damage costs the frames that it hits and none after them, and so that a
// writer need not know what the file ends with.  Pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace xb {

inline constexpr size_t kFrameHeaderSize = 16;

// What a file of frames begins with.  Everything is in the byte order of the
// machine; another order reads as an unknown version.
struct FramesHeader {
  std::array<char, 12> signature;
  uint32_t version;
  int64_t compacted_size;  // bytes right after the last compaction, or 0
};
static_assert(sizeof(FramesHeader) == 24);

// nullopt unless `bytes` begin with this signature and version.
std::optional<FramesHeader> ParseFramesHeader(std::string_view bytes,
                                              const FramesHeader& expected);

template <typename T>
void AppendStruct(const T& value, std::string* text) {
  text->append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Both take from the beginning of `text`; false when it is too short.
template <typename T>
bool TakeStruct(std::string_view* text, T* value) {
  if (text->size() < sizeof *value) return false;
  std::memcpy(value, text->data(), sizeof *value);
  text->remove_prefix(sizeof *value);
  return true;
}
bool TakeString(std::string_view* text, size_t size, std::string_view* value);

// Room for the header; append the payload, then call EndFrame().  Returns
// where the frame begins in `text`.
size_t BeginFrame(std::string* text);
void EndFrame(size_t begin, std::string* text);

// The next undamaged frame in `bytes` from `at` on.
struct FoundFrame {
  std::string_view payload;
  size_t end = 0;  // of the frame, in `bytes`
};
std::optional<FoundFrame> FindFrame(std::string_view bytes, size_t at,
                                    size_t max_payload);

}  // namespace xb
