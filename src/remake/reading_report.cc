// SPDX-License-Identifier: Apache-2.0
#include "remake/reading_report.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/environment.h"
#include "remake/environment_view.h"
#include "remake/make_status.h"
#include "remake/run_account.h"
#include "remake/run_stamp.h"
#include "remake/state_directory.h"

namespace xb {
namespace {

// Of command lines; older ones are hardly what is asked for.
constexpr size_t kMostCalls = 8;
// Of facts that do not hold.
constexpr size_t kMostDifferences = 20;

// As somebody has typed it, as far as that is known.
std::string CallText(const RunAccount& account) {
  std::string text = account.program;
  const bool is_xb = account.program == "xb";
  const std::vector<std::string>& words = account.arguments;
  for (size_t i = 0; i < words.size(); ++i) {
    if (is_xb && words[i] == "--") continue;
    if (is_xb && words[i] == "-f" && i + 1 < words.size() &&
        (words[i + 1] == "GNUmakefile" || words[i + 1] == "makefile" ||
         words[i + 1] == "Makefile")) {
      ++i;
      continue;
    }
    text += ' ';
    AppendShellEscaped(words[i], &text);
  }
  return text;
}

std::string Counted(size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

class Report {
 public:
  Report(const std::string& version, OutputStream& out)
      : version_(VersionAndBuild(version)),
        environment_(EnvironmentEntries()),
        out_(out) {}

  void Tell(const KeptAccount& kept) {
    const RunAccount& account = kept.account;
    Line(CallText(account) + ":");
    Line("  last read:  " + LocalTime(account.time_s));
    Line("  because:    " + (account.because.empty()
                                 ? "nothing was remembered before"
                                 : account.because));
    Line("  remembered: " + (account.not_kept.empty()
                                 ? "yes"
                                 : "no, because " + account.not_kept));
    if (IsOff())
      return Line("  now:        read again: XB_NO_MAKE_MEMORY is set");
    TellPresent(kept);
  }

  void TellNone(bool any) {
    if (any) return Line("no such command line is on record here");
    Line("no run of a Makefile is on record here");
    if (IsOff())
      return Line("  XB_NO_MAKE_MEMORY is set: nothing is remembered");
    const auto stat = disk_.Stat(kStateDirectory);
    if (stat.ok() && stat.value().is_directory()) return;
    Line(
        "  runs that look at fewer than 64 files leave nothing behind, unless "
        "there is");
    Line("  a directory .xb");
  }

 private:
  void Line(const std::string& text) { out_.Write(text + "\n"); }

  static bool IsOff() {
    return !GetEnv(kNoMemoryVariable).value_or("").empty();
  }

  void TellPresent(const KeptAccount& kept) {
    const std::string& key = kept.account.key;
    const auto stamp = RunStamp::Open(kept.stamp, key);
    if (stamp == nullptr) {
      return Line("  now:        read again: nothing is remembered");
    }
    std::vector<std::string> found = stamp->Differences(
        "", environment_, disk_, clock_.WallNs(), kMostDifferences);
    const std::string present = PresentKey(key, version_, environment_);
    if (const auto other = WhatIsOther(key, present); !other.empty()) {
      found.emplace(found.begin(), other);
    }
    if (found.empty()) {
      Line("  now:        not read, as long as " +
           Counted(stamp->file_count(), "file", "files") + ", " +
           Counted(stamp->listing_count(), "listing", "listings") +
           " of directories and " +
           Counted(stamp->variable_count(), "variable", "variables") +
           " of the");
      Line("              environment are as they are");
    } else {
      Line("  now:        read again");
      for (const std::string& text : found) Line("      " + text);
    }
    TellCommands(*stamp);
  }

  // What even a run from memory has to ask.
  void TellCommands(const RunStamp& stamp) {
    const char* head = "  each time:  ";
    for (const RunEvent& event : stamp.events()) {
      const bool is_make = event.kind == RunEvent::Kind::kMake;
      const bool is_shell = event.kind == RunEvent::Kind::kShell;
      if (!is_make && (!is_shell || event.is_pure)) continue;
      const std::string text = CommandText(event.words);
      Line(head + (is_make ? "the same of `" + text + "`"
                           : "$(shell " + text + ") is run and compared"));
      head = "              ";
    }
  }

  const std::string version_;
  const EnvironmentView environment_;
  OutputStream& out_;
  RealDisk disk_;
  RealClock clock_;
};

}  // namespace

void ReportReadings(std::span<const std::string> words,
                    const std::string& version, OutputStream& out) {
  Report report(version, out);
  const std::vector<KeptAccount> accounts = ReadAccounts();
  size_t told = 0;
  for (const KeptAccount& kept : accounts) {
    const auto& has = kept.account.arguments;
    const bool is_asked_for =
        std::all_of(words.begin(), words.end(), [&](const std::string& word) {
          return std::find(has.begin(), has.end(), word) != has.end();
        });
    if (!is_asked_for) continue;
    report.Tell(kept);
    if (++told == kMostCalls) break;
  }
  if (told == 0) report.TellNone(!accounts.empty());
}

}  // namespace xb
