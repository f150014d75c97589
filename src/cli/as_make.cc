// SPDX-License-Identifier: Apache-2.0
#include "cli/as_make.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "cli/flags.h"
#include "cli/parallelism.h"
#include "os/environment.h"
#include "os/names.h"
#include "os/system.h"
#include "os/terminal.h"
#include "remake/make_status.h"
#include "status/output_stream.h"
#include "status/sinks.h"

namespace xb {
namespace {

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

bool MayRemember() { return GetEnv(kNoMemoryVariable).value_or("").empty(); }

bool IsOn(const char* variable) {
  const std::string value = GetEnv(variable).value_or("");
  return value == "1" || value == "true";
}

// For makes below as well.
void Tell(const char* variable, bool on) {
  if (on) {
    SetEnv(variable, "1");
  } else {
    UnsetEnv(variable);
  }
}

// All that decides what a status looks like.
std::string ModeOf(const SinkOptions& options, std::string_view format) {
  std::string mode = "status ";
  for (const bool is_on :
       {options.smart, options.color, options.separate_output,
        options.failure_summary, options.verbosity == Verbosity::kNoStatus}) {
    mode += is_on ? '1' : '0';
  }
  if (options.smart) mode += " " + std::to_string(options.columns());
  return mode.append(" ").append(format);
}

// The same of a make below, whose settings are the usual ones.
std::string ModeBelow(const TerminalTraits& terminal,
                      const std::string& program) {
  Settings settings;
  settings.status_format.value = kStatusFormat;
  const auto options = DecideSinkOptions(
      settings,
      {.smart = false, .color = terminal.color, .columns = TerminalColumns},
      program, *settings.jobs);
  return options.ok() ? ModeOf(options.value(), kStatusFormat) : "";
}

int RunWithSink(MakeCall call, Settings settings, bool smart) {
  FileOutputStream real_out(stdout);
  FileOutputStream real_err(stderr);
  RecordedRun recorded(real_out, real_err);
  OutputStream& out = recorded.out;
  OutputStream& err = recorded.err;
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
  const std::string mode = ModeOf(options.value(), *settings.status_format);
  const std::unique_ptr<EventSink> sink =
      MakeEventSink(options.Take(), &out, &err);
  call.sink = sink.get();
  call.version = XB_VERSION;
  call.mode = mode;
  call.mode_below = ModeBelow(terminal, call.program);
  // Another format may show times.
  const bool is_usual = *settings.status_format == kStatusFormat;
  if (MayRemember() && is_usual) call.recorded = &recorded;
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

namespace {

// Adds the compile commands of what `call` would build to a file.
int AddCompileCommands(MakeCall call, const std::string& path) {
  std::vector<CompileCommand> compiles;
  call.compiles = &compiles;
  NoOutput out;
  FileOutputStream err(stderr);
  const int status = MakeSession(std::move(call), out, err).Run();
  std::string text;
  for (const CompileCommand& one : compiles) {
    text.append(CompileCommandText(one)).append(",\n");
  }
  const Status added = AppendToFile(path, text);
  if (added.ok()) return status;
  err.Write(added.error().message + "\n");
  return 2;
}

}  // namespace

std::optional<TargetSurvey> SurveyMakefile(MakeCall call,
                                           const std::string& word,
                                           OutputStream& err) {
  TargetSurvey survey;
  survey.word = word;
  call.survey = &survey;
  NoOutput out;
  if (MakeSession(std::move(call), out, err).Run() != 0) return std::nullopt;
  return survey;
}

std::optional<std::string> ExportMakefile(MakeCall call,
                                          std::string_view name) {
  GraphExport graph;
  call.graph = &graph;
  // All that could be made, and nothing of it is.
  call.arguments.insert(call.arguments.begin(), {"-n", "-B"});
  NoOutput out;
  FileOutputStream err(stderr);
  if (MakeSession(std::move(call), out, err).Run() != 0) return std::nullopt;
  return ExportText(graph, name);
}

Result<int> ListCompileCommands(MakeCall call, Disk& disk) {
  XB_ASSIGN(const std::string directory, CurrentDirectory());
  const std::string path =
      directory + "/.xb/compiles-" + std::to_string(ProcessId());
  XB_TRY(disk.MakeParentDirs(path));
  XB_TRY(disk.Write(path, ""));
  SetEnv(kCompileListVariable, path);
  // All that could be made, and nothing of it is.
  call.arguments.insert(call.arguments.begin(), {"-n", "-B", "-k"});
  const int status = AddCompileCommands(std::move(call), path);
  XB_ASSIGN(const auto listed, disk.Read(path));
  XB_ASSIGN([[maybe_unused]] const bool removed, disk.Remove(path));
  std::string_view text = listed ? std::string_view(*listed) : "";
  if (text.ends_with(",\n")) text.remove_suffix(2);
  FileOutputStream(stdout).Write("[\n" + std::string(text) +
                                 (text.empty() ? "]\n" : "\n]\n"));
  return status;
}

int RunMake(MakeCall call) {
  call.auto_deps |= IsOn(kAutoDepsVariable);
  call.traces |= IsOn(kTraceVariable);
  call.remembers_recipes |= IsOn(kRecipesVariable);
  if (const auto list = GetEnv(kCompileListVariable); list && !list->empty()) {
    return AddCompileCommands(std::move(call), *list);
  }
  const auto shown_on = GetEnv(kStatusVariable);
  if (shown_on && *shown_on == StdoutIdentity()) {
    // Several may write at once, so nothing is overwritten.
    return RunWithSink(std::move(call), Settings(), false);
  }
  FileOutputStream out(stdout);
  FileOutputStream err(stderr);
  RecordedRun recorded(out, err);
  call.version = XB_VERSION;
  if (MayRemember()) call.recorded = &recorded;
  return MakeSession(std::move(call), recorded.out, recorded.err).Run();
}

int RunMakeWithStatus(MakeCall call, const Settings& settings) {
  call.tells_nothing_to_do = *settings.verbosity != Verbosity::kNoStatus;
  call.auto_deps = *settings.auto_deps;
  call.advises = !settings.ignores_misspelt;
  call.remembers_recipes = *settings.freshness == FreshnessMode::kContent;
  call.traces = settings.debug.trace_make;
  Tell(kAutoDepsVariable, call.auto_deps);
  Tell(kTraceVariable, call.traces);
  Tell(kRecipesVariable, call.remembers_recipes);
  if (*settings.verbosity == Verbosity::kVerbose || *settings.dry_run) {
    UnsetEnv(kStatusVariable);
    return RunMake(std::move(call));
  }
  SetEnv(kStatusVariable, StdoutIdentity());
  return RunWithSink(std::move(call), settings, true);
}

}  // namespace xb
