// SPDX-License-Identifier: Apache-2.0
#include "cli/makefile_why.h"

#include <array>
#include <cstdio>
#include <utility>
#include <vector>

#include "cli/as_make.h"
#include "os/clock.h"
#include "remake/recipe_log.h"
#include "tools/printer.h"
#include "tools/word_diff.h"

namespace xb {
namespace {

std::string SecondsText(int64_t ms) {
  std::array<char, 32> text;
  const int size = std::snprintf(text.data(), text.size(), "%.3f s",
                                 static_cast<double>(ms) / 1e3);
  return std::string(text.data(), static_cast<size_t>(size));
}

// Where another program has made the file since, the record is of another one.
bool IsOfOthers(const RecipeRun& run, Disk& disk) {
  if (run.mtime_ns == 0) return false;
  const auto mtime = disk.StatMtime(run.target);
  return mtime.ok() && mtime.value() != 0 && mtime.value() != run.mtime_ns;
}

void TellRuns(const std::string& target, Disk& disk, Printer* out) {
  const std::vector<RecipeRun> runs = RecipeLog::RunsOf(disk, target);
  if (runs.empty()) {
    out->Print("  last run:   none that is on record\n");
    return;
  }
  const RecipeRun& last = runs.back();
  out->Print(
      "  last run:   ", LocalTime(last.time_s), ", ",
      SecondsText(last.duration_ms), ", ",
      last.exit_status == 0
          ? "succeeded\n"
          : "failed with status " + std::to_string(last.exit_status) + "\n");
  out->Print("  because:    ", last.reason, "\n");
  if (last.content_ns != last.mtime_ns) {
    out->Print("  result:     the content that it had before\n");
  }
  if (runs.size() > 1) {
    const RecipeRun& before = runs[runs.size() - 2];
    out->Print("  before:     ", LocalTime(before.time_s), ", ",
               SecondsText(before.duration_ms), ", because ", before.reason,
               "\n");
    if (before.command != last.command && before.signature != 0) {
      out->Print("  command:    changed for that run\n");
      PrintWordDiff(*out, "    ", before.command, last.command);
    }
  }
  if (IsOfOthers(last, disk)) {
    out->Print("  since then: something else has made it\n");
  }
}

// Both of what would run, the target last.
int TellPresentState(MakeCall call, const std::string& target, Printer* out,
                     OutputStream& err) {
  std::vector<RecipeReason> reasons;
  call.reasons = &reasons;
  call.remembers_recipes = true;
  // What would be, without a step of it.
  call.arguments.insert(call.arguments.begin(), "-n");
  call.arguments.push_back(target);
  NoOutput nothing;
  const int status = MakeSession(std::move(call), nothing, err).Run();
  if (status != 0) return status;
  if (reasons.empty()) {
    out->Print("  now:        up to date\n");
    return 0;
  }
  out->Print("  now:        out of date\n");
  for (const RecipeReason& one : reasons) {
    out->Print("      ", one.target, ": ", one.reason, "\n");
  }
  return 0;
}

}  // namespace

int ExplainMakefileTargets(const MakeCall& call,
                           std::span<const std::string> targets, Disk& disk,
                           OutputStream& out, OutputStream& err) {
  int worst = 0;
  for (const std::string& target : targets) {
    Printer printer(out);
    printer.Print(target, ":\n");
    TellRuns(target, disk, &printer);
    printer.Flush();
    const int status = TellPresentState(call, target, &printer, err);
    if (status != 0) worst = status;
  }
  return worst;
}

}  // namespace xb
