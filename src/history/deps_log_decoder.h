// SPDX-License-Identifier: Apache-2.0
// What the bytes of a deps log say, before its paths are nodes of a graph.
// Pure functions, any thread: a log can be decoded while the manifest is still
// being read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace xb {

inline constexpr std::string_view kDepsSignature = "# ninjadeps\n";
// The signature and the version.
inline constexpr size_t kDepsHeaderSize = 16;
// Bytes behind the size of a record.
inline constexpr size_t kMaxDepsRecordSize = (size_t{1} << 19) - 1;

// A number of the file, which is in the byte order of the machine.
inline uint32_t ReadDepsWord(const char* at) {
  uint32_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// 0 when `bytes` do not begin with a header.
uint32_t DepsVersionOf(std::string_view bytes);

// One record.  What it refers to is not checked.
struct DepsRecord {
  bool is_path = false;
  // The number that the path has to have.
  uint32_t id = 0;
  std::string_view path;
  // Else: ids in the order of the file.
  uint32_t output = 0;
  int64_t mtime_ns = 0;
  std::string_view inputs;  // 4 bytes each

  size_t input_count() const { return inputs.size() / sizeof(uint32_t); }
  uint32_t input(size_t i) const {
    return ReadDepsWord(inputs.data() + i * sizeof(uint32_t));
  }
};

// Reads the record at the beginning of `bytes`; returns its size, 0 when it is
// not whole or not valid.
size_t ParseDepsRecord(std::string_view bytes, DepsRecord* record);

// Of each output the last record, in the order outputs were first seen.
struct DecodedDepsLog {
  struct Path {
    size_t offset = 0;  // in the bytes
    uint32_t size = 0;
    uint32_t hash = 0;  // HashOf() it
  };
  struct Row {
    uint32_t output = 0;  // number of a path
    uint32_t inputs_size = 0;
    size_t inputs_offset = 0;  // in the bytes; numbers of paths
    int64_t mtime_ns = 0;
  };
  std::vector<Path> paths;
  std::vector<Row> rows;
  size_t records = 0;
  size_t inputs = 0;  // of all rows
  // Up to the first record that is not valid.
  size_t good_size = 0;
};

// `bytes` begin with a header.
DecodedDepsLog DecodeDepsLog(std::string_view bytes);

}  // namespace xb
