// SPDX-License-Identifier: Apache-2.0
// How a RunStamp lies on disk: a header, rows of fixed width, and strings with
// their sizes in front.  Nothing of it is trusted before it was checked.  Pure
// functions.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "remake/run_facts.h"

namespace xb {

// All that follows is aligned to 8 bytes up to the text.
struct StampHeader {
  std::array<char, 8> magic = {'x', 'b', 'm', 'a', 'k', 'e', 'r', '\n'};
  uint32_t version = 1;
  uint32_t byte_order = 0x01020304;
  uint64_t file_size = 0;
  uint64_t hash = 0;  // XXH3-64 of the file with this field 0
  int64_t newest_ns = 0;
  uint32_t group_count = 0;
  uint32_t gap_count = 0;
  uint32_t file_count = 0;
  uint32_t hash_count = 0;
  uint64_t text_size = 0;
};
static_assert(sizeof(StampHeader) == 64);

// Of the whole file.
bool IsSoundStamp(std::string_view file, StampHeader* header);
// Fills in what the header says about the file that it begins.
void SealStamp(StampHeader header, std::string* file);

class StampCursor {
 public:
  explicit StampCursor(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  bool TakeRows(size_t count, std::span<const T>* rows) {
    if (bytes_.size() / sizeof(T) < count) return false;
    *rows = {reinterpret_cast<const T*>(bytes_.data()), count};
    bytes_.remove_prefix(count * sizeof(T));
    return true;
  }
  bool TakeBytes(uint64_t size, std::string_view* bytes);
  bool TakeNumber(uint32_t* number);
  bool TakeString(std::string* text);
  bool TakeStrings(std::vector<std::string>* texts);
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

void AppendNumber(uint32_t number, std::string* file);
void AppendString(std::string_view text, std::string* file);

// All of the facts but those about files.
void EncodeFacts(const RunFacts& facts, std::string* file);
bool DecodeFacts(StampCursor* cursor, RunFacts* facts);

}  // namespace xb
