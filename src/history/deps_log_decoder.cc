// SPDX-License-Identifier: Apache-2.0
#include "history/deps_log_decoder.h"

#include <utility>

#include "graph/graph_builder.h"

namespace xb {
namespace {

static_assert(kDepsSignature.size() + sizeof(uint32_t) == kDepsHeaderSize);
constexpr uint32_t kDepsFlag = 0x80000000;
constexpr size_t kInputsAt = 12;  // behind output and mtime

bool ParsePath(std::string_view body, DepsRecord* record) {
  if (body.size() < 8 || body.size() % 4 != 0) return false;
  std::string_view path = body.substr(0, body.size() - 4);
  record->id = ~ReadDepsWord(path.data() + path.size());
  for (int i = 0; i < 3 && path.back() == '\0'; ++i) path.remove_suffix(1);
  record->path = path;
  return path.find('\0') == std::string_view::npos;
}

bool ParseDeps(std::string_view body, DepsRecord* record) {
  if (body.size() < kInputsAt || body.size() % 4 != 0) return false;
  record->output = ReadDepsWord(body.data());
  record->mtime_ns =
      static_cast<int64_t>(ReadDepsWord(body.data() + 4) |
                           uint64_t{ReadDepsWord(body.data() + 8)} << 32);
  record->inputs = body.substr(kInputsAt);
  return true;
}

// Collects the records of one log.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  DecodedDepsLog Decode();

 private:
  bool Add(const DepsRecord& record);
  bool AddPath(const DepsRecord& record);
  bool AddDeps(const DepsRecord& record);
  size_t OffsetOf(std::string_view part) const {
    return static_cast<size_t>(part.data() - bytes_.data());
  }

  const std::string_view bytes_;
  DecodedDepsLog log_;
  IndexTable path_table_;
  std::vector<uint32_t> row_of_path_;
};

DecodedDepsLog Decoder::Decode() {
  size_t at = kDepsHeaderSize;
  for (;;) {
    DepsRecord record;
    const size_t size = ParseDepsRecord(bytes_.substr(at), &record);
    if (size == 0 || !Add(record)) break;
    at += size;
  }
  log_.good_size = at;
  return std::move(log_);
}

bool Decoder::Add(const DepsRecord& record) {
  return record.is_path ? AddPath(record) : AddDeps(record);
}

bool Decoder::AddPath(const DepsRecord& record) {
  const auto id = static_cast<uint32_t>(log_.paths.size());
  if (record.id != id) return false;
  const uint32_t hash = HashOf(record.path);
  const uint32_t known = path_table_.Find(hash, [&](uint32_t i) {
    const DecodedDepsLog::Path& path = log_.paths[i];
    return bytes_.substr(path.offset, path.size) == record.path;
  });
  // A path has one number, or two writers did not see each other.
  if (known != kNoIndex) return false;
  path_table_.Insert(hash, id);
  log_.paths.push_back({.offset = OffsetOf(record.path),
                        .size = static_cast<uint32_t>(record.path.size()),
                        .hash = hash});
  row_of_path_.push_back(kNoIndex);
  return true;
}

bool Decoder::AddDeps(const DepsRecord& record) {
  const size_t known_paths = log_.paths.size();
  if (record.output >= known_paths) return false;
  for (size_t i = 0; i < record.input_count(); ++i) {
    if (record.input(i) >= known_paths) return false;
  }
  ++log_.records;
  uint32_t& number = row_of_path_[record.output];
  if (number == kNoIndex) {
    number = static_cast<uint32_t>(log_.rows.size());
    log_.rows.emplace_back();
  }
  DecodedDepsLog::Row& row = log_.rows[number];
  log_.inputs += record.input_count() - row.inputs_size;
  row = {.output = record.output,
         .inputs_size = static_cast<uint32_t>(record.input_count()),
         .inputs_offset = OffsetOf(record.inputs),
         .mtime_ns = record.mtime_ns};
  return true;
}

}  // namespace

uint32_t DepsVersionOf(std::string_view bytes) {
  if (bytes.size() < kDepsHeaderSize) return 0;
  if (bytes.substr(0, kDepsSignature.size()) != kDepsSignature) return 0;
  return ReadDepsWord(bytes.data() + kDepsSignature.size());
}

size_t ParseDepsRecord(std::string_view bytes, DepsRecord* record) {
  if (bytes.size() < sizeof(uint32_t)) return 0;
  const uint32_t word = ReadDepsWord(bytes.data());
  const size_t size = word & ~kDepsFlag;
  if (size > kMaxDepsRecordSize || size > bytes.size() - sizeof word) return 0;
  const std::string_view body = bytes.substr(sizeof word, size);
  record->is_path = (word & kDepsFlag) == 0;
  const bool is_valid =
      record->is_path ? ParsePath(body, record) : ParseDeps(body, record);
  return is_valid ? sizeof word + size : 0;
}

DecodedDepsLog DecodeDepsLog(std::string_view bytes) {
  return Decoder(bytes).Decode();
}

}  // namespace xb
