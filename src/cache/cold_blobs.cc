// SPDX-License-Identifier: Apache-2.0
#include "cache/cold_blobs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "os/file_lock.h"
#include "os/file_tree.h"

namespace xb {
namespace {

constexpr int64_t kMinuteNs = int64_t{60} * 1000000000;
// Between two looks, and between two rounds of them.
constexpr int64_t kPauseNs = 10 * kMinuteNs;
constexpr int64_t kRoundPauseNs = 60 * kMinuteNs;
// Of one look: listing so many directories, reading so many bytes.
constexpr int kMostDirectories = 32;
constexpr uint64_t kMostBytes = 256 << 20;
constexpr int kDirectories = 256;

Result<std::vector<StoredFile>> BlobsIn(const ActionCache& cache, int part) {
  std::vector<StoredFile> files;
  XB_TRY(cache.layout().ForEachFile(
      cache.layout().blobs(), {.begin = part, .end = part + 1},
      [&](const std::string&, const Digest& digest, const FileStat& stat) {
        files.push_back(Inventory::OfBlob(digest, stat));
      }));
  return files;
}

uint64_t SizeOfCold(const std::vector<StoredFile>& files, int64_t until_ns,
                    int64_t done_ns) {
  uint64_t size = 0;
  for (const StoredFile& file : files) {
    const bool is_cold = file.used_ns <= until_ns && file.used_ns > done_ns;
    if (is_cold && !file.is_compressed) size += file.bytes;
  }
  return size;
}

}  // namespace

bool IsColdLookDue(const ColdLook& look, int64_t now_ns) {
  // A clock may have been set back.
  return look.due_ns <= now_ns || look.due_ns > now_ns + kRoundPauseNs;
}

ColdLook WholeColdLook(int64_t now_ns) {
  return {.due_ns = now_ns + kRoundPauseNs, .done_ns = now_ns - kColdNs};
}

ColdSummary CompressCold(const ActionCache& cache, int64_t now_ns,
                         int64_t done_ns, std::vector<StoredFile>* files,
                         CareProgress progress) {
  ColdSummary summary;
  uint64_t done = 0;
  for (StoredFile& file : *files) {
    summary.is_stopped = !progress(done++, files->size());
    if (summary.is_stopped) return summary;
    if (file.scope != Inventory::kBlob || file.is_compressed ||
        file.used_ns <= done_ns || now_ns - file.used_ns < kColdNs) {
      continue;
    }
    const auto saved = cache.blobs().CompressUnused(file.digest, file.used_ns);
    // There is no room, or no right: the next would fare no better.
    if (!saved.ok()) return summary;
    if (saved.value() == 0) continue;
    ++summary.files;
    summary.saved_bytes += saved.value();
    file.bytes -= std::min(file.bytes, saved.value());
    file.is_compressed = true;
  }
  return summary;
}

Status CompressSome(const ActionCache& cache, Clock& clock) {
  XB_TRY(MakePrivateDirectories(cache.layout().root()));
  XB_ASSIGN(const std::optional<FileLock> lock,
            FileLock::TryTake(cache.layout().lock("gc")));
  if (!lock) return Ok();
  const int64_t now_ns = clock.WallNs();
  ColdLook look = ReadStatistics(cache.layout()).cold;
  if (!IsColdLookDue(look, now_ns)) return Ok();
  if (look.next_directory == 0 || look.next_directory >= kDirectories) {
    look.next_directory = 0;
    look.until_ns = now_ns - kColdNs;
  }
  const auto go_on = [](uint64_t, uint64_t) { return true; };
  ColdSummary all;
  uint64_t read = 0;
  const auto end =
      std::min<uint64_t>(look.next_directory + kMostDirectories, kDirectories);
  while (look.next_directory < end && read < kMostBytes) {
    XB_ASSIGN(std::vector<StoredFile> files,
              BlobsIn(cache, static_cast<int>(look.next_directory)));
    read += SizeOfCold(files, look.until_ns, look.done_ns);
    const ColdSummary one = CompressCold(cache, look.until_ns + kColdNs,
                                         look.done_ns, &files, go_on);
    all.files += one.files;
    all.saved_bytes += one.saved_bytes;
    ++look.next_directory;
  }
  look.due_ns = now_ns + kPauseNs;
  if (look.next_directory == kDirectories) {
    look = {.due_ns = now_ns + kRoundPauseNs, .done_ns = look.until_ns};
  }
  return AddColdLook(cache.layout(), look, all.files, all.saved_bytes);
}

}  // namespace xb
