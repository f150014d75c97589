// SPDX-License-Identifier: Apache-2.0
// The part of Updater that tells what it looks at and decides (--debug).
#include <array>
#include <cstdio>
#include <string>

#include "remake/updater.h"

namespace xb {
namespace {

using make::kMissingTime;
using make::Prerequisite;

}  // namespace

void Updater::Debug(DebugLevel level, int depth, const std::string& text) {
  const bool is_wanted =
      level == DebugLevel::kBasic ? debug_.basic : debug_.verbose;
  if (!is_wanted) return;
  if (purpose_ == Purpose::kMakefiles && !debug_.makefiles) return;
  Tell(std::string(static_cast<size_t>(depth), ' ') + text);
}

void Updater::DebugPrerequisite(const Target& target, const Prerequisite& one,
                                FileTime time, int depth) {
  const std::string what = "Prerequisite " + Quoted(one.target->name);
  const std::string of = " target " + Quoted(target.name) + ".";
  if (one.order_only) {
    Debug(DebugLevel::kVerbose, depth, what + " is order-only for" + of);
  } else if (time == kMissingTime) {
    Debug(DebugLevel::kBasic, depth,
          what + " of target " + Quoted(target.name) + " does not exist.");
  } else if (one.changed) {
    Debug(DebugLevel::kBasic, depth, what + " is newer than" + of);
  } else {
    Debug(DebugLevel::kVerbose, depth, what + " is older than" + of);
  }
}

void Updater::DebugJob(const char* verb, const Job& job, const char* rest) {
  if (!debug_.jobs) return;
  if (purpose_ == Purpose::kMakefiles && !debug_.makefiles) return;
  // Where it is in memory is what tells two for one target apart.
  std::array<char, 32> address;
  std::snprintf(address.data(), address.size(), "%p",
                static_cast<const void*>(&job));
  Tell(std::string(verb) + " child " + address.data() + " (" +
       job.target->name + ") PID " + std::to_string(job.told_pid) + rest);
}

void Updater::DebugOutcome(const Target& target, int depth) {
  switch (target.outcome) {
    case Outcome::kFailed:
      Debug(DebugLevel::kBasic, depth,
            "Failed to remake target file " + Quoted(target.name) + ".");
      break;
    case Outcome::kNone:
    case Outcome::kSuccess:
      Debug(DebugLevel::kBasic, depth,
            "Successfully remade target file " + Quoted(target.name) + ".");
      break;
    case Outcome::kQuestion:
      Debug(DebugLevel::kBasic, depth,
            "Target file " + Quoted(target.name) +
                " needs to be remade under -q.");
      break;
  }
}

}  // namespace xb
