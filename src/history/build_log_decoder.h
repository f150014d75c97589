// SPDX-License-Identifier: Apache-2.0
// What the text of a build log says, before its paths are nodes of a graph.
// Pure functions, any thread: a log can be decoded while the manifest is still
// being read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

struct LogEntry {
  int32_t start_ms = 0;  // since the start of that build
  int32_t end_ms = 0;
  // Version 5: of the output (of its newest input after a restat that changed
  // nothing).  From version 6 on: the file clock when the command started.
  int64_t mtime_ns = 0;
  uint64_t command_hash = 0;

  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};
static_assert(sizeof(LogEntry) == 24);

struct LogHeader {
  int version = 0;  // 0 = none
  size_t size = 0;
};
LogHeader ParseLogHeader(std::string_view bytes);
std::string MakeLogHeader(int version);

// Start, end, mtime, output and hash, separated by tabs.  False for any other
// line; it is to be skipped: the output that it was about is then as old as
// before.
bool ParseLogLine(std::string_view line, std::string_view* output,
                  LogEntry* entry);

// Calls fn(line) for each whole line; returns the size up to the last one.
template <typename Fn>
size_t ForEachWholeLine(std::string_view bytes, Fn fn) {
  size_t begin = 0;
  while (true) {
    const size_t newline = bytes.find('\n', begin);
    if (newline == std::string_view::npos) return begin;
    fn(bytes.substr(begin, newline - begin));
    begin = newline + 1;
  }
}

// Of each output the last entry, in the order outputs were first seen.
struct DecodedBuildLog {
  struct Row {
    size_t offset = 0;  // of the path in the text
    uint32_t size = 0;
    uint32_t hash = 0;  // HashOf() it
    LogEntry entry;
  };
  std::vector<Row> rows;
  size_t records = 0;
  // Up to the last whole line.
  size_t good_size = 0;
};

// `bytes` begin with `header`.
DecodedBuildLog DecodeBuildLog(std::string_view bytes, const LogHeader& header);

}  // namespace xb
