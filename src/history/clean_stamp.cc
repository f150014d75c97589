// SPDX-License-Identifier: Apache-2.0
#include "history/clean_stamp.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "history/frames.h"
#include "os/directory_stats.h"

namespace xb {
namespace {

// A worker takes so many groups of at most so many files at a time.
constexpr size_t kGrain = 4;
constexpr uint32_t kMaxGroup = 256;
constexpr uint32_t kRegularMode = 0100000;

template <typename T>
void AppendRows(const std::vector<T>& rows, std::string* file) {
  file->append(reinterpret_cast<const char*>(rows.data()),
               rows.size() * sizeof(T));
}

// Takes `count` rows from the beginning of `bytes`.
template <typename T>
bool TakeRows(std::string_view* bytes, size_t count, std::span<const T>* rows) {
  if (bytes->size() / sizeof(T) < count) return false;
  *rows = {reinterpret_cast<const T*>(bytes->data()), count};
  bytes->remove_prefix(count * sizeof(T));
  return true;
}

}  // namespace

// All that follows is aligned to 8 bytes but the text, the last.
struct CleanStamp::Header {
  std::array<char, 8> magic = {'x', 'b', 'c', 'l', 'e', 'a', 'n', '\n'};
  uint32_t version = 3;
  uint32_t byte_order = kSnapshotByteOrder;
  uint64_t file_size = 0;
  uint64_t hash = 0;            // XXH3-64 of the file with this field 0
  uint32_t key_size = 0;        // the first bytes of the text
  uint32_t build_dir_size = 0;  // the next
  uint32_t fact_count = 0;
  uint32_t log_count = 0;
  uint32_t group_count = 0;
  uint32_t file_count = 0;
  uint64_t snapshot = 0;
  uint64_t device = 0;
  uint64_t reserved = 0;
};

class CleanStamp::Writer {
 public:
  std::string Write(const Contents& contents) {
    static_assert(sizeof(Header) == 80);
    Header header;
    header.snapshot = contents.snapshot;
    header.device = contents.device;
    header.key_size = static_cast<uint32_t>(contents.facts.key.size());
    header.build_dir_size = static_cast<uint32_t>(contents.build_dir.size());
    text_.append(contents.facts.key).append(contents.build_dir);
    for (const FileFact& fact : contents.facts.files) AddFact(fact);
    for (const Log& log : contents.logs) {
      logs_.push_back({.path_offset = TextSize(),
                       .path_size = static_cast<uint32_t>(log.path.size()),
                       .mark = log.mark});
      text_ += log.path;
    }
    AddFiles(contents);
    text_.push_back('\0');
    header.fact_count = static_cast<uint32_t>(facts_.size());
    header.log_count = static_cast<uint32_t>(logs_.size());
    header.group_count = static_cast<uint32_t>(groups_.size());
    header.file_count = static_cast<uint32_t>(files_.size());
    std::string file;
    file.reserve(
        sizeof header + facts_.size() * sizeof(FactRow) +
        logs_.size() * sizeof(LogRow) + groups_.size() * sizeof(Group) +
        files_.size() * (sizeof(StatRow) + sizeof(FileNode)) + text_.size());
    AppendStruct(header, &file);
    AppendRows(facts_, &file);
    AppendRows(logs_, &file);
    AppendRows(groups_, &file);
    AppendRows(files_, &file);
    AppendRows(nodes_, &file);
    file += text_;
    header.file_size = file.size();
    std::memcpy(file.data(), &header, sizeof header);
    header.hash = Xxh3(file);
    std::memcpy(file.data(), &header, sizeof header);
    return file;
  }

 private:
  uint32_t TextSize() const { return static_cast<uint32_t>(text_.size()); }

  void AddFact(const FileFact& fact) {
    facts_.push_back({.path_offset = TextSize(),
                      .path_size = static_cast<uint32_t>(fact.path.size()),
                      .mtime_ns = fact.stat.mtime_ns,
                      .ctime_ns = fact.stat.ctime_ns,
                      .size = fact.stat.size,
                      .inode = fact.stat.inode,
                      .device = fact.stat.device});
    text_ += fact.path;
  }

  void AddFiles(const Contents& contents) {
    const std::span<const SeenFile> files = contents.files;
    // With its slash; the root itself is a name in no directory.
    std::unordered_map<std::string_view, std::vector<uint32_t>> members;
    std::vector<std::string_view> directories;
    for (uint32_t i = 0; i < files.size(); ++i) {
      const std::string_view path = files[i].path;
      const size_t slash = path.rfind('/');
      const std::string_view directory =
          slash == std::string_view::npos || path.size() == 1
              ? ""
              : path.substr(0, slash + 1);
      const auto [it, is_new] = members.try_emplace(directory);
      if (is_new) directories.push_back(directory);
      it->second.push_back(i);
    }
    for (const std::string_view directory : directories) {
      const uint32_t directory_at = TextSize();
      text_.append(directory).push_back('\0');
      const std::vector<uint32_t>& all = members[directory];
      for (uint32_t i = 0; i < all.size(); ++i) {
        const SeenFile& file = files[all[i]];
        if (i % kMaxGroup == 0) {
          const auto begin = static_cast<uint32_t>(files_.size());
          groups_.push_back({directory_at, TextSize(), begin, begin});
        }
        text_.append(file.path.substr(directory.size())).push_back('\0');
        files_.push_back(RowOf(file.stat, file.stat.ctime_ns == 0));
        nodes_.push_back(
            {.node = contents.snapshot == 0 ? kNoNode : file.node,
             .bits = (file.stat.is_regular() ? kRegular : 0) |
                     (file.stat.device == contents.device ? kOnDevice : 0)});
        ++groups_.back().files_end;
      }
    }
  }

  std::vector<FactRow> facts_;
  std::vector<LogRow> logs_;
  std::vector<Group> groups_;
  std::vector<StatRow> files_;
  std::vector<FileNode> nodes_;
  std::string text_;
};

CleanStamp::StatRow CleanStamp::RowOf(const FileStat& stat, bool mtime_only) {
  if (mtime_only) return {.mtime_ns = stat.mtime_ns};
  return {stat.mtime_ns, stat.ctime_ns, stat.size, stat.inode};
}

Status CleanStamp::Write(Disk& disk, const std::string& path,
                         const Contents& contents) {
  XB_TRY(disk.MakeParentDirs(path));
  return disk.WriteAtomic(path, Writer().Write(contents));
}

std::unique_ptr<CleanStamp> CleanStamp::Open(const std::string& path,
                                             std::string_view key) {
  Result<std::optional<MappedFile>> file = MappedFile::Open(path);
  if (!file.ok() || !file.value()) return nullptr;
  std::unique_ptr<CleanStamp> stamp(new CleanStamp(std::move(*file.value())));
  return stamp->Read(key) ? std::move(stamp) : nullptr;
}

// False at the first oddity.
bool CleanStamp::Read(std::string_view key) {
  std::string_view bytes = file_.bytes();
  Header header;
  if (!TakeStruct(&bytes, &header)) return false;
  const Header ours;
  if (header.magic != ours.magic || header.version != ours.version ||
      header.byte_order != ours.byte_order ||
      header.file_size != file_.bytes().size()) {
    return false;
  }
  Header unsigned_header = header;
  unsigned_header.hash = 0;
  const std::string_view pieces[] = {
      {reinterpret_cast<const char*>(&unsigned_header), sizeof unsigned_header},
      bytes};
  if (Xxh3Pieces(pieces) != header.hash) return false;

  if (!TakeRows(&bytes, header.fact_count, &facts_) ||
      !TakeRows(&bytes, header.log_count, &logs_) ||
      !TakeRows(&bytes, header.group_count, &groups_) ||
      !TakeRows(&bytes, header.file_count, &files_) ||
      !TakeRows(&bytes, header.file_count, &nodes_)) {
    return false;
  }
  snapshot_ = header.snapshot;
  device_ = header.device;
  text_ = bytes;
  const auto is_within = [&](uint32_t offset, uint32_t size) {
    return offset <= text_.size() && size <= text_.size() - offset;
  };
  if (text_.empty() || text_.back() != '\0' ||
      !is_within(header.key_size, header.build_dir_size) ||
      text_.substr(0, header.key_size) != key) {
    return false;
  }
  build_dir_ = text_.substr(header.key_size, header.build_dir_size);
  uint32_t at = 0;
  for (const Group& group : groups_) {
    if (group.directory >= text_.size() || group.first_name >= text_.size() ||
        group.files_begin != at || group.files_end < at ||
        group.files_end > files_.size()) {
      return false;
    }
    at = group.files_end;
  }
  if (at != files_.size()) return false;
  const auto has_path = [&](const auto& row) {
    return is_within(row.path_offset, row.path_size);
  };
  return std::all_of(facts_.begin(), facts_.end(), has_path) &&
         std::all_of(logs_.begin(), logs_.end(), has_path);
}

bool CleanStamp::FactsHold(Disk& disk) const {
  return std::all_of(facts_.begin(), facts_.end(), [&](const FactRow& row) {
    FileStat then;
    then.mtime_ns = row.mtime_ns;
    then.ctime_ns = row.ctime_ns;
    then.size = row.size;
    then.inode = row.inode;
    then.device = row.device;
    const Result<FileStat> now =
        disk.Stat(PathAt(row.path_offset, row.path_size));
    return now.ok() && IsUnchanged(then, now.value());
  });
}

bool CleanStamp::LogsHold(Disk& disk) const {
  return std::all_of(logs_.begin(), logs_.end(), [&](const LogRow& row) {
    return LogFile::EndsAt(PathAt(row.path_offset, row.path_size), row.mark,
                           disk);
  });
}

FileStat CleanStamp::StatAt(uint32_t file) const {
  const StatRow& row = files_[file];
  FileStat stat;
  stat.mtime_ns = row.mtime_ns;
  stat.ctime_ns = row.ctime_ns;
  stat.size = row.size;
  stat.inode = row.inode;
  if ((nodes_[file].bits & kOnDevice) != 0) stat.device = device_;
  if ((nodes_[file].bits & kRegular) != 0) stat.mode = kRegularMode;
  return stat;
}

void CleanStamp::LookAtGroup(const Group& group,
                             std::vector<ChangedFile>* changed) const {
  DirectoryStats stats;
  stats.Enter(text_.data() + group.directory,
              group.files_end - group.files_begin);
  size_t name = group.first_name;
  for (uint32_t i = group.files_begin; i < group.files_end; ++i) {
    FileStat stat;
    const bool has_name = name < text_.size();
    if (!has_name || !stats.Stat(text_.data() + name, &stat)) {
      changed->push_back({i, FileStat{.mtime_ns = -1}});
    } else if (RowOf(stat, files_[i].ctime_ns == 0) != files_[i]) {
      changed->push_back({i, stat});
    }
    if (has_name) name += std::strlen(text_.data() + name) + 1;
  }
}

CleanStamp::Look CleanStamp::LookAt(Disk& disk, WorkQueue& workers) const {
  Look look;
  if (!FactsHold(disk) || !LogsHold(disk)) return look;
  look.is_whole = true;
  look.changed.resize(groups_.size());
  workers.ParallelFor(groups_.size(), kGrain, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      LookAtGroup(groups_[i], &look.changed[i]);
    }
  });
  look.holds = std::all_of(look.changed.begin(), look.changed.end(),
                           [](const auto& group) { return group.empty(); });
  return look;
}

}  // namespace xb
