// SPDX-License-Identifier: Apache-2.0
#include "remake/run_stamp.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "os/directory_stats.h"
#include "os/file_tree.h"
#include "os/names.h"
#include "os/parallel_check.h"
#include "remake/run_stamp_format.h"

namespace xb {
namespace {

constexpr size_t kGrain = 4;

std::string WithBase(const std::string& base, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  return base + std::string(path);
}

std::string DirectoryPath(const std::string& base, std::string_view directory) {
  std::string path = WithBase(base, directory);
  if (path.empty()) return ".";
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

RunStamp::StatRow RunStamp::RowOf(const FileStat& stat, bool mtime_only) {
  if (mtime_only) return {.mtime_ns = stat.mtime_ns};
  return {stat.mtime_ns, stat.ctime_ns, stat.size, stat.inode};
}

std::unique_ptr<RunStamp> RunStamp::Open(const std::string& path,
                                         std::string_view key) {
  Result<std::optional<MappedFile>> file = MappedFile::Open(path);
  if (!file.ok() || !file.value()) return nullptr;
  std::unique_ptr<RunStamp> stamp(new RunStamp(std::move(*file.value())));
  return stamp->Read(key) ? std::move(stamp) : nullptr;
}

// False at the first oddity.
bool RunStamp::Read(std::string_view key) {
  const std::string_view bytes = file_.bytes();
  StampHeader header;
  if (!IsSoundStamp(bytes, &header)) return false;
  StampCursor cursor(bytes.substr(sizeof header));
  if (!cursor.TakeRows(header.group_count, &groups_) ||
      !cursor.TakeRows(header.gap_count, &gaps_) ||
      !cursor.TakeRows(header.file_count, &files_) ||
      !cursor.TakeRows(header.hash_count, &hashes_) ||
      !cursor.TakeBytes(header.text_size, &text_)) {
    return false;
  }
  std::string own_key;
  newest_ns_ = header.newest_ns;
  return cursor.TakeString(&own_key) && own_key == key &&
         DecodeFacts(&cursor, &rest_) && cursor.at_end() && AreRowsSound();
}

bool RunStamp::AreRowsSound() const {
  if (text_.empty() || text_.back() != '\0') return false;
  uint32_t at = 0;
  for (const Group& group : groups_) {
    if (group.directory >= text_.size() || group.first_name >= text_.size() ||
        group.begin != at || group.end < at || group.end > files_.size()) {
      return false;
    }
    at = group.end;
  }
  if (at != files_.size()) return false;
  at = 0;
  for (const Gap& gap : gaps_) {
    if (gap.directory >= text_.size() || gap.begin != at || gap.end < at ||
        gap.end > hashes_.size()) {
      return false;
    }
    at = gap.end;
  }
  return at == hashes_.size();
}

bool RunStamp::GroupHolds(const Group& group, const std::string& base) const {
  DirectoryStats stats;
  const std::string directory =
      WithBase(base, std::string_view(text_.data() + group.directory));
  stats.Enter(directory.c_str(), group.end - group.begin);
  size_t name = group.first_name;
  for (uint32_t i = group.begin; i < group.end; ++i) {
    if (name >= text_.size()) return false;
    FileStat stat;
    if (!stats.Stat(text_.data() + name, &stat)) {
      stat = FileStat();
      stat.mtime_ns = -1;
    }
    if (RowOf(stat, files_[i].ctime_ns == 0) != files_[i]) return false;
    name += std::strlen(text_.data() + name) + 1;
  }
  return true;
}

bool RunStamp::GapHolds(const Gap& gap, const std::string& base,
                        Disk& disk) const {
  const std::string_view name(text_.data() + gap.directory);
  const std::string path = DirectoryPath(base, name);
  const auto stat = disk.Stat(path);
  if (!stat.ok()) return false;
  if (!stat.value().exists()) return true;
  if (RowOf(stat.value(), false) == gap.stat) return true;
  if (!stat.value().is_directory()) return false;
  const auto names = ListNames(path);
  if (!names.ok()) return false;
  const auto missing = hashes_.subspan(gap.begin, gap.end - gap.begin);
  return std::all_of(
      names.value().begin(), names.value().end(), [&](const NamedEntry& entry) {
        if (!std::binary_search(missing.begin(), missing.end(),
                                Xxh3(entry.name))) {
          return true;
        }
        // A link that leads nowhere is as good as nothing.
        const auto there = disk.StatMtime(path + "/" + entry.name);
        return there.ok() && there.value() == 0;
      });
}

bool RunStamp::FilesHold(const std::string& base, Disk& disk,
                         WorkQueue& workers) const {
  if (!ParallelAllOf(workers, groups_.size(), kGrain,
                     [&](size_t i) { return GroupHolds(groups_[i], base); })) {
    return false;
  }
  if (!ParallelAllOf(workers, gaps_.size(), kGrain, [&](size_t i) {
        return GapHolds(gaps_[i], base, disk);
      })) {
    return false;
  }
  for (const RunFacts::SeenListing& seen : rest_.listings) {
    const auto entries = ListNames(DirectoryPath(base, seen.directory));
    std::vector<std::string> names;
    if (entries.ok()) {
      for (const NamedEntry& entry : entries.value()) {
        names.push_back(entry.name);
      }
    }
    if (HashNames(std::move(names)) != seen.hash) return false;
  }
  return std::all_of(
      rest_.names.begin(), rest_.names.end(), [&](const auto& seen) {
        const auto stat = StatLink(WithBase(base, seen.path));
        return (stat.ok() && stat.value().exists()) == seen.exists;
      });
}

bool RunStamp::SurroundingsHold(const std::string& base,
                                const EnvironmentView& environment,
                                int64_t now_ns) const {
  // Then make would warn of times in the future.
  if (newest_ns_ > now_ns) return false;
  for (const RunFacts::SeenText& seen : rest_.variables) {
    if (!environment.Knows(seen.question) ||
        environment.Find(seen.question) != seen.answer) {
      return false;
    }
  }
  for (const RunFacts::KnownName& known : rest_.known_names) {
    if (!environment.Knows(known.name) ||
        environment.Find(known.name).has_value() != known.is_there) {
      return false;
    }
  }
  return PathsHold(base, environment) &&
         (!rest_.system || *rest_.system == SystemName());
}

bool RunStamp::PathsHold(const std::string& base,
                         const EnvironmentView& environment) const {
  for (const RunFacts::SeenText& seen : rest_.real_paths) {
    if (xb::RealPath(WithBase(base, seen.question)) != seen.answer) {
      return false;
    }
  }
  for (const RunFacts::SeenText& seen : rest_.homes) {
    if (seen.question.empty()) {
      const auto home = environment.Find("HOME");
      if (!home || home->empty() || home != seen.answer) return false;
    } else if (HomeDirectory(seen.question) != seen.answer) {
      return false;
    }
  }
  return true;
}

}  // namespace xb
