// SPDX-License-Identifier: Apache-2.0
// The part of Updater that looks at files: times, search paths, touching and
// removing.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "manifest/make/file_names.h"
#include "manifest/make/words.h"
#include "os/file_tree.h"
#include "os/names.h"
#include "os/system.h"
#include "remake/updater.h"

namespace xb {
namespace {

using make::kMissingTime;
using make::kUnknownTime;
using make::RuleBase;

constexpr int64_t kSecond = 1000000000;
// File systems and clocks of other machines need not agree to the tick.
constexpr int64_t kTolerance = 10000000;

}  // namespace

make::FileTime Updater::TimeOfName(const std::string& name) {
  const auto time = evaluation_.world().disk().StatMtime(name);
  if (!time.ok()) return kMissingTime;
  FileTime newest = time.value();
  if (!options_.check_symlinks || newest == kMissingTime) return newest;
  const auto link = StatLink(name);
  if (link.ok()) newest = std::max<FileTime>(newest, link.value().mtime_ns);
  return newest;
}

make::FileTime Updater::TimeOf(Target* target, bool searches) {
  target = RuleBase::Resolve(target);
  if (target->mtime != kUnknownTime) return target->mtime;
  FileTime time = kMissingTime;
  if (make::IsArchiveName(target->name)) {
    time = TimeOfArchiveMember(target, searches);
  } else {
    time = TimeOfName(target->name);
    if (time == kMissingTime && searches && !target->ignores_vpath) {
      FileTime found_time = kUnknownTime;
      std::string found = FindInSearchPath(target->name, &found_time);
      if (found.empty() && target->name.starts_with("-l")) {
        found = FindLibrary(target->name, &found_time);
      }
      if (!found.empty()) {
        const size_t own = found.size() > target->name.size()
                               ? found.size() - target->name.size() - 1
                               : 0;
        const bool keeps =
            evaluation_.search_path().IsKept(found.substr(0, own));
        target = rules_.Rename(target, found, keeps);
        if (target->mtime != kUnknownTime) return target->mtime;
        time = TimeOfName(found);
      }
    }
  }
  WarnOfFuture(target, time);
  for (Target* rule = make::FirstRule(target); rule != nullptr;
       rule = rule->next_rule) {
    // One that waits keeps the time that it has begun with.
    if (rule->mtime == kUnknownTime) rule->mtime = time;
  }
  target->mtime = time;
  return time;
}

make::FileTime Updater::EndOfSecond(const Target& target, FileTime time) {
  if (time == make::kNewTime || time <= make::kOldTime) return time;
  const FileTime part = time % kSecond;
  if (part != 0) {
    TellError("*** Warning: .LOW_RESOLUTION_TIME file '" + target.name +
              "' has a high resolution time stamp");
  }
  return time + kSecond - 1 - part;
}

void Updater::WarnOfFuture(Target* target, FileTime time) {
  if (told_skew_ || time == make::kNewTime || time <= make::kOldTime) return;
  const int64_t ahead = time - clock_.WallNs();
  if (ahead <= kTolerance) return;
  told_skew_ = true;
  if (recorder_ != nullptr) recorder_->Stop("the times of files are ahead");
  std::array<char, 32> digits;
  const double seconds_ahead = static_cast<double>(ahead) / kSecond;
  std::snprintf(digits.data(), digits.size(),
                seconds_ahead < 100 ? "%.2g" : "%.0f", seconds_ahead);
  const std::string seconds = digits.data();
  TellError("Warning: File '" + target->name + "' has modification time " +
            seconds + " s in the future");
}

make::FileTime Updater::TimeOfArchiveMember(Target* target, bool searches) {
  const make::ArchiveName parts = make::SplitArchiveName(target->name);
  Target* archive = rules_.Enter(parts.archive);
  const FileTime time = TimeOf(archive, searches);
  archive = RuleBase::Resolve(archive);
  if (time == kMissingTime) return kMissingTime;
  if (archive->found_name != parts.archive) {
    target->name = archive->found_name + "(" + parts.member + ")";
  }
  return make::ArchiveMemberTime(evaluation_.world().disk(), target->name);
}

std::string Updater::FindInSearchPath(const std::string& name, FileTime* time) {
  const Target* own = rules_.Find(name);
  for (std::string& path : evaluation_.search_path().Candidates(name)) {
    const Target* known = rules_.Find(path);
    // One that is to be made there exists as well, and for what no rule makes
    // here it is enough to be mentioned.
    if (known != nullptr &&
        (own == nullptr || !own->is_target || known->is_target)) {
      return path;
    }
    const FileTime there = TimeOfName(path);
    if (there != kMissingTime) {
      *time = there;
      return path;
    }
  }
  return {};
}

std::string Updater::FindLibrary(const std::string& name, FileTime* time) {
  auto patterns = evaluation_.expander().Expand("$(.LIBPATTERNS)");
  if (!patterns.ok()) return {};
  const std::string_view stem = std::string_view(name).substr(2);
  for (const std::string_view word : make::SplitWords(patterns.value())) {
    const make::Pattern pattern = make::ParsePattern(word);
    if (!pattern.has_percent) continue;
    std::string file = pattern.Fill(stem);
    *time = TimeOfName(file);
    if (*time != kMissingTime) return file;
    std::string found = FindInSearchPath(file, time);
    if (!found.empty()) return found;
    const std::string multiarch = "/usr/lib/" + MachineName() + "-linux-gnu";
    for (const std::string_view directory :
         {std::string_view("/lib"), std::string_view(multiarch),
          std::string_view("/usr/lib"), std::string_view("/usr/local/lib")}) {
      std::string path = std::string(directory) + "/" + file;
      *time = TimeOfName(path);
      if (*time != kMissingTime) return path;
    }
  }
  return {};
}

make::Outcome Updater::Touch(Target* target) {
  if (!options_.silent) Tell("touch " + target->name);
  if (options_.dry_run) return Outcome::kSuccess;
  if (make::IsArchiveName(target->name)) {
    const bool done = make::TouchArchiveMember(
        evaluation_.world().disk(), target->name, clock_.WallNs() / kSecond);
    return done ? Outcome::kSuccess : Outcome::kFailed;
  }
  evaluation_.world().ForgetListings(make::World::Forget::kOnce);
  const Status touched = TouchFile(target->name);
  if (touched.ok()) return Outcome::kSuccess;
  TellError("touch: " + touched.error().message);
  return Outcome::kFailed;
}

void Updater::RemoveIntermediates(bool interrupted) {
  if (options_.question || options_.touch || evaluation_.all_secondary()) {
    return;
  }
  std::string line;
  for (Target& target : rules_.targets()) {
    if (!target.intermediate || target.precious || target.secondary ||
        target.not_intermediate || target.is_goal ||
        target.renamed != nullptr) {
      continue;
    }
    // Nobody has asked for it.
    if (target.outcome == Outcome::kNone) continue;
    const bool is_first = line.empty();
    if (!options_.dry_run) {
      const auto removed = evaluation_.world().disk().Remove(target.name);
      if (removed.ok() && !removed.value()) continue;
    }
    if (target.dont_care) continue;
    if (interrupted) {
      TellError("*** Deleting intermediate file '" + target.name + "'");
    } else if (!options_.silent) {
      if (is_first)
        Debug(DebugLevel::kBasic, 0, "Removing intermediate files...");
      line += line.empty() ? "rm " : " ";
      line += target.name;
    }
  }
  if (!line.empty()) Tell(line);
}

}  // namespace xb
