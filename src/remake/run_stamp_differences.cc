// SPDX-License-Identifier: Apache-2.0
// The part of RunStamp that tells people what does not hold.
#include <algorithm>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "os/directory_stats.h"
#include "os/file_tree.h"
#include "os/names.h"
#include "remake/make_status.h"
#include "remake/run_stamp.h"

namespace xb {
namespace {

std::string Named(std::string_view path) {
  return "`" + std::string(path) + "`";
}

// Those that xb sets itself are no news.
bool IsOwn(const std::string& name) {
  return name == kStatusVariable || name == kAutoDepsVariable ||
         name == kRecipesVariable || name == "MAKE_TERMOUT" ||
         name == "MAKE_TERMERR";
}

std::string VariableText(const std::string& name, bool was_there,
                         bool is_there) {
  const std::string text = "variable " + Named(name) + " of the environment ";
  if (!was_there) return text + "was not set";
  return text + (is_there ? "has another value" : "is no longer set");
}

}  // namespace

class RunStamp::Comparison {
 public:
  Comparison(const RunStamp& stamp, const std::string& base, Disk& disk,
             size_t most)
      : stamp_(stamp), base_(base), disk_(disk), most_(most) {}

  std::vector<std::string> Run(const EnvironmentView& environment,
                               int64_t now_ns) {
    CompareEnvironment(environment);
    if (stamp_.newest_ns_ > now_ns) Add("a file has a time in the future");
    for (const Group& group : stamp_.groups_) CompareGroup(group);
    for (const Gap& gap : stamp_.gaps_) CompareGap(gap);
    CompareNames();
    return std::move(found_);
  }

 private:
  bool is_full() const { return found_.size() >= most_; }
  void Add(std::string text) {
    if (is_full()) return;
    // A variable may be asked for in two ways.
    if (std::find(found_.begin(), found_.end(), text) == found_.end()) {
      found_.push_back(std::move(text));
    }
  }

  std::string Path(std::string_view path) const {
    if (path.starts_with('/')) return std::string(path);
    return base_ + std::string(path);
  }

  void CompareEnvironment(const EnvironmentView& environment) {
    for (const RunFacts::SeenText& seen : stamp_.rest_.variables) {
      const auto value = environment.Find(seen.question);
      const bool is_known = environment.Knows(seen.question);
      if (IsOwn(seen.question) || (is_known && value == seen.answer)) continue;
      Add(VariableText(seen.question, seen.answer.has_value(),
                       value.has_value()));
    }
    for (const RunFacts::KnownName& known : stamp_.rest_.known_names) {
      const bool is_there = environment.Find(known.name).has_value();
      const bool is_known = environment.Knows(known.name);
      if (IsOwn(known.name) || (is_known && is_there == known.is_there)) {
        continue;
      }
      Add(VariableText(known.name, known.is_there, is_there));
    }
    for (const RunFacts::SeenText& seen : stamp_.rest_.homes) {
      const auto home = seen.question.empty() ? environment.Find("HOME")
                                              : HomeDirectory(seen.question);
      if (home != seen.answer) {
        Add("`~" + seen.question + "` is another directory");
      }
    }
    if (stamp_.rest_.system && *stamp_.rest_.system != SystemName()) {
      Add("`uname` prints something else");
    }
  }

  void CompareGroup(const Group& group) {
    if (is_full()) return;
    const std::string directory =
        Path(std::string_view(stamp_.text_.data() + group.directory));
    DirectoryStats stats;
    stats.Enter(directory.c_str(), group.end - group.begin);
    size_t at = group.first_name;
    for (uint32_t i = group.begin; i < group.end; ++i) {
      if (at >= stamp_.text_.size()) return;
      const char* const name = stamp_.text_.data() + at;
      const StatRow& before = stamp_.files_[i];
      FileStat stat;
      if (!stats.Stat(name, &stat)) stat.mtime_ns = -1;
      const StatRow now = RowOf(stat, before.ctime_ns == 0);
      if (now != before) Add("file " + Changed(directory + name, before, now));
      at += std::strlen(name) + 1;
    }
  }

  static std::string Changed(const std::string& path, const StatRow& before,
                             const StatRow& now) {
    if (before.mtime_ns == 0) return Named(path) + " was not there";
    if (now.mtime_ns == 0) return Named(path) + " is no longer there";
    return Named(path) + " has changed";
  }

  void CompareGap(const Gap& gap) {
    if (is_full() || stamp_.GapHolds(gap, base_, disk_)) return;
    const std::string directory =
        Path(std::string_view(stamp_.text_.data() + gap.directory));
    const auto missing = stamp_.hashes_.subspan(gap.begin, gap.end - gap.begin);
    const auto names = ListNames(directory.empty() ? "." : directory);
    bool is_told = false;
    for (size_t i = 0; names.ok() && i < names.value().size(); ++i) {
      const std::string& name = names.value()[i].name;
      if (!std::binary_search(missing.begin(), missing.end(), Xxh3(name))) {
        continue;
      }
      is_told = true;
      Add("file " + Named(directory + name) + " was not there");
    }
    if (!is_told) Add("directory " + Named(directory) + " has changed");
  }

  void CompareNames() {
    for (const RunFacts::SeenListing& seen : stamp_.rest_.listings) {
      if (is_full()) return;
      std::string path = Path(seen.directory);
      if (path.empty()) path = ".";
      const auto entries = ListNames(path);
      std::vector<std::string> names;
      for (size_t i = 0; entries.ok() && i < entries.value().size(); ++i) {
        names.push_back(entries.value()[i].name);
      }
      if (HashNames(std::move(names)) == seen.hash) continue;
      Add("directory " + Named(path) +
          ", which $(wildcard) or a search for rules has listed, has other "
          "names in it");
    }
    for (const RunFacts::SeenName& seen : stamp_.rest_.names) {
      const auto stat = StatLink(Path(seen.path));
      const bool exists = stat.ok() && stat.value().exists();
      if (exists == seen.exists) continue;
      Add("file " + Named(Path(seen.path)) +
          (exists ? " was not there" : " is no longer there"));
    }
    for (const RunFacts::SeenText& seen : stamp_.rest_.real_paths) {
      if (xb::RealPath(Path(seen.question)) == seen.answer) continue;
      Add("the real path of " + Named(Path(seen.question)) + " is another");
    }
  }

  const RunStamp& stamp_;
  const std::string& base_;
  Disk& disk_;
  const size_t most_;
  std::vector<std::string> found_;
};

std::vector<std::string> RunStamp::Differences(
    const std::string& base, const EnvironmentView& environment, Disk& disk,
    int64_t now_ns, size_t most) const {
  return Comparison(*this, base, disk, most).Run(environment, now_ns);
}

}  // namespace xb
