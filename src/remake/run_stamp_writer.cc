// SPDX-License-Identifier: Apache-2.0
// The part of RunStamp that makes one.
#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "os/file_tree.h"
#include "remake/run_stamp.h"
#include "remake/run_stamp_format.h"

namespace xb {
namespace {

// What the clock of another file system may be behind: some keep whole seconds,
// in steps of two.
constexpr int64_t kOtherClockNs = 2'100'000'000;
constexpr uint32_t kMaxGroup = 256;

// A change since would show in the ctime.
bool IsOlder(const FileStat& stat, const RunStamp::Moment& moment) {
  if (moment.own_ns != 0 && stat.device == moment.device) {
    return stat.ctime_ns < moment.own_ns;
  }
  return stat.ctime_ns + kOtherClockNs < moment.wall_ns;
}

// With its slash; a name that ends in one, and the root, stand alone.
std::string_view DirectoryOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash + 1 == path.size()) return {};
  return path.substr(0, slash + 1);
}

template <typename T>
void AppendRows(const std::vector<T>& rows, std::string* file) {
  file->append(reinterpret_cast<const char*>(rows.data()),
               rows.size() * sizeof(T));
}

}  // namespace

class RunStamp::Writer {
 public:
  Writer(const RunFacts& facts, const Moment& began, const Moment& now,
         Disk& disk)
      : facts_(facts), began_(began), now_(now), disk_(disk) {}

  bool Write(std::string_view key, std::string* file) {
    if (!AddMissing() || !AddFiles()) return false;
    text_.push_back('\0');
    StampHeader header;
    header.newest_ns = newest_ns_;
    header.group_count = static_cast<uint32_t>(groups_.size());
    header.gap_count = static_cast<uint32_t>(gaps_.size());
    header.file_count = static_cast<uint32_t>(files_.size());
    header.hash_count = static_cast<uint32_t>(hashes_.size());
    header.text_size = text_.size();
    file->resize(sizeof header);
    AppendRows(groups_, file);
    AppendRows(gaps_, file);
    AppendRows(files_, file);
    AppendRows(hashes_, file);
    file->append(text_);
    AppendString(key, file);
    EncodeFacts(facts_, file);
    SealStamp(header, file);
    return true;
  }

 private:
  struct File {
    std::string_view path;
    StatRow row;
  };

  uint32_t TextSize() const { return static_cast<uint32_t>(text_.size()); }

  bool AddMissing() {
    std::unordered_map<std::string_view, std::vector<uint64_t>> gaps;
    std::vector<std::string_view> order;
    std::string_view last;
    std::vector<uint64_t>* last_gap = nullptr;
    for (const RunFacts::SeenMissing& seen : facts_.missing) {
      const std::string_view path = facts_.PathOf(seen);
      const std::string_view directory = DirectoryOf(path);
      if (path.empty() || path.back() == '/') {
        others_.push_back({path, StatRow()});
        continue;
      }
      if (last_gap == nullptr || directory != last) {
        const auto [it, is_new] = gaps.try_emplace(directory);
        if (is_new) order.push_back(directory);
        last = directory;
        last_gap = &it->second;
      }
      last_gap->push_back(Xxh3(path.substr(directory.size())));
    }
    return std::all_of(order.begin(), order.end(),
                       [&](std::string_view directory) {
                         return AddGap(directory, &gaps[directory]);
                       });
  }

  bool AddGap(std::string_view directory, std::vector<uint64_t>* names) {
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
    std::string path(directory.empty() ? "." : directory);
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    const auto stat = disk_.Stat(path);
    if (!stat.ok()) return false;
    Gap gap;
    gap.directory = TextSize();
    text_.append(directory).push_back('\0');
    gap.begin = static_cast<uint32_t>(hashes_.size());
    hashes_.insert(hashes_.end(), names->begin(), names->end());
    gap.end = static_cast<uint32_t>(hashes_.size());
    if (stat.value().exists()) {
      gap.stat.mtime_ns = -1;
      if (IsOlder(stat.value(), now_)) gap.stat = RowOf(stat.value(), false);
      if (!AreMissing(directory, path, *names)) return false;
    }
    gaps_.push_back(gap);
    return true;
  }

  bool AreMissing(std::string_view directory, const std::string& path,
                  const std::vector<uint64_t>& names) {
    const auto entries = ListNames(path);
    // A file in the place of a directory has nothing in it.
    if (!entries.ok()) return !disk_.Stat(path + "/.").ok();
    for (const NamedEntry& entry : entries.value()) {
      if (!std::binary_search(names.begin(), names.end(), Xxh3(entry.name))) {
        continue;
      }
      kept_.push_back(std::string(directory) + entry.name);
      const auto mtime = disk_.StatMtime(kept_.back());
      if (!mtime.ok() || mtime.value() != 0) return false;
      // A link that leads nowhere: the directory does not tell when it does.
      dangling_.push_back(kept_.size() - 1);
    }
    return true;
  }

  bool AddFiles() {
    std::vector<File> files = std::move(others_);
    for (const size_t i : dangling_) files.push_back({kept_[i], StatRow()});
    for (const RunFacts::SeenFile& seen : facts_.files) {
      const bool is_whole = seen.stat.ctime_ns != 0;
      if (is_whole && seen.stat.mtime_ns > 0 && !IsOlder(seen.stat, began_)) {
        return false;
      }
      files.push_back({facts_.PathOf(seen), RowOf(seen.stat, !is_whole)});
    }
    // What says more stands behind what says less.
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) {
      const int order = a.path.compare(b.path);
      return order != 0 ? order < 0 : a.row.ctime_ns < b.row.ctime_ns;
    });
    std::unordered_map<std::string_view, std::vector<size_t>> members;
    std::vector<std::string_view> order;
    for (size_t i = 0; i < files.size(); ++i) {
      if (!IsAsSeen(files[i])) return false;
      if (i + 1 < files.size() && files[i + 1].path == files[i].path) continue;
      const std::string_view directory = DirectoryOf(files[i].path);
      const auto [it, is_new] = members.try_emplace(directory);
      if (is_new) order.push_back(directory);
      it->second.push_back(i);
    }
    for (const std::string_view directory : order) {
      AddDirectory(directory, files, members[directory]);
    }
    return true;
  }

  bool IsAsSeen(const File& file) {
    newest_ns_ = std::max(newest_ns_, file.row.mtime_ns);
    const auto stat = disk_.Stat(std::string(file.path));
    if (!stat.ok()) return file.row.mtime_ns == -1;
    return RowOf(stat.value(), file.row.ctime_ns == 0) == file.row;
  }

  void AddDirectory(std::string_view directory, const std::vector<File>& files,
                    const std::vector<size_t>& members) {
    const uint32_t directory_at = TextSize();
    text_.append(directory).push_back('\0');
    for (size_t i = 0; i < members.size(); ++i) {
      const File& file = files[members[i]];
      if (i % kMaxGroup == 0) {
        const auto begin = static_cast<uint32_t>(files_.size());
        groups_.push_back({directory_at, TextSize(), begin, begin});
      }
      text_.append(file.path.substr(directory.size())).push_back('\0');
      files_.push_back(file.row);
      ++groups_.back().end;
    }
  }

  const RunFacts& facts_;
  const Moment began_;
  const Moment now_;
  Disk& disk_;
  std::vector<Group> groups_;
  std::vector<Gap> gaps_;
  std::vector<StatRow> files_;
  std::vector<uint64_t> hashes_;
  std::string text_;
  int64_t newest_ns_ = 0;
  std::vector<File> others_;
  std::vector<std::string> kept_;
  std::vector<size_t> dangling_;  // in `kept_`
};

bool RunStamp::Encode(const RunFacts& facts, std::string_view key,
                      const Moment& began, const Moment& now, Disk& disk,
                      std::string* file) {
  return Writer(facts, began, now, disk).Write(key, file);
}

}  // namespace xb
