// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_log.h"

#include <algorithm>
#include <utility>

#include "os/names.h"
#include "remake/run_stamp_format.h"
#include "remake/state_directory.h"

namespace xb {
namespace {

constexpr std::string_view kRecipesHeader = "xb recipes 2\n";
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
  if (run.exit_status == RecipeRun::kBegun) {
    kept.begun_at = run.mtime_ns;
    return;
  }
  kept.begun_at.reset();
  kept.before = std::move(kept.last);
  kept.last = std::move(run);
}

void RecipeLog::Load(Disk& disk) {
  disk_ = &disk;
  const auto text = disk.Read(kPath);
  if (!text.ok() || !text.value() || text.value()->empty()) return;
  is_there_ = true;
  std::vector<RecipeRun> runs;
  is_damaged_ = Decode(*text.value(), &runs) != text.value()->size();
  for (RecipeRun& run : runs) Keep(std::move(run));
}

const RecipeRun* RecipeLog::LastOf(std::string_view target) const {
  if (kept_.empty()) return nullptr;
  const auto found = kept_.find(std::string(target));
  if (found == kept_.end() || found->second.last.target.empty()) return nullptr;
  return &found->second.last;
}

std::optional<int64_t> RecipeLog::BegunAt(std::string_view target) const {
  if (kept_.empty()) return std::nullopt;
  const auto found = kept_.find(std::string(target));
  return found == kept_.end() ? std::nullopt : found->second.begun_at;
}

void RecipeLog::Begin(const std::string& target, int64_t mtime_ns) {
  RecipeRun run;
  run.target = target;
  run.exit_status = RecipeRun::kBegun;
  run.mtime_ns = mtime_ns;
  Append(run);
  Keep(std::move(run));
}

void RecipeLog::Add(RecipeRun run) {
  Append(run);
  Keep(std::move(run));
}

void RecipeLog::Append(const RecipeRun& run) {
  if (is_damaged_) WriteAnew();
  std::string bytes;
  if (!is_there_) {
    if (!MakeStateDirectory(*disk_)) return;
    // Another run may have begun it by now.
    const auto stat = disk_->Stat(kPath);
    if (stat.ok() && stat.value().size == 0) bytes = kRecipesHeader;
    is_there_ = true;
  }
  AppendRun(run, &bytes);
  // At once, so that two runs do not mix.
  [[maybe_unused]] const Status written = AppendToFile(kPath, bytes);
}

void RecipeLog::WriteAnew() {
  std::string file(kRecipesHeader);
  records_ = 0;
  for (const auto& [target, kept] : kept_) {
    for (const RecipeRun* run : {&kept.before, &kept.last}) {
      if (run->target.empty()) continue;
      AppendRun(*run, &file);
      ++records_;
    }
    if (!kept.begun_at) continue;
    RecipeRun begun;
    begun.target = target;
    begun.exit_status = RecipeRun::kBegun;
    begun.mtime_ns = *kept.begun_at;
    AppendRun(begun, &file);
    ++records_;
  }
  // Without it all is made by times, no more.
  [[maybe_unused]] const Status written = disk_->WriteAtomic(kPath, file);
  is_damaged_ = false;
}

void RecipeLog::Tidy() {
  if (records_ <= 6 * kept_.size() + kMostOverridden) return;
  // Makes below may have written to it, too.
  RecipeLog all;
  all.Load(*disk_);
  all.WriteAnew();
}

std::vector<RecipeRun> RecipeLog::RunsOf(Disk& disk, std::string_view target) {
  std::vector<RecipeRun> runs;
  const auto text = disk.Read(kPath);
  if (!text.ok() || !text.value()) return runs;
  Decode(*text.value(), &runs);
  std::erase_if(runs, [&](const RecipeRun& run) {
    return run.target != target || run.exit_status == RecipeRun::kBegun;
  });
  if (runs.size() > 2) runs.erase(runs.begin(), runs.end() - 2);
  return runs;
}

}  // namespace xb
