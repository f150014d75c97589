// SPDX-License-Identifier: Apache-2.0
// The part of Updater that remembers recipes, where a plain xb decides by more
// than times.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "manifest/make/file_names.h"
#include "manifest/make/words.h"
#include "remake/recipe_text.h"
#include "remake/updater.h"

namespace xb {
namespace {

// What is larger is not read once more for its content.
constexpr int64_t kMostHashed = 64 << 20;

}  // namespace

// Inside a reference a hidden newline is a space, outside the shell sees it.
std::string Updater::JoinInReferences(const std::string& line, char prefix) {
  if (line.find('\n') == std::string::npos) return line;
  std::string joined;
  for (size_t at = 0; at < line.size();) {
    if (line[at] != '$') {
      joined += line[at++];
      continue;
    }
    const size_t end = make::SkipReference(line, at);
    std::string reference = line.substr(at, end - at);
    // The prefix of a continued line is no part of it.
    for (size_t i = 0; i + 1 < reference.size(); ++i) {
      if (reference[i] == '\n' && reference[i + 1] == prefix) {
        reference.erase(i + 1, 1);
      }
    }
    make::JoinContinuations(&reference);
    joined += reference;
    at = end;
  }
  return joined;
}

bool Updater::HasNoCommands(const std::string& recipe) {
  return std::all_of(recipe.begin(), recipe.end(), [](char c) {
    return make::IsSpace(c) || c == '-' || c == '@' || c == '+';
  });
}

make::FileTime Updater::ContentTime(const Target& target, FileTime time,
                                    Target* reader) {
  if (log_ == nullptr || reader == nullptr || purpose_ != Purpose::kGoals ||
      time <= make::kOldTime || time == make::kNewTime || target.phony) {
    return time;
  }
  const RecipeRun* const run = log_->LastOf(target.name);
  const bool is_known =
      run != nullptr && run->exit_status == 0 && run->mtime_ns == time;
  if (!is_known || run->content_ns == 0 || run->content_ns >= time) return time;
  return ReadsOnlyPrerequisites(reader) ? run->content_ns : time;
}

bool Updater::ReadsOnlyPrerequisites(Target* reader) {
  const auto [known, is_new] = plain_readers_.try_emplace(reader, false);
  if (!is_new) return known->second;
  const RecipeRun* const run = log_->LastOf(reader->name);
  if (run == nullptr || run->exit_status != 0 || run->mtime_ns == 0 ||
      run->mtime_ns != reader->mtime ||
      run->command.size() >= RecipeLog::kMaxCommand) {
    return false;
  }
  std::vector<std::string_view> names;
  for (const make::Prerequisite& one : reader->prerequisites) {
    names.emplace_back(make::RuleBase::Resolve(one.target)->name);
  }
  known->second = ReadsOnly(reader->name, names, run->command);
  return known->second;
}

uint64_t Updater::SignatureOf(Target* target, std::string* command) {
  const make::Recipe& recipe = *target->recipe;
  std::vector<std::string> lines;
  for (const make::Recipe::Line& line : recipe.lines) {
    auto expanded = evaluation_.expander().ExpandAsWritten(
        &target->scope, JoinInReferences(line.text, recipe.prefix));
    if (!expanded.ok() || evaluation_.expander().has_seen_late()) return 0;
    lines.push_back(expanded.Take());
  }
  *command = CommandOfRecipe(lines);
  return std::max<uint64_t>(Xxh3(ComparableCommand(*command)), 1);
}

Result<bool> Updater::CommandHasChanged(Target* target, bool is_gone) {
  if (purpose_ != Purpose::kGoals || target->phony ||
      target->recipe == nullptr || target->first_rule != nullptr) {
    return false;
  }
  const RecipeRun* const run = log_->LastOf(target->name);
  if (!is_gone) {
    const FileTime time = TimeOf(target);
    const auto begun_at = log_->BegunAt(target->name);
    const bool is_half_made =
        begun_at
            ? *begun_at != time
            : run != nullptr && run->exit_status != 0 && run->mtime_ns == time;
    if (is_half_made && time != make::kMissingTime) {
      half_made_.insert(target);
      return true;
    }
    if (run != nullptr && run->mtime_ns != time) return false;
  }
  if (run == nullptr || run->signature == 0 || run->exit_status != 0) {
    return false;
  }
  target->recipe->Chop(evaluation_.one_shell());
  if (target->recipe->any_recurse || HasNoCommands(target->recipe->text)) {
    return false;
  }
  XB_TRY(evaluation_.PrepareVariables(target, false));
  XB_TRY(SetAutomaticVariables(target));
  std::string command;
  const uint64_t signature = SignatureOf(target, &command);
  if (signature == 0 || signature == run->signature) return false;
  other_commands_.insert(target);
  return true;
}

void Updater::BeginRecord(Job* job) {
  Target* const target = job->target;
  if (log_ == nullptr) return;
  job->mtime_before = target->mtime;
  RecipeRun& record = job->record;
  record.target = target->name;
  record.reason = ReasonOf(*target);
  record.time_s = clock_.WallNs() / 1'000'000'000;
  record.duration_ms = -clock_.NowNs() / 1'000'000;
  if (!target->recipe->any_recurse) {
    record.signature = SignatureOf(target, &record.command);
  }
}

void Updater::NoteBegun(const Job& job) {
  if (log_ == nullptr || options_.simulates() || purpose_ != Purpose::kGoals ||
      job.target->phony || job.target->recipe->any_recurse ||
      make::IsArchiveName(job.target->name)) {
    return;
  }
  log_->Begin(job.target->name, std::max<FileTime>(job.mtime_before, 0));
}

void Updater::KeepRecord(Target* target, RecipeRun record,
                         FileTime mtime_before, bool makes_only) {
  if (options_.simulates() || purpose_ != Purpose::kGoals) return;
  record.duration_ms += clock_.NowNs() / 1'000'000;
  if (!target->phony && record.exit_status == 0 &&
      !make::IsArchiveName(target->name)) {
    record.mtime_ns = TimeOf(target);
    record.content_ns = record.mtime_ns;
  }
  if (!target->phony && record.exit_status != 0) {
    // It may have left half a file.
    record.mtime_ns = std::max<FileTime>(TimeOfName(target->name), 0);
  }
  if (makes_only && record.exit_status == 0 &&
      record.mtime_ns > make::kOldTime) {
    Disk& disk = evaluation_.world().disk();
    const auto stat = disk.Stat(target->name);
    // An empty file has no content that somebody could need.
    if (stat.ok() && stat.value().is_regular() && stat.value().size > 0 &&
        stat.value().size <= kMostHashed) {
      const auto text = disk.Read(target->name);
      if (text.ok() && text.value()) record.content = Xxh3Wide(*text.value());
    }
    const RecipeRun* const last = log_->LastOf(target->name);
    if (last != nullptr && last->mtime_ns == mtime_before &&
        last->exit_status == 0 && record.content != Hash128{} &&
        last->content == record.content) {
      record.content_ns = last->content_ns;
    }
  }
  log_->Add(std::move(record));
}

}  // namespace xb
