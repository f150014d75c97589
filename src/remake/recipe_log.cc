// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_log.h"

#include <algorithm>
#include <utility>

#include "os/names.h"
#include "remake/run_stamp_format.h"
#include "remake/state_directory.h"

namespace xb {
namespace {

constexpr std::string_view kRecipesHeader = "xb recipes 1\n";
// Of a record: its size and the XXH3-64 of what follows.
constexpr size_t kFrame = 4 + 8;
constexpr size_t kMostOverridden = 100;

void AppendNumber64(uint64_t number, std::string* file) {
  AppendNumber(static_cast<uint32_t>(number), file);
  AppendNumber(static_cast<uint32_t>(number >> 32), file);
}

bool TakeNumber64(StampCursor* cursor, uint64_t* number) {
  uint32_t low = 0;
  uint32_t high = 0;
  if (!cursor->TakeNumber(&low) || !cursor->TakeNumber(&high)) return false;
  *number = low | uint64_t{high} << 32;
  return true;
}

bool TakeSigned(StampCursor* cursor, int64_t* number) {
  uint64_t bits = 0;
  if (!TakeNumber64(cursor, &bits)) return false;
  *number = static_cast<int64_t>(bits);
  return true;
}

bool TakeRun(std::string_view bytes, RecipeRun* run) {
  StampCursor cursor(bytes);
  uint32_t exit_status = 0;
  const bool is_sound =
      cursor.TakeString(&run->target) && cursor.TakeString(&run->reason) &&
      cursor.TakeString(&run->command) && TakeSigned(&cursor, &run->time_s) &&
      TakeSigned(&cursor, &run->duration_ms) &&
      cursor.TakeNumber(&exit_status) && TakeSigned(&cursor, &run->mtime_ns) &&
      TakeSigned(&cursor, &run->content_ns) &&
      TakeNumber64(&cursor, &run->content.low) &&
      TakeNumber64(&cursor, &run->content.high) &&
      TakeNumber64(&cursor, &run->signature) && cursor.at_end();
  run->exit_status = static_cast<int32_t>(exit_status);
  return is_sound;
}

}  // namespace

void RecipeLog::AppendRun(const RecipeRun& run, std::string* file) {
  std::string body;
  AppendString(run.target, &body);
  AppendString(run.reason, &body);
  AppendString(std::string_view(run.command).substr(0, kMaxCommand), &body);
  AppendNumber64(static_cast<uint64_t>(run.time_s), &body);
  AppendNumber64(static_cast<uint64_t>(run.duration_ms), &body);
  AppendNumber(static_cast<uint32_t>(run.exit_status), &body);
  AppendNumber64(static_cast<uint64_t>(run.mtime_ns), &body);
  AppendNumber64(static_cast<uint64_t>(run.content_ns), &body);
  AppendNumber64(run.content.low, &body);
  AppendNumber64(run.content.high, &body);
  AppendNumber64(run.signature, &body);
  AppendNumber(static_cast<uint32_t>(body.size()), file);
  AppendNumber64(Xxh3(body), file);
  *file += body;
}

size_t RecipeLog::Decode(std::string_view file, std::vector<RecipeRun>* runs) {
  if (!file.starts_with(kRecipesHeader)) return 0;
  size_t at = kRecipesHeader.size();
  while (file.size() - at >= kFrame) {
    // Two that began it at once have each written it.
    if (file.substr(at).starts_with(kRecipesHeader)) {
      at += kRecipesHeader.size();
      continue;
    }
    StampCursor cursor(file.substr(at));
    uint32_t size = 0;
    uint64_t hash = 0;
    std::string_view body;
    RecipeRun run;
    if (!cursor.TakeNumber(&size) || !TakeNumber64(&cursor, &hash) ||
        !cursor.TakeBytes(size, &body) || Xxh3(body) != hash ||
        !TakeRun(body, &run)) {
      break;
    }
    runs->push_back(std::move(run));
    at += kFrame + size;
  }
  return at;
}

void RecipeLog::Keep(RecipeRun run) {
  ++records_;
  Kept& kept = kept_[run.target];
  kept.before = std::move(kept.last);
  kept.last = std::move(run);
}

void RecipeLog::Load(Disk& disk) {
  const auto text = disk.Read(kPath);
  if (!text.ok() || !text.value()) return;
  std::vector<RecipeRun> runs;
  is_damaged_ = Decode(*text.value(), &runs) != text.value()->size();
  for (RecipeRun& run : runs) Keep(std::move(run));
}

const RecipeRun* RecipeLog::LastOf(std::string_view target) const {
  if (kept_.empty()) return nullptr;
  const auto found = kept_.find(std::string(target));
  return found == kept_.end() ? nullptr : &found->second.last;
}

void RecipeLog::Add(RecipeRun run) {
  AppendRun(run, &pending_);
  Keep(std::move(run));
}

void RecipeLog::Save(Disk& disk) {
  if (pending_.empty() || !MakeStateDirectory(disk)) return;
  const auto stat = disk.Stat(kPath);
  const bool is_new = stat.ok() && stat.value().size == 0;
  const bool is_bloated = records_ > 3 * kept_.size() + kMostOverridden;
  // Without it all is made by times, no more.
  [[maybe_unused]] Status written;
  if (is_damaged_ || is_bloated) {
    std::string file(kRecipesHeader);
    for (const auto& [target, kept] : kept_) {
      if (!kept.before.target.empty()) AppendRun(kept.before, &file);
      AppendRun(kept.last, &file);
    }
    written = disk.WriteAtomic(kPath, file);
  } else {
    // At once, so that two runs do not mix.
    written = AppendToFile(
        kPath, is_new ? std::string(kRecipesHeader) + pending_ : pending_);
  }
  pending_.clear();
}

std::vector<RecipeRun> RecipeLog::RunsOf(Disk& disk, std::string_view target) {
  std::vector<RecipeRun> runs;
  const auto text = disk.Read(kPath);
  if (!text.ok() || !text.value()) return runs;
  Decode(*text.value(), &runs);
  std::erase_if(runs,
                [&](const RecipeRun& run) { return run.target != target; });
  if (runs.size() > 2) runs.erase(runs.begin(), runs.end() - 2);
  return runs;
}

}  // namespace xb
