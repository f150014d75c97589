// SPDX-License-Identifier: Apache-2.0
#include "cache/care.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cache/blob_format.h"
#include "cache/cold_blobs.h"
#include "cache/inventory.h"
#include "cache/statistics.h"
#include "os/disk.h"
#include "os/file_lock.h"
#include "os/file_tree.h"

namespace xb {
namespace {

constexpr int64_t kHourNs = int64_t{3600} * 1000000000;
// A writer that lives touches its file more often than this.
constexpr int64_t kLeftoverNs = kHourNs;
// As often as somebody who watches may want it.
constexpr size_t kReportStep = 16;
// What MakeRoom() looks at is a number from 0 to kParts: everything, then one
// part after the other.
constexpr uint64_t kParts = 8;

constexpr auto kGoOn = [](uint64_t, uint64_t) { return true; };

// Calls fn(i) for 0 to n - 1 and reports before every kReportStep; false when
// that said to stop.
template <typename Fn>
bool ForEachReporting(size_t n, CareProgress progress, Fn fn) {
  for (size_t i = 0; i < n; ++i) {
    if (i % kReportStep == 0 && !progress(i, n)) return false;
    fn(i);
  }
  return progress(n, n);
}

// Of the scopes named, everything.
struct Kept {
  std::vector<bool> scopes{};  // by Inventory::scopes
  DigestSet blobs{};

  bool Has(const StoredFile& file) const {
    if (Inventory::IsRecord(file)) return scopes[file.scope];
    return file.scope == Inventory::kBlob && blobs.contains(file.digest);
  }
};

Kept FindKept(const ActionCache& cache, const Inventory& inventory,
              const std::vector<std::string>& scopes) {
  Kept kept;
  for (const std::string& scope : inventory.scopes) {
    kept.scopes.push_back(std::find(scopes.begin(), scopes.end(), scope) !=
                          scopes.end());
  }
  for (const StoredFile& file : inventory.files) {
    if (!Inventory::IsRecord(file) || !kept.scopes[file.scope]) continue;
    const auto record =
        ReadRecord(cache, inventory.scopes[file.scope], file.digest);
    if (!record) continue;
    for (size_t i = 0; i < record->set_count(); ++i) {
      for (const Digest& digest : BlobsOf(cache, record->result(i))) {
        kept.blobs.insert(digest);
      }
    }
  }
  return kept;
}

// True when it was removed: not if somebody has used it since.
bool RemoveUnused(const std::string& path, int64_t used_ns) {
  const auto stat = StatLink(path);
  if (!stat.ok() || stat.value().mtime_ns != used_ns) return false;
  const auto removed = RealDisk().Remove(path);
  return removed.ok() && removed.value();
}

Status RemoveLeftovers(const ActionCache& cache, int64_t now_ns) {
  const std::string directory = cache.layout().temporaries();
  XB_ASSIGN(const std::vector<DirectoryEntry> entries,
            ListDirectory(directory));
  for (const DirectoryEntry& entry : entries) {
    if (entry.stat.mtime_ns < now_ns - kLeftoverNs) {
      XB_TRY(RemoveTree(directory + "/" + entry.name));
    }
  }
  return Ok();
}

// Directories two levels below `top`: parts of about the same size.
Status AddGrandchildren(const std::string& top,
                        std::vector<std::string>* directories) {
  XB_ASSIGN(const std::vector<DirectoryEntry> children, ListDirectory(top));
  for (const DirectoryEntry& child : children) {
    if (!child.stat.is_directory()) continue;
    const std::string path = top + "/" + child.name;
    XB_ASSIGN(const std::vector<DirectoryEntry> parts, ListDirectory(path));
    for (const DirectoryEntry& part : parts) {
      directories->push_back(path + "/" + part.name);
    }
  }
  return Ok();
}

// Indices of what may go, the longest unused first.
std::vector<uint32_t> OldestFirst(const Inventory& inventory,
                                  const Kept& kept) {
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < inventory.files.size(); ++i) {
    if (!kept.Has(inventory.files[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const StoredFile& left = inventory.files[a];
    const StoredFile& right = inventory.files[b];
    if (left.used_ns != right.used_ns) return left.used_ns < right.used_ns;
    return left.digest.hash < right.digest.hash;
  });
  return order;
}

Result<std::optional<FileLock>> TakeGcLock(const ActionCache& cache) {
  XB_TRY(MakePrivateDirectories(cache.layout().root()));
  return FileLock::TryTake(cache.layout().lock("gc"));
}

Result<GcSummary> CollectAll(const ActionCache& cache, int64_t now_ns,
                             const GcOptions& options, CareProgress progress) {
  XB_TRY(RemoveLeftovers(cache, now_ns));
  XB_ASSIGN(Inventory inventory, Inventory::Make(cache));
  const Kept kept = FindKept(cache, inventory, options.keep_scopes);
  GcSummary summary;
  const int64_t done_ns = ReadStatistics(cache.layout()).cold.done_ns;
  const ColdSummary cold =
      CompressCold(cache, now_ns, done_ns, &inventory.files, progress);
  summary.compressed_files = cold.files;
  summary.saved_bytes = cold.saved_bytes;
  for (const StoredFile& file : inventory.files) {
    ++summary.files;
    summary.bytes += file.bytes;
    if (kept.Has(file)) summary.kept_bytes += file.bytes;
  }
  const bool is_over = summary.bytes > options.max_size;
  const uint64_t goal =
      is_over ? options.max_size - options.max_size / 10 : UINT64_MAX;
  summary.is_stopped = cold.is_stopped;
  if (summary.is_stopped) return summary;
  XB_TRY(AddColdLook(cache.layout(), WholeColdLook(now_ns), cold.files,
                     cold.saved_bytes));
  const std::vector<uint32_t> order = OldestFirst(inventory, kept);
  summary.is_stopped = !ForEachReporting(order.size(), progress, [&](size_t i) {
    const StoredFile& file = inventory.files[order[i]];
    const bool is_old = now_ns - file.used_ns > options.max_age_ns;
    if (!is_old && summary.bytes - summary.removed_bytes <= goal) return;
    if (!RemoveUnused(inventory.PathOf(cache, file), file.used_ns)) return;
    ++summary.removed_files;
    summary.removed_bytes += file.bytes;
  });
  return summary;
}

// Of one part, which is `part` of kParts: compresses what is cold, and removes
// what was not used for longest, until that is well below its share or all is
// below the limit by as much as one part can give.
Status CollectPart(const ActionCache& cache, int64_t now_ns, uint64_t max_size,
                   uint64_t part, GcSummary* summary) {
  const int width = 256 / static_cast<int>(kParts);
  const int begin = static_cast<int>(part) * width;
  XB_ASSIGN(Inventory inventory,
            Inventory::Make(cache, {.begin = begin, .end = begin + width}));
  uint64_t size = 0;
  for (const StoredFile& file : inventory.files) size += file.bytes;
  summary->files += inventory.files.size();
  const uint64_t share = max_size / kParts;
  if (size <= share) return Ok();
  const ColdLook look = ReadStatistics(cache.layout()).cold;
  const ColdSummary cold =
      CompressCold(cache, now_ns, look.done_ns, &inventory.files, kGoOn);
  XB_TRY(AddColdLook(cache.layout(), look, cold.files, cold.saved_bytes));
  summary->compressed_files += cold.files;
  summary->saved_bytes += cold.saved_bytes;
  summary->bytes -= std::min(summary->bytes, cold.saved_bytes);
  size -= std::min(size, cold.saved_bytes);
  const uint64_t goal = max_size - share / 5;
  const Kept none{.scopes = std::vector<bool>(inventory.scopes.size())};
  for (const uint32_t i : OldestFirst(inventory, none)) {
    if (size <= share - share / 5) break;
    if (summary->bytes <= goal + summary->removed_bytes) break;
    const StoredFile& file = inventory.files[i];
    // What is younger might have been used just now, and the size may be
    // believed wrongly: a look at everything decides better.
    if (file.used_ns > now_ns - BlobStore::kUseStepNs) break;
    if (!RemoveUnused(inventory.PathOf(cache, file), file.used_ns)) continue;
    ++summary->removed_files;
    summary->removed_bytes += file.bytes;
    size -= file.bytes;
  }
  return Ok();
}

void CountAge(const StoredFile& file, int64_t now_ns, UsageSummary* usage) {
  const int64_t age = now_ns - file.used_ns;
  for (UsageByAge& bucket : usage->ages) {
    if (age >= bucket.below_ns && bucket.below_ns != INT64_MAX) continue;
    ++bucket.files;
    bucket.bytes += file.bytes;
    return;
  }
}

}  // namespace

Result<GcSummary> CollectGarbage(const ActionCache& cache, Clock& clock,
                                 const GcOptions& options,
                                 CareProgress progress) {
  XB_ASSIGN(const std::optional<FileLock> lock, TakeGcLock(cache));
  if (!lock) return GcSummary{.is_busy = true};
  XB_ASSIGN(const GcSummary summary,
            CollectAll(cache, clock.WallNs(), options, progress));
  XB_TRY(SetCacheSize(cache.layout(), summary.bytes - summary.removed_bytes));
  return summary;
}

Result<GcSummary> MakeRoom(const ActionCache& cache, Clock& clock,
                           uint64_t max_size) {
  XB_ASSIGN(const std::optional<FileLock> lock, TakeGcLock(cache));
  if (!lock) return GcSummary{.is_busy = true};
  const Statistics known = ReadStatistics(cache.layout());
  OwnLook look{.next_part = known.next_part};
  GcSummary summary{.bytes = known.size.value_or(0)};
  const auto left = [&summary] {
    return summary.bytes - std::min(summary.bytes, summary.removed_bytes);
  };
  bool is_enough = known.size && *known.size <= max_size;
  if (is_enough) return summary;
  if (known.size && look.next_part > 0) {
    while (!is_enough && look.next_part <= kParts) {
      XB_TRY(CollectPart(cache, clock.WallNs(), max_size, look.next_part - 1,
                         &summary));
      ++look.next_part;
      is_enough = left() <= max_size;
    }
  }
  if (!is_enough) {
    XB_ASSIGN(const GcSummary all,
              CollectAll(cache, clock.WallNs(), {.max_size = max_size}, kGoOn));
    summary.files = all.files;
    summary.bytes = all.bytes + summary.removed_bytes;
    summary.removed_files += all.removed_files;
    summary.removed_bytes += all.removed_bytes;
    summary.compressed_files += all.compressed_files;
    summary.saved_bytes += all.saved_bytes;
    look.next_part = 1;
    look.size = left();
  } else if (look.next_part > kParts) {
    look.next_part = 0;
  }
  look.removal = {.ended_ns = clock.WallNs(),
                  .files = summary.removed_files,
                  .bytes = summary.removed_bytes,
                  .max_size = max_size};
  XB_TRY(AddOwnLook(cache.layout(), look));
  return summary;
}

bool IsOverSize(const ActionCache& cache, uint64_t max_size) {
  const Statistics statistics = ReadStatistics(cache.layout());
  return !statistics.size || *statistics.size > max_size;
}

void Tend(const ActionCache& cache, Clock& clock, uint64_t max_size) {
  // Neither is worth a word to anybody; the next build tries again.
  if (IsOverSize(cache, max_size)) {
    static_cast<void>(MakeRoom(cache, clock, max_size).ok());
  }
  static_cast<void>(CompressSome(cache, clock).ok());
}

bool NeedsTending(const ActionCache& cache, Clock& clock, uint64_t max_size) {
  return IsOverSize(cache, max_size) ||
         IsColdLookDue(ReadStatistics(cache.layout()).cold, clock.WallNs());
}

Result<ClearSummary> ClearCache(const ActionCache& cache, Clock& clock,
                                CareProgress progress) {
  const Layout& layout = cache.layout();
  // What was moved away; what is left of it when this is stopped, a later look
  // takes for a leftover.
  std::vector<std::string> doomed;
  std::vector<std::string> tops;
  for (const std::string& directory :
       {layout.actions(), layout.blobs(), layout.links()}) {
    XB_ASSIGN(const FileStat stat, StatLink(directory));
    if (!stat.exists()) continue;
    // Away with all of it at once: whoever writes begins a new one.
    XB_ASSIGN(const TemporaryFile unique, layout.NewTemporary());
    const std::string away = unique.path() + "d";
    XB_TRY(RealDisk().Rename(directory, away));
    XB_TRY(AddGrandchildren(away, &doomed));
    tops.push_back(away);
  }
  XB_TRY(SetCacheSize(layout, 0));
  Status removed;
  ClearSummary summary;
  summary.is_stopped =
      !ForEachReporting(doomed.size(), progress, [&](size_t i) {
        if (removed.ok()) removed = RemoveTree(doomed[i]);
      });
  XB_TRY(std::move(removed));
  if (summary.is_stopped) return summary;
  for (const std::string& top : tops) XB_TRY(RemoveTree(top));
  XB_TRY(RemoveLeftovers(cache, clock.WallNs()));
  return summary;
}

Result<VerifySummary> VerifyCache(const ActionCache& cache, WorkQueue& queue,
                                  CareProgress progress) {
  VerifySummary summary;
  XB_ASSIGN(const Inventory inventory, Inventory::Make(cache));
  const std::vector<StoredFile>& files = inventory.files;
  enum class Finding : uint8_t { kGood, kGone, kBad, kForeign };
  std::vector<Finding> findings(files.size(), Finding::kGone);
  const auto check = [&](const StoredFile& file) {
    if (!Inventory::IsRecord(file)) {
      switch (file.scope == Inventory::kBlob
                  ? cache.blobs().Check(file.digest)
                  : cache.links().Check(file.digest)) {
        case BlobStore::State::kGood:
          return Finding::kGood;
        case BlobStore::State::kMissing:
          return Finding::kGone;
        case BlobStore::State::kDamaged:
          return Finding::kBad;
      }
    }
    const auto peeked =
        cache.PeekRecord(inventory.scopes[file.scope], file.digest);
    if (!peeked.exists) return Finding::kGone;
    switch (peeked.decoded.problem) {
      case RecordProblem::kNone:
        return Finding::kGood;
      case RecordProblem::kDamaged:
        return Finding::kBad;
      case RecordProblem::kUntrusted:
        return Finding::kForeign;
    }
    return Finding::kGone;
  };
  constexpr size_t kBatch = 256;
  for (size_t at = 0; at < files.size() && !summary.is_stopped; at += kBatch) {
    summary.is_stopped = !progress(at, files.size());
    if (summary.is_stopped) break;
    const size_t size = std::min(kBatch, files.size() - at);
    queue.ParallelFor(size, 4, [&](size_t begin, size_t end) {
      for (size_t i = at + begin; i < at + end; ++i) {
        findings[i] = check(files[i]);
      }
    });
  }
  for (size_t i = 0; i < files.size(); ++i) {
    if (findings[i] == Finding::kGone) continue;
    const bool is_blob = !Inventory::IsRecord(files[i]);
    ++(is_blob ? summary.blobs : summary.records);
    if (findings[i] == Finding::kBad) {
      ++(is_blob ? summary.bad_blobs : summary.bad_records);
    }
    if (findings[i] == Finding::kForeign) ++summary.foreign_records;
  }
  static_cast<void>(progress(files.size(), files.size()));
  return summary;
}

Result<UsageSummary> MeasureCache(const ActionCache& cache, Clock& clock,
                                  CareProgress progress) {
  UsageSummary usage;
  const int64_t bounds[] = {kHourNs, 24 * kHourNs, 7 * 24 * kHourNs,
                            30 * 24 * kHourNs, INT64_MAX};
  for (size_t i = 0; i < usage.ages.size(); ++i) {
    usage.ages[i].below_ns = bounds[i];
  }
  const int64_t now_ns = clock.WallNs();
  XB_ASSIGN(const Inventory inventory, Inventory::Make(cache));
  std::unordered_map<Digest, uint64_t, DigestHasher> unclaimed;
  for (const StoredFile& file : inventory.files) {
    ++usage.files;
    usage.bytes += file.bytes;
    CountAge(file, now_ns, &usage);
    if (file.scope == Inventory::kBlob) unclaimed[file.digest] = file.bytes;
    if (!file.is_compressed) continue;
    ++usage.compressed_files;
    usage.compressed_bytes += file.bytes;
    usage.raw_bytes += Layout::DiskSize(file.digest.size + BlobTrailer::kSize);
  }
  std::unordered_map<std::string, UsageByRule> rules;
  const auto count = [&](size_t i) {
    const StoredFile& file = inventory.files[i];
    if (!Inventory::IsRecord(file)) return;
    const auto record =
        ReadRecord(cache, inventory.scopes[file.scope], file.digest);
    if (!record) return;
    UsageByRule& rule = rules[record->rule()];
    ++rule.actions;
    rule.bytes += file.bytes;
    for (size_t set = 0; set < record->set_count(); ++set) {
      for (const Digest& digest : BlobsOf(cache, record->result(set))) {
        const auto found = unclaimed.find(digest);
        if (found == unclaimed.end()) continue;
        rule.bytes += found->second;
        unclaimed.erase(found);
      }
    }
  };
  usage.is_stopped = !ForEachReporting(inventory.files.size(), progress, count);
  for (auto& [name, rule] : rules) {
    rule.rule = name;
    usage.rules.push_back(std::move(rule));
  }
  std::sort(usage.rules.begin(), usage.rules.end(),
            [](const UsageByRule& a, const UsageByRule& b) {
              return a.bytes != b.bytes ? a.bytes > b.bytes : a.rule < b.rule;
            });
  for (const auto& [digest, bytes] : unclaimed) usage.unused_bytes += bytes;
  return usage;
}

}  // namespace xb
