// SPDX-License-Identifier: Apache-2.0
#include "history/frames.h"

#include "base/hash.h"

namespace xb {
namespace {

// Marks the beginning of a frame: where reading goes on after damage.
constexpr std::string_view kMark = "\xf7xb\x1a";

struct FrameHeader {
  std::array<char, 4> mark;
  uint32_t size;      // of the payload
  uint64_t checksum;  // XXH3-64 of the payload
};
static_assert(sizeof(FrameHeader) == kFrameHeaderSize);

// The payload of the frame that `bytes` begin with.
std::optional<std::string_view> ParseFrame(std::string_view bytes,
                                           size_t max_payload) {
  FrameHeader header;
  std::string_view payload;
  if (!TakeStruct(&bytes, &header) || header.size > max_payload ||
      !TakeString(&bytes, header.size, &payload) ||
      Xxh3(payload) != header.checksum) {
    return std::nullopt;
  }
  return payload;
}

}  // namespace

std::optional<FramesHeader> ParseFramesHeader(std::string_view bytes,
                                              const FramesHeader& expected) {
  FramesHeader header;
  if (!TakeStruct(&bytes, &header) || header.signature != expected.signature ||
      header.version != expected.version) {
    return std::nullopt;
  }
  return header;
}

bool TakeString(std::string_view* text, size_t size, std::string_view* value) {
  if (text->size() < size) return false;
  *value = text->substr(0, size);
  text->remove_prefix(size);
  return true;
}

size_t BeginFrame(std::string* text) {
  const size_t begin = text->size();
  AppendStruct(FrameHeader{}, text);
  return begin;
}

void EndFrame(size_t begin, std::string* text) {
  const std::string_view payload =
      std::string_view(*text).substr(begin + kFrameHeaderSize);
  FrameHeader header{{}, static_cast<uint32_t>(payload.size()), Xxh3(payload)};
  std::memcpy(header.mark.data(), kMark.data(), kMark.size());
  std::memcpy(text->data() + begin, &header, sizeof header);
}

std::optional<FoundFrame> FindFrame(std::string_view bytes, size_t at,
                                    size_t max_payload) {
  for (at = bytes.find(kMark, at); at != std::string_view::npos;
       at = bytes.find(kMark, at + 1)) {
    const auto payload = ParseFrame(bytes.substr(at), max_payload);
    if (payload) {
      return FoundFrame{*payload, at + kFrameHeaderSize + payload->size()};
    }
  }
  return std::nullopt;
}

}  // namespace xb
