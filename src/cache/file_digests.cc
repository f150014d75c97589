// SPDX-License-Identifier: Apache-2.0
#include "cache/file_digests.h"

#include <utility>

#include "cache/codec.h"
#include "cache/include_names.h"

namespace xb {
namespace {

constexpr std::string_view kDigestsMagic = "xb digests 4\n";
constexpr size_t kMaxPath = 4096;
constexpr size_t kMaxIncludes = 1 << 18;
// Answers for so many lists of directories are kept for each file.
constexpr size_t kMaxSearched = 32;
// A tick of the kernel's clock for files, and then some.
constexpr int64_t kGrainNs = 20'000'000;
// Where clocks may differ.
constexpr int64_t kForeignGrainNs = 2'000'000'000;
// Saved besides those of this run, at most.
constexpr size_t kSpare = 20000;

// What FindIncludeNames() may have written.
bool AreNames(std::string_view includes) {
  while (!includes.empty()) {
    const size_t end = includes.find('\n');
    if (end == std::string_view::npos || end < 2) return false;
    if (includes[0] != '"' && includes[0] != '<' &&
        includes.substr(0, end) != kMacroName) {
      return false;
    }
    includes.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace

FileDigests::Facts FileDigests::FactsOf(const Entry& entry) {
  return {.digest = entry.digest,
          .words = entry.words,
          .mtime_ns = entry.stat.mtime_ns,
          .ctime_ns = entry.stat.ctime_ns,
          .device = entry.stat.device,
          .checked_ns = entry.checked_ns,
          .made = entry.made};
}

bool FileDigests::IsSettled(const FileStat& stat, int64_t now_ns) const {
  const int64_t grain = stat.device == device_ ? kGrainNs : kForeignGrainNs;
  return stat.ctime_ns + grain < now_ns && stat.mtime_ns + grain < now_ns;
}

std::optional<FileDigests::Facts> FileDigests::Get(std::string_view path,
                                                   int64_t now_ns) {
  auto known = ShardOf(path).With([&](Shard& shard) -> std::optional<Facts> {
    const auto found = shard.files.find(path);
    if (found == shard.files.end() || !found->second.is_known ||
        found->second.checked_ns == 0) {
      return std::nullopt;
    }
    return FactsOf(found->second);
  });
  return known ? known : GetAnew(path, now_ns);
}

void FileDigests::Remember(const Searched& searched, Entry* entry) {
  for (Searched& known : entry->searched) {
    if (known.view.list != searched.view.list) continue;
    known = searched;
    return;
  }
  if (entry->searched.size() == kMaxSearched) {
    entry->searched.erase(entry->searched.begin());
  }
  entry->searched.push_back(searched);
}

std::optional<FileDigests::Facts> FileDigests::GetSearched(
    std::string_view path, int64_t now_ns, HeaderSearch& search,
    const HeaderSearch::View& view) {
  auto known = ShardOf(path).With([&](Shard& shard) -> std::optional<Facts> {
    const auto entry = shard.files.find(path);
    if (entry == shard.files.end() || !entry->second.is_known ||
        entry->second.checked_ns == 0) {
      return std::nullopt;
    }
    for (const Searched& searched : entry->second.searched) {
      if (searched.view != view) continue;
      Facts facts = FactsOf(entry->second);
      facts.found = searched.found;
      return facts;
    }
    return std::nullopt;
  });
  if (known) return known;
  auto facts = Get(path, now_ns);
  if (!facts) return facts;
  facts->found = search.Look(view, path, IncludesOf(path));
  ShardOf(path).With([&](Shard& shard) {
    const auto entry = shard.files.find(path);
    if (entry == shard.files.end() || entry->second.digest != facts->digest) {
      return;
    }
    Remember({.view = view, .found = facts->found}, &entry->second);
  });
  return facts;
}

std::string FileDigests::IncludesOf(std::string_view path) {
  return ShardOf(path).With([&](Shard& shard) {
    const auto entry = shard.files.find(path);
    return entry == shard.files.end() ? std::string() : entry->second.includes;
  });
}

std::optional<FileDigests::Facts> FileDigests::GetAnew(std::string_view path,
                                                       int64_t now_ns) {
  const std::string name(path);
  for (;;) {
    bool is_overtaken = false;
    auto facts = Look(name, now_ns, &is_overtaken);
    if (!is_overtaken) return facts;
  }
}

std::optional<FileDigests::Facts> FileDigests::Look(const std::string& path,
                                                    int64_t now_ns,
                                                    bool* is_overtaken) {
  Guarded<Shard>& guarded = ShardOf(path);
  const auto made_now = [&path](const Shard& shard) {
    const auto found = shard.files.find(path);
    return found == shard.files.end() ? 0 : found->second.made;
  };
  const uint32_t made = guarded.With(made_now);
  RealDisk disk;
  auto stat = disk.Stat(path);
  if (!stat.ok() || !stat.value().is_regular()) return std::nullopt;
  auto known = guarded.With([&](Shard& shard) -> std::optional<Facts> {
    const auto found = shard.files.find(path);
    if (found == shard.files.end()) return std::nullopt;
    Entry& entry = found->second;
    if (entry.made != made || !entry.is_known || !entry.is_settled ||
        !IsSameFile(entry.stat, stat.value())) {
      return std::nullopt;
    }
    entry.checked_ns = now_ns;
    return FactsOf(entry);
  });
  if (known) return known;
  const auto content = disk.Read(path);
  if (!content.ok() || !content.value()) return std::nullopt;
  const auto after = disk.Stat(path);
  if (!after.ok() || !IsSameFile(stat.value(), after.value()) ||
      static_cast<int64_t>(content.value()->size()) != after.value().size) {
    return std::nullopt;
  }
  IncludeNames includes = FindIncludeNames(*content.value());
  SourceWords words = FindSourceWords(*content.value());
  if (includes.has_others) words |= kOtherQuestions;
  if (includes.asks_age) words |= kAsksAge;
  Entry entry{.stat = after.value(),
              .digest = DigestOf(*content.value()),
              .checked_ns = now_ns,
              .made = made,
              .words = words,
              .is_known = true,
              .is_settled = made != 0 || IsSettled(after.value(), now_ns),
              .includes = std::move(includes.names),
              .searched = {}};
  return guarded.With([&](Shard& shard) -> std::optional<Facts> {
    Entry& kept = shard.files[path];
    *is_overtaken = kept.made != made;
    if (*is_overtaken) return std::nullopt;
    kept = std::move(entry);
    ++shard.hashed;
    shard.is_new = true;
    return FactsOf(kept);
  });
}

void FileDigests::SetMade(std::string_view path, uint32_t number) {
  ShardOf(path).With([&](Shard& shard) {
    auto found = shard.files.find(path);
    if (found == shard.files.end()) {
      found = shard.files.try_emplace(std::string(path)).first;
    }
    // Two commands may write it in one tick of the file system's clock.
    if (found->second.made != 0) found->second.is_known = false;
    found->second.checked_ns = 0;
    found->second.made = number;
  });
}

void FileDigests::Load(Disk& disk, const std::string& path) {
  const auto read = disk.Read(path);
  if (!read.ok() || !read.value()) return;
  const std::string_view bytes = *read.value();
  if (!bytes.starts_with(kDigestsMagic)) return;
  ByteReader header(bytes.substr(kDigestsMagic.size()));
  const uint64_t checksum = header.Fixed64();
  const std::string_view body = header.Rest();
  if (!header.ok() || Xxh3(body) != checksum) return;
  ByteReader reader(body);
  while (reader.ok() && !reader.AtEnd()) {
    const std::string name(reader.Text(kMaxPath));
    Entry entry;
    entry.is_known = true;
    entry.is_settled = true;
    entry.stat.mtime_ns = static_cast<int64_t>(reader.Fixed64());
    entry.stat.ctime_ns = static_cast<int64_t>(reader.Fixed64());
    entry.stat.size = static_cast<int64_t>(reader.Varint());
    entry.stat.inode = reader.Varint();
    entry.stat.device = reader.Varint();
    entry.words = static_cast<SourceWords>(reader.VarintUpTo(UINT16_MAX));
    entry.digest = reader.ReadDigest();
    entry.includes = reader.Text(kMaxIncludes);
    if (!reader.ok() || !AreNames(entry.includes)) return;
    ShardOf(name).With([&](Shard& shard) {
      shard.files.insert_or_assign(name, std::move(entry));
    });
  }
}

Status FileDigests::Save(Disk& disk, const std::string& path) {
  bool is_new = false;
  size_t used = 0;
  size_t all = 0;
  for (Guarded<Shard>& guarded : shards_) {
    guarded.With([&](const Shard& shard) {
      is_new |= shard.is_new;
      all += shard.files.size();
      for (const auto& [name, entry] : shard.files) {
        used += entry.checked_ns != 0 ? 1 : 0;
      }
    });
  }
  if (!is_new) return Ok();
  const bool keeps_all = all <= used + kSpare;
  ByteWriter body;
  for (Guarded<Shard>& guarded : shards_) {
    guarded.With([&](const Shard& shard) {
      for (const auto& [name, entry] : shard.files) {
        if (!entry.is_known || !entry.is_settled || name.size() > kMaxPath ||
            (!keeps_all && entry.checked_ns == 0)) {
          continue;
        }
        body.Text(name);
        body.Fixed64(static_cast<uint64_t>(entry.stat.mtime_ns));
        body.Fixed64(static_cast<uint64_t>(entry.stat.ctime_ns));
        body.Varint(static_cast<uint64_t>(entry.stat.size));
        body.Varint(entry.stat.inode);
        body.Varint(entry.stat.device);
        body.Varint(entry.words);
        body.AddDigest(entry.digest);
        body.Text(entry.includes);
      }
    });
  }
  const std::string bytes = body.Take();
  ByteWriter file;
  file.Raw(kDigestsMagic);
  file.Fixed64(Xxh3(bytes));
  file.Raw(bytes);
  XB_TRY(disk.WriteAtomic(path, file.Take()));
  for (Guarded<Shard>& guarded : shards_) {
    guarded.With([](Shard& shard) { shard.is_new = false; });
  }
  return Ok();
}

uint64_t FileDigests::files_hashed() {
  uint64_t hashed = 0;
  for (Guarded<Shard>& guarded : shards_) {
    hashed += guarded.With([](const Shard& shard) { return shard.hashed; });
  }
  return hashed;
}

}  // namespace xb
