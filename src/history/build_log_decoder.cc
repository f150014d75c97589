// SPDX-License-Identifier: Apache-2.0
#include "history/build_log_decoder.h"

#include <charconv>
#include <system_error>

#include "graph/graph_builder.h"

namespace xb {
namespace {

constexpr std::string_view kHeader = "# ninja log v";

// A number that is the whole of `text`.
template <typename T>
bool ParseNumber(std::string_view text, int base, T* value) {
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, *value, base);
  return parsed.ec == std::errc() && parsed.ptr == end;
}

// Cuts `text` at the first tab; false when there is none.
bool TakeField(std::string_view* text, std::string_view* field) {
  const size_t tab = text->find('\t');
  if (tab == std::string_view::npos) return false;
  *field = text->substr(0, tab);
  text->remove_prefix(tab + 1);
  return true;
}

}  // namespace

std::string MakeLogHeader(int version) {
  return std::string(kHeader) + std::to_string(version) + "\n";
}

LogHeader ParseLogHeader(std::string_view bytes) {
  if (bytes.substr(0, kHeader.size()) != kHeader) return {};
  const size_t newline = bytes.find('\n');
  if (newline == std::string_view::npos) return {};
  LogHeader header{.version = 0, .size = newline + 1};
  if (!ParseNumber(bytes.substr(kHeader.size(), newline - kHeader.size()), 10,
                   &header.version)) {
    return {};
  }
  return header;
}

bool ParseLogLine(std::string_view line, std::string_view* output,
                  LogEntry* entry) {
  std::string_view start, end, mtime;
  return TakeField(&line, &start) && TakeField(&line, &end) &&
         TakeField(&line, &mtime) && TakeField(&line, output) &&
         ParseNumber(start, 10, &entry->start_ms) &&
         ParseNumber(end, 10, &entry->end_ms) &&
         ParseNumber(mtime, 10, &entry->mtime_ns) &&
         ParseNumber(line, 16, &entry->command_hash) && !output->empty() &&
         output->find('\0') == std::string_view::npos;
}

DecodedBuildLog DecodeBuildLog(std::string_view bytes,
                               const LogHeader& header) {
  DecodedBuildLog log;
  IndexTable rows;
  const auto text = [&](const DecodedBuildLog::Row& row) {
    return bytes.substr(row.offset, row.size);
  };
  const auto add = [&](std::string_view line) {
    std::string_view output;
    LogEntry entry;
    if (!ParseLogLine(line, &output, &entry)) return;
    ++log.records;
    const uint32_t hash = HashOf(output);
    const uint32_t known = rows.Find(
        hash, [&](uint32_t i) { return text(log.rows[i]) == output; });
    if (known != kNoIndex) {
      log.rows[known].entry = entry;
      return;
    }
    rows.Insert(hash, static_cast<uint32_t>(log.rows.size()));
    log.rows.push_back(
        {.offset = static_cast<size_t>(output.data() - bytes.data()),
         .size = static_cast<uint32_t>(output.size()),
         .hash = hash,
         .entry = entry});
  };
  log.good_size =
      header.size + ForEachWholeLine(bytes.substr(header.size), add);
  return log;
}

}  // namespace xb
