// SPDX-License-Identifier: Apache-2.0
// argv -> Settings.  The flags are those of the program that xb stands in for,
// read by getopt_long as that program does, plus xb's own when it is called by
// its own name.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/settings.h"

namespace xb {

// From the last component of argv[0].
Personality PersonalityOf(std::string_view program);
// What messages begin with: `ninja`, `make` or `xb`.
std::string_view ProgramName(Personality personality);

// Commands at once when nobody said otherwise.
int DefaultJobs(int processors);
// What ParseFlags() leaves where no -j says otherwise; see JobsOf().
inline constexpr int kJobsNotDecided = 0;

struct TargetReading {
  Settings settings;
  std::vector<std::string> warnings;
  // As a list of targets the arguments make no sense.
  std::optional<Error> error;
};

struct Invocation {
  Settings settings;
  // Nothing to do but to print this and exit with `exit_status`.
  std::optional<std::string> print;
  bool print_to_stderr = false;
  std::vector<std::string> warnings;
  int exit_status = 0;
  // As xb, when the first word names one of xb's commands: `settings` run it.
  // If the manifest has a target of that name, these are meant instead.
  std::unique_ptr<TargetReading> as_targets;
};

// `arguments` are argv; `processors`: ProcessorCount(), which costs a run with
// nothing to do a tenth of its time and is only asked by those who need it.
Result<Invocation> ParseFlags(const std::vector<std::string>& arguments,
                              int (*processors)());

std::string UsageText(Personality personality, int default_jobs);
std::string AboutText();

}  // namespace xb
