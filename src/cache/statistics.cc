// SPDX-License-Identifier: Apache-2.0
#include "cache/statistics.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "cache/codec.h"
#include "os/disk.h"
#include "os/file_lock.h"
#include "os/function_ref.h"
#include "os/input_file.h"

namespace xb {
namespace {

constexpr std::string_view kStatsMagic = "xb stats\n";
constexpr uint64_t kStatsVersion = 3;
constexpr size_t kMaxFile = 4 << 20;
constexpr std::string_view kOther = "other";

// Reads, changes and writes while nobody else does.
Status Change(const Layout& layout, FunctionRef<void(Statistics*)> change) {
  XB_TRY(MakePrivateDirectories(layout.root()));
  XB_ASSIGN(const FileLock lock, FileLock::Take(layout.lock("stats")));
  Statistics statistics = ReadStatistics(layout);
  change(&statistics);
  XB_ASSIGN(TemporaryFile file, layout.NewTemporary());
  XB_TRY(file.Append(statistics.Encode()));
  return file.Commit(layout.statistics());
}

}  // namespace

void Counters::Add(std::string_view name, uint64_t count) {
  auto found = counts_.find(name.substr(0, kMaxName));
  if (found == counts_.end()) {
    if (counts_.size() + 1 >= kMaxNames) name = kOther;
    found = counts_.try_emplace(std::string(name.substr(0, kMaxName))).first;
  }
  found->second += count;
}

void Counters::Add(const Counters& counters) {
  for (const auto& [name, count] : counters.counts_) Add(name, count);
}

uint64_t Counters::Get(std::string_view name) const {
  const auto found = counts_.find(name);
  return found == counts_.end() ? 0 : found->second;
}

std::string Statistics::Encode() const {
  ByteWriter body;
  body.Varint(static_cast<uint64_t>(since_s));
  body.Varint(size ? 1 : 0);
  body.Varint(size.value_or(0));
  body.Varint(next_part);
  body.Varint(static_cast<uint64_t>(last_removal.ended_ns));
  body.Varint(last_removal.files);
  body.Varint(last_removal.bytes);
  body.Varint(last_removal.max_size);
  body.Varint(static_cast<uint64_t>(cold.due_ns));
  body.Varint(cold.next_directory);
  body.Varint(static_cast<uint64_t>(cold.until_ns));
  body.Varint(static_cast<uint64_t>(cold.done_ns));
  body.Varint(counters.all().size());
  for (const auto& [name, count] : counters.all()) {
    body.Text(name);
    body.Varint(count);
  }
  const std::string bytes = body.Take();
  ByteWriter file;
  file.Raw(kStatsMagic);
  file.Varint(kStatsVersion);
  file.Hash(Xxh3Wide(bytes));
  file.Raw(bytes);
  return file.Take();
}

std::optional<Statistics> Statistics::Decode(std::string_view bytes) {
  ByteReader header(bytes);
  const std::string_view magic = header.Raw(kStatsMagic.size());
  const uint64_t version = header.Varint();
  const Hash128 checksum = header.Hash();
  if (!header.ok() || magic != kStatsMagic || version != kStatsVersion) {
    return std::nullopt;
  }
  const std::string_view body = header.Rest();
  if (Xxh3Wide(body) != checksum) return std::nullopt;
  ByteReader reader(body);
  Statistics statistics;
  statistics.since_s = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
  const bool has_size = reader.VarintUpTo(1) == 1;
  const uint64_t size = reader.Varint();
  if (has_size) statistics.size = size;
  statistics.next_part = reader.Varint();
  OwnRemoval& removal = statistics.last_removal;
  removal.ended_ns = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
  removal.files = reader.Varint();
  removal.bytes = reader.Varint();
  removal.max_size = reader.Varint();
  ColdLook& cold = statistics.cold;
  cold.due_ns = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
  cold.next_directory = reader.Varint();
  cold.until_ns = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
  cold.done_ns = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
  const size_t names = reader.Count(Counters::kMaxNames, 2);
  for (size_t i = 0; i < names && reader.ok(); ++i) {
    const std::string_view name = reader.Text(Counters::kMaxName);
    statistics.counters.Add(name, reader.Varint());
  }
  if (!reader.AtEnd()) return std::nullopt;
  return statistics;
}

Statistics ReadStatistics(const Layout& layout) {
  const auto file = InputFile::Open(layout.statistics());
  if (!file.ok() || !file.value()) return {};
  const auto size = static_cast<uint64_t>(file.value()->stat().size);
  std::string bytes;
  if (size > kMaxFile ||
      !file.value()->ReadAt(0, static_cast<size_t>(size), &bytes).ok()) {
    return {};
  }
  return Statistics::Decode(bytes).value_or(Statistics());
}

Status AddStatistics(const Layout& layout, const Counters& counters,
                     uint64_t written) {
  return Change(layout, [&](Statistics* statistics) {
    statistics->counters.Add(counters);
    if (statistics->size) *statistics->size += written;
  });
}

Status ResetStatistics(const Layout& layout, int64_t now_s) {
  return Change(layout, [&](Statistics* statistics) {
    statistics->counters = Counters();
    statistics->since_s = now_s;
  });
}

Status SetCacheSize(const Layout& layout, uint64_t size) {
  return Change(layout,
                [&](Statistics* statistics) { statistics->size = size; });
}

Status AddOwnLook(const Layout& layout, const OwnLook& look) {
  return Change(layout, [&](Statistics* statistics) {
    std::optional<uint64_t>& size = statistics->size;
    if (look.size) {
      size = look.size;
    } else if (size) {
      *size -= std::min(*size, look.removal.bytes);
    }
    statistics->next_part = look.next_part;
    if (look.removal.files > 0) statistics->last_removal = look.removal;
  });
}

Status AddColdLook(const Layout& layout, const ColdLook& look, uint64_t files,
                   uint64_t saved_bytes) {
  return Change(layout, [&](Statistics* statistics) {
    statistics->cold = look;
    std::optional<uint64_t>& size = statistics->size;
    if (size) *size -= std::min(*size, saved_bytes);
    if (files == 0) return;
    statistics->counters.Add(kCompressedFiles, files);
    statistics->counters.Add(kCompressedBytes, saved_bytes);
  });
}

}  // namespace xb
