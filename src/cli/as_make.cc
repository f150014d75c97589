// SPDX-License-Identifier: Apache-2.0
#include "cli/as_make.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "cli/flags.h"
#include "cli/parallelism.h"
#include "os/environment.h"
#include "os/system.h"
#include "os/terminal.h"
#include "status/output_stream.h"
#include "status/sinks.h"

namespace xb {
namespace {

// Which stdout the xb at the top shows its status on: makes below that write
// to the same show theirs, those whose output is read by somebody do not.
constexpr char kStatusVariable[] = "XB_MAKE_STATUS";

// How much there is to do is not known before it is done.
constexpr char kStatusFormat[] = "[%f] ";

// What runs this program as make from any directory.
std::string MakeCommand(const std::string& program) {
  std::string command = program;
  const bool is_relative =
      !program.starts_with('/') && program.find('/') != std::string::npos;
  if (is_relative) {
    const auto directory = CurrentDirectory();
    if (directory.ok()) command = directory.value() + "/" + program;
  }
  return PersonalityOf(program) == Personality::kMake ? command
                                                      : command + " make";
}

int RunWithSink(MakeCall call, Settings settings, bool smart) {
  FileOutputStream out(stdout);
  FileOutputStream err(stderr);
  const TerminalTraits terminal = ReadTerminal();
  if (settings.status_format.is_default()) {
    settings.status_format.value = kStatusFormat;
  }
  auto options = DecideSinkOptions(settings,
                                   {.smart = smart && terminal.is_smart,
                                    .color = terminal.color,
                                    .columns = TerminalColumns},
                                   call.program, JobsOf(settings));
  if (!options.ok()) {
    err.Write(call.program + ": error: " + options.error().message + "\n");
    return 1;
  }
  options.value().fancy = false;
  options.value().still_running_ns = 0;
  const std::unique_ptr<EventSink> sink =
      MakeEventSink(options.Take(), &out, &err);
  call.sink = sink.get();
  return MakeSession(std::move(call), out, err).Run();
}

}  // namespace

std::optional<MakeCall> AsMake(const std::vector<std::string>& arguments) {
  const std::string& program = arguments[0];
  const Personality personality = PersonalityOf(program);
  const bool by_word = personality == Personality::kXb &&
                       arguments.size() > 1 && arguments[1] == "make";
  if (personality != Personality::kMake && !by_word) return std::nullopt;
  MakeCall call;
  if (!by_word) call.program = program.substr(program.rfind('/') + 1);
  call.command = MakeCommand(program);
  call.arguments.assign(arguments.begin() + (by_word ? 2 : 1), arguments.end());
  return call;
}

Result<MakeCall> MakeCallFor(const Settings& settings,
                             const std::string& program) {
  MakeCall call;
  call.program = std::string(ProgramName(Personality::kXb));
  call.command = MakeCommand(program);
  std::vector<std::string>& words = call.arguments;
  if (settings.jobs.origin == Origin::kFlag) {
    words.push_back(*settings.jobs == kUnlimited
                        ? "-j"
                        : "-j" + std::to_string(*settings.jobs));
  } else {
    call.default_jobs = JobsOf(settings);
  }
  if (*settings.failures_allowed > 1) words.emplace_back("-k");
  if (*settings.max_load > 0) {
    words.push_back("-l" + std::to_string(*settings.max_load));
  }
  if (*settings.dry_run) words.emplace_back("-n");
  if (settings.debug.explain) words.emplace_back("--trace");
  if (*settings.verbosity == Verbosity::kVerbose) words.emplace_back("-O");
  words.insert(words.end(), {"-f", *settings.manifest, "--"});
  for (const VariableSetting& variable : settings.variables) {
    if (!variable.value) {
      return MakeError("`-D " + variable.name +
                       "+=` adds to what a build.ninja says, not to what a "
                       "Makefile does");
    }
    std::string word = variable.name + "=" + *variable.value;
    if (!variable.added.empty()) word += " " + variable.added;
    words.push_back(std::move(word));
  }
  words.insert(words.end(), settings.targets.begin(), settings.targets.end());
  return call;
}

int RunMake(MakeCall call) {
  const auto shown_on = GetEnv(kStatusVariable);
  if (shown_on && *shown_on == StdoutIdentity()) {
    // Several may write at once, so nothing is overwritten.
    return RunWithSink(std::move(call), Settings(), false);
  }
  FileOutputStream out(stdout);
  FileOutputStream err(stderr);
  return MakeSession(std::move(call), out, err).Run();
}

int RunMakeWithStatus(MakeCall call, const Settings& settings) {
  call.tells_nothing_to_do = *settings.verbosity != Verbosity::kNoStatus;
  if (*settings.verbosity == Verbosity::kVerbose || *settings.dry_run) {
    UnsetEnv(kStatusVariable);
    return RunMake(std::move(call));
  }
  SetEnv(kStatusVariable, StdoutIdentity());
  return RunWithSink(std::move(call), settings, true);
}

}  // namespace xb
