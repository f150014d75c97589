// SPDX-License-Identifier: Apache-2.0
#include "history/records.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "history/frames.h"

namespace xb {
namespace {

constexpr FramesHeader kRecordsHeader = {
    {'#', ' ', 'x', 'b', ' ', 'r', 'e', 'c', 'o', 'r', 'd', '\n'}, 1, 0};
constexpr size_t kMaxPayload = 1 << 20;
constexpr size_t kMaxReason = 4 << 10;
constexpr size_t kMaxKey = 64 << 10;
constexpr size_t kKept = 2;  // records of a key that survive a compaction
// A small command and its paths.  Below this many bytes an edge, or in all,
// compacting cannot be worth it.
constexpr int64_t kSmallRecord = 1 << 10;
constexpr int64_t kSmallRecords = 1 << 20;

// The payload: this, the key, and what the type makes of the rest.
struct RecordHeader {
  uint16_t type;
  uint16_t reserved;
  uint32_t key_size;
};
static_assert(sizeof(RecordHeader) == 8);

// After the key of a kRun: this, then reason, command and output.  Later
// versions may add to the end.
struct RunHeader {
  int64_t start_s;
  int64_t duration_ms;
  int64_t user_us;
  int64_t system_us;
  int64_t max_rss_kb;
  uint64_t command_hash;
  uint64_t output_size;
  int32_t exit_status;
  uint32_t reason_size;
  uint32_t command_size;
  uint32_t kept_output_size;
};
static_assert(sizeof(RunHeader) == 72);

// Behind them, since later.
struct RunTrailer {
  int32_t log_start_ms;
  int32_t log_end_ms;
  uint64_t environment;
};
static_assert(sizeof(RunTrailer) == 16);

// After the key of a kEnvironment, which is the digest in hexadecimal: for each
// variable this, then its name.
struct VariableHeader {
  uint64_t digest;
  uint32_t name_size;
  uint32_t reserved;
};
static_assert(sizeof(VariableHeader) == 16);

std::string MakeRecordsHeader(int64_t compacted_size) {
  FramesHeader header = kRecordsHeader;
  header.compacted_size = compacted_size;
  std::string bytes;
  AppendStruct(header, &bytes);
  return bytes;
}

struct ParsedRecord {
  std::string_view frame;  // as it is in the file
  uint16_t type = 0;
  std::string_view key;
  std::string_view body;
};

std::optional<ParsedRecord> ParseRecord(std::string_view frame) {
  std::string_view rest = frame.substr(kFrameHeaderSize);
  RecordHeader header;
  ParsedRecord record;
  record.frame = frame;
  if (!TakeStruct(&rest, &header) ||
      !TakeString(&rest, header.key_size, &record.key)) {
    return std::nullopt;
  }
  record.type = header.type;
  record.body = rest;
  return record;
}

// Calls fn(ParsedRecord) for every undamaged record of a file.
template <typename Fn>
void ForEachRecord(std::string_view bytes, Fn fn) {
  if (!ParseFramesHeader(bytes, kRecordsHeader)) return;
  size_t at = sizeof(FramesHeader);
  while (const auto frame = FindFrame(bytes, at, kMaxPayload)) {
    at = frame->end;
    const size_t size = kFrameHeaderSize + frame->payload.size();
    if (const auto record = ParseRecord(bytes.substr(at - size, size))) {
      fn(*record);
    }
  }
}

std::optional<RunRecord> ParseRun(const ParsedRecord& record) {
  std::string_view rest = record.body;
  RunHeader header;
  std::string_view reason, command, output;
  if (!TakeStruct(&rest, &header) ||
      !TakeString(&rest, header.reason_size, &reason) ||
      !TakeString(&rest, header.command_size, &command) ||
      !TakeString(&rest, header.kept_output_size, &output)) {
    return std::nullopt;
  }
  RunTrailer trailer;
  if (!TakeStruct(&rest, &trailer)) trailer = {-1, -1, 0};
  return RunRecord{.output_path = std::string(record.key),
                   .reason = std::string(reason),
                   .start_s = header.start_s,
                   .duration_ms = header.duration_ms,
                   .user_us = header.user_us,
                   .system_us = header.system_us,
                   .max_rss_kb = header.max_rss_kb,
                   .exit_status = header.exit_status,
                   .command_hash = header.command_hash,
                   .command = std::string(command),
                   .output_size = header.output_size,
                   .output = std::string(output),
                   .log_start_ms = trailer.log_start_ms,
                   .log_end_ms = trailer.log_end_ms,
                   .environment = trailer.environment};
}

std::optional<EnvironmentRecord> ParseEnvironment(const ParsedRecord& record,
                                                  uint64_t digest) {
  EnvironmentRecord environment{.digest = digest, .variables = {}};
  std::string_view rest = record.body;
  while (!rest.empty()) {
    VariableHeader header;
    std::string_view name;
    if (!TakeStruct(&rest, &header) ||
        !TakeString(&rest, header.name_size, &name)) {
      return std::nullopt;
    }
    environment.variables.push_back({std::string(name), header.digest});
  }
  return environment;
}

std::string KeyOf(uint64_t environment) {
  // Half of the digits are zeros.
  return HexOf({.low = environment}).substr(16);
}

bool IsOf(const ParsedRecord& record, RecordType type) {
  return record.type == static_cast<uint16_t>(type);
}

uint32_t SizeOf(std::string_view text) {
  return static_cast<uint32_t>(text.size());
}

}  // namespace

Records::Records(Disk& disk, std::string path) : file_(disk, std::move(path)) {}

void Records::SetEnvironment(EnvironmentRecord environment) {
  environment_ = std::move(environment);
  has_told_environment_ = false;
}

void Records::AppendEnvironment() {
  if (has_told_environment_ || environment_.digest == 0) return;
  has_told_environment_ = true;
  const std::string key = KeyOf(environment_.digest);
  const size_t frame = BeginFrame(&pending_);
  AppendStruct(RecordHeader{static_cast<uint16_t>(RecordType::kEnvironment), 0,
                            SizeOf(key)},
               &pending_);
  pending_ += key;
  for (const VariableDigest& variable : environment_.variables) {
    AppendStruct(VariableHeader{variable.digest, SizeOf(variable.name), 0},
                 &pending_);
    pending_ += variable.name;
  }
  EndFrame(frame, &pending_);
}

void Records::Append(const RunRecord& record) {
  if (!file_.has_path() || record.output_path.size() > kMaxKey) return;
  AppendEnvironment();
  const auto cut = [](std::string_view text, size_t size) {
    return text.substr(0, size);
  };
  const std::string_view reason = cut(record.reason, kMaxReason);
  const std::string_view command = cut(record.command, kMaxCommand);
  const std::string_view output = cut(record.output, kMaxOutput);
  const size_t frame = BeginFrame(&pending_);
  AppendStruct(RecordHeader{static_cast<uint16_t>(RecordType::kRun), 0,
                            SizeOf(record.output_path)},
               &pending_);
  pending_ += record.output_path;
  AppendStruct(RunHeader{.start_s = record.start_s,
                         .duration_ms = record.duration_ms,
                         .user_us = record.user_us,
                         .system_us = record.system_us,
                         .max_rss_kb = record.max_rss_kb,
                         .command_hash = record.command_hash,
                         .output_size = record.output_size,
                         .exit_status = record.exit_status,
                         .reason_size = SizeOf(reason),
                         .command_size = SizeOf(command),
                         .kept_output_size = SizeOf(output)},
               &pending_);
  pending_.append(reason).append(command).append(output);
  AppendStruct(RunTrailer{.log_start_ms = record.log_start_ms,
                          .log_end_ms = record.log_end_ms,
                          .environment = environment_.digest},
               &pending_);
  EndFrame(frame, &pending_);
}

Status Records::Flush() {
  if (pending_.empty()) return Ok();
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  size_ = session.size;
  if (session.replaced || compacted_size_ == 0) {
    XB_ASSIGN(const std::string bytes, file_.ReadAt(0, sizeof(FramesHeader)));
    const auto header = ParseFramesHeader(bytes, kRecordsHeader);
    if (!header) {
      if (size_ > 0) XB_TRY(file_.Truncate(0));
      size_ = 0;
    }
    compacted_size_ = header ? header->compacted_size : 0;
  }
  if (size_ == 0) {
    // Kept until the write worked: the next try may find the file begun.
    const std::string text = MakeRecordsHeader(0) + pending_;
    XB_TRY(file_.Append(text));
  } else {
    XB_TRY(file_.Append(pending_));
  }
  size_ = file_.known_size();
  pending_.clear();
  return Ok();
}

bool Records::needs_compaction(size_t edge_count) const {
  const int64_t expected = std::max(
      {compacted_size_, static_cast<int64_t>(edge_count) * kSmallRecord,
       kSmallRecords});
  return size_ > 2 * expected;
}

Status Records::Compact() {
  if (!file_.has_path()) return Ok();
  XB_ASSIGN(const bool exists, file_.Exists());
  if (!exists) return Ok();
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_ASSIGN(const std::string bytes, file_.ReadAt(0, session.size));
  std::vector<ParsedRecord> kept;
  std::unordered_set<std::string> environments;  // keys
  // Of each type and key, how many records there are; then, how many of them
  // are still too old to be kept.
  std::unordered_map<std::string, size_t> counts;
  const auto name = [](const ParsedRecord& record) {
    return std::to_string(record.type) + ' ' + std::string(record.key);
  };
  ForEachRecord(bytes, [&](const ParsedRecord& r) { ++counts[name(r)]; });
  ForEachRecord(bytes, [&](const ParsedRecord& record) {
    if (counts[name(record)]-- > kKept) return;
    kept.push_back(record);
    if (!IsOf(record, RecordType::kRun)) return;
    if (const auto run = ParseRun(record)) {
      environments.insert(KeyOf(run->environment));
    }
  });
  std::erase_if(kept, [&](const ParsedRecord& record) {
    return IsOf(record, RecordType::kEnvironment) &&
           !environments.contains(std::string(record.key));
  });
  size_t size = sizeof(FramesHeader);
  for (const ParsedRecord& record : kept) size += record.frame.size();
  std::string text = MakeRecordsHeader(static_cast<int64_t>(size));
  text.reserve(size);
  for (const ParsedRecord& record : kept) text += record.frame;
  XB_TRY(file_.Replace(text));
  size_ = compacted_size_ = static_cast<int64_t>(size);
  return Ok();
}

Result<std::vector<RunRecord>> Records::LoadRuns(Disk& disk,
                                                 const std::string& path,
                                                 std::string_view output_path) {
  std::vector<RunRecord> runs;
  XB_ASSIGN(const std::optional<std::string> bytes, disk.Read(path));
  if (!bytes) return runs;
  ForEachRecord(*bytes, [&](const ParsedRecord& record) {
    if (!IsOf(record, RecordType::kRun) || record.key != output_path) return;
    if (auto run = ParseRun(record)) runs.push_back(std::move(*run));
  });
  return runs;
}

Result<std::optional<EnvironmentRecord>> Records::LoadEnvironment(
    Disk& disk, const std::string& path, uint64_t digest) {
  std::optional<EnvironmentRecord> found;
  XB_ASSIGN(const std::optional<std::string> bytes, disk.Read(path));
  if (!bytes || digest == 0) return found;
  const std::string key = KeyOf(digest);
  ForEachRecord(*bytes, [&](const ParsedRecord& record) {
    if (!IsOf(record, RecordType::kEnvironment) || record.key != key) return;
    if (auto parsed = ParseEnvironment(record, digest)) {
      found = std::move(parsed);
    }
  });
  return found;
}

Result<Records::RunOfOutput> Records::LoadPrinted(Disk& disk,
                                                  const std::string& path) {
  RunOfOutput last;
  XB_ASSIGN(const std::optional<std::string> bytes, disk.Read(path));
  if (!bytes) return last;
  ForEachRecord(*bytes, [&](const ParsedRecord& record) {
    if (!IsOf(record, RecordType::kRun)) return;
    auto run = ParseRun(record);
    if (!run) return;
    const std::string key(record.key);
    if (run->exit_status == 0 && run->output_size > 0) {
      last[key] = std::move(*run);
    } else {
      last.erase(key);
    }
  });
  return last;
}

}  // namespace xb
