// SPDX-License-Identifier: Apache-2.0
// Calls of the program that build what a Makefile says.  By the name `make` or
// `gmake`, and as `xb make ...`, all is as make does it; a plain `xb` where a
// Makefile is has its own flags and shows a status.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "os/disk.h"
#include "remake/make_session.h"
#include "status/output_stream.h"

namespace xb {

// `arguments` are argv.  nullopt when something else is meant.
std::optional<MakeCall> AsMake(const std::vector<std::string>& arguments);

// The flags of xb as options of make; `program` is argv[0].
Result<MakeCall> MakeCallFor(const Settings& settings,
                             const std::string& program);

// Of runs that are to tell something else.
class NoOutput final : public OutputStream {
 public:
  void Write(std::string_view /*bytes*/) override {}
};

// Returns the exit status.
int RunMake(MakeCall call);
// The same with the status that `settings` ask for.
int RunMakeWithStatus(MakeCall call, const Settings& settings);

// What the Makefiles of `call` make, and whether `word` is something of it.
// nullopt when they cannot be read; `err` was told why.
std::optional<TargetSurvey> SurveyMakefile(MakeCall call,
                                           const std::string& word,
                                           OutputStream& err);

// What `call` would build, as a manifest for any ninja; nullopt when that is
// not known, which was told.
std::optional<std::string> ExportMakefile(MakeCall call, std::string_view name);

// Prints the compile commands of what `call` would build, as a JSON array.
Result<int> ListCompileCommands(MakeCall call, Disk& disk);

}  // namespace xb
