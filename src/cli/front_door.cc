// SPDX-License-Identifier: Apache-2.0
#include "cli/front_door.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "config/toml.h"
#include "os/environment.h"

namespace xb {
namespace {

constexpr std::string_view kCMake = "CMakeLists.txt";
constexpr std::string_view kMeson = "meson.build";
constexpr std::string_view kStandard = "dev";
constexpr std::string_view kHeader = "xb configured 1";
constexpr std::string_view kDone = "done";
constexpr std::string_view kBegun = "begun";
constexpr std::string_view kArgument = "argument ";
constexpr std::string_view kVariable = "variable ";
constexpr int kNotFound = 127;

// What is there stands before CMakeLists.txt in the order of preference.
constexpr auto kBetter = std::to_array<std::string_view>(
    {"build.ninja", "build.xb", "GNUmakefile", "makefile", "Makefile"});

struct BuiltIn {
  std::string_view profile;
  std::array<std::string_view, 3> cmake;
  std::array<std::string_view, 2> meson;
};

// Projects for CMake before 3.9 would else only be warned that gcc and clang
// could have optimised when linking.
constexpr auto kBuiltIn = std::to_array<BuiltIn>({
    {"dev", {"-DCMAKE_BUILD_TYPE=Debug"}, {"-Dbuildtype=debug"}},
    {"prod",
     {"-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON",
      "-DCMAKE_POLICY_DEFAULT_CMP0069=NEW"},
     {"-Dbuildtype=release", "-Db_lto=true"}},
    {"test",
     {"-DCMAKE_BUILD_TYPE=Debug"},
     {"-Dbuildtype=debug", "-Db_coverage=true"}},
});
// Of the profile `test`.  CMake takes these flags from the variables, unless
// they are given; then they must be given, too.
struct CompilerFlags {
  std::string_view variable;
  std::string_view argument;
};
constexpr CompilerFlags kCoverage[] = {
    {"CFLAGS", "-DCMAKE_C_FLAGS=--coverage"},
    {"CXXFLAGS", "-DCMAKE_CXX_FLAGS=--coverage"},
};

std::string WithFlagsOfEnvironment(const std::string& argument) {
  for (const CompilerFlags& flags : kCoverage) {
    if (argument != flags.argument) continue;
    const auto value = GetEnv(std::string(flags.variable));
    if (value && !value->empty()) return argument + " " + *value;
  }
  return argument;
}

// One that cannot be looked at is there: who reads it says why not.
bool Exists(Disk& disk, const std::string& path) {
  const Result<int64_t> mtime_ns = disk.StatMtime(path);
  return !mtime_ns.ok() || mtime_ns.value() != 0;
}

std::string RecordPath(const std::string& profile) {
  return ".xb/configured-" + profile;
}

bool Contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

Result<std::string> ChooseProfile(const Settings& settings,
                                  const std::string& source) {
  const std::vector<std::string>& wanted = *settings.profiles;
  if (wanted.empty()) return std::string(kStandard);
  if (wanted.size() > 1) {
    return MakeError("`" + source + "` is configured for one profile at a time",
                     "call xb once for each");
  }
  const std::string& name = wanted[0];
  std::vector<std::string_view> known(settings.profile_sections.begin(),
                                      settings.profile_sections.end());
  for (const BuiltIn& one : kBuiltIn) known.push_back(one.profile);
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    // It is to be the name of a directory.
    if (name.find('/') != std::string::npos || name.starts_with('.')) {
      return MakeError("a profile cannot be called `" + name + "`");
    }
    return name;
  }
  // Other projects may have it.
  if (settings.profiles.origin < Origin::kProjectConfig) {
    return std::string(kStandard);
  }
  return MakeError("unknown profile `" + name + "`", NearestKey(name, known));
}

std::string NameOf(std::string_view variable) {
  return std::string(variable.substr(0, variable.find('=')));
}

}  // namespace

bool FrontDoor::is_cmake() const { return source_ == kCMake; }

void FrontDoor::AddProfileArguments(const Settings& settings) {
  const auto built_in =
      std::find_if(kBuiltIn.begin(), kBuiltIn.end(),
                   [&](const BuiltIn& one) { return one.profile == profile_; });
  const BuiltIn& known = built_in == kBuiltIn.end() ? kBuiltIn[0] : *built_in;
  const auto add = [&](std::string_view argument) {
    if (!argument.empty()) arguments_.emplace_back(argument);
  };
  if (is_cmake()) {
    std::for_each(known.cmake.begin(), known.cmake.end(), add);
  } else {
    std::for_each(known.meson.begin(), known.meson.end(), add);
  }
  if (is_cmake() && profile_ == "test") {
    for (const CompilerFlags& flags : kCoverage) add(flags.argument);
  }
  for (const std::string& argument : *settings.configure) add(argument);
}

Status FrontDoor::CompareWith(const std::string& known,
                              const Settings& settings) {
  std::vector<std::string> arguments;
  bool is_done = false;
  for (const std::string_view line : Split(known, '\n')) {
    if (line == kDone) is_done = true;
    if (line.starts_with(kArgument)) {
      arguments.emplace_back(line.substr(kArgument.size()));
    } else if (line.starts_with(kVariable)) {
      variables_.emplace_back(line.substr(kVariable.size()));
    }
  }
  must_run_ =
      !is_done || !known.starts_with(kHeader) || arguments != arguments_;
  for (const VariableSetting& variable : settings.variables) {
    if (!variable.value || !variable.added.empty()) {
      return MakeError("-D " + variable.name + "+=... is for manifests",
                       "`" + source_ + "` takes -D NAME=VALUE");
    }
    std::string text = variable.name + "=" + *variable.value;
    if (Contains(variables_, text)) continue;
    std::erase_if(variables_, [&](const std::string& other) {
      return NameOf(other) == variable.name;
    });
    variables_.push_back(std::move(text));
    must_run_ = true;
  }
  for (const auto* words : {&arguments_, &variables_}) {
    for (const std::string& word : *words) {
      if (word.find('\n') == std::string::npos) continue;
      return MakeError("an argument for `" + source_ + "` has several lines",
                       "it begins with `" + NameOf(word) + "`");
    }
  }
  return Ok();
}

Result<std::optional<FrontDoor>> FrontDoor::Find(Disk& disk,
                                                 const Settings& settings) {
  std::optional<FrontDoor> none;
  if (!settings.manifest.is_default()) return none;
  for (const std::string_view better : kBetter) {
    if (Exists(disk, std::string(better))) return none;
  }
  FrontDoor door;
  for (const std::string_view source : {kCMake, kMeson}) {
    if (!Exists(disk, std::string(source))) continue;
    if (door.source_.empty()) {
      door.source_ = source;
    } else {
      door.others_.emplace_back(source);
    }
  }
  if (door.source_.empty()) return none;
  XB_ASSIGN(door.profile_, ChooseProfile(settings, door.source_));
  door.directory_ = "build/" + door.profile_;
  bool is_foreign = false;
  const bool is_asked_for = settings.profiles.origin >= Origin::kProjectConfig;
  if (!is_asked_for && Exists(disk, "build/build.ninja")) {
    door.directory_ = "build";
    is_foreign = true;
  }
  XB_ASSIGN(const std::optional<std::string> known,
            disk.Read(RecordPath(door.profile_)));
  const bool has_manifest = Exists(disk, door.directory_ + "/build.ninja");
  is_foreign |= has_manifest && !known;
  if (is_foreign) {
    if (!settings.variables.empty()) {
      return MakeError("`" + door.directory_ + "` was not configured by xb",
                       "-D is for those that it configures itself");
    }
    return Result<std::optional<FrontDoor>>(std::move(door));
  }
  door.AddProfileArguments(settings);
  XB_TRY(door.CompareWith(known.value_or(""), settings));
  door.is_again_ = has_manifest && door.must_run_;
  door.must_run_ |= !has_manifest;
  return Result<std::optional<FrontDoor>>(std::move(door));
}

std::string FrontDoor::Record(bool is_done) const {
  std::string text(kHeader);
  text.append("\n").append(is_done ? kDone : kBegun).append("\n");
  for (const std::string& argument : arguments_) {
    text.append(kArgument).append(argument).append("\n");
  }
  for (const std::string& variable : variables_) {
    text.append(kVariable).append(variable).append("\n");
  }
  return text;
}

std::string FrontDoor::Command(const std::string& program) const {
  std::string command;
  const auto add = [&](std::string_view word) {
    if (!command.empty()) command += ' ';
    AppendShellEscaped(word, &command);
  };
  if (is_cmake()) {
    for (const char* word : {"cmake", "-S", ".", "-B"}) add(word);
    add(directory_);
    for (const char* word : {"-G", "Ninja"}) add(word);
    add("-DCMAKE_MAKE_PROGRAM=" + program);
  } else {
    command = "NINJA=";
    AppendShellEscaped(program, &command);
    for (const char* word : {"meson", "setup"}) add(word);
    add(directory_);
  }
  for (const std::string& argument : arguments_) {
    add(WithFlagsOfEnvironment(argument));
  }
  for (const std::string& variable : variables_) add("-D" + variable);
  return command;
}

Result<FrontDoor::Outcome> FrontDoor::Configure(
    Disk& disk, ProcessRunner& runner, const std::string& program) const {
  const std::string record = RecordPath(profile_);
  XB_TRY(disk.MakeParentDirs(record));
  XB_TRY(disk.WriteAtomic(record, Record(false)));
  // What an earlier profile said would stay in these.
  for (const char* memory : {"/CMakeCache.txt", "/meson-private/coredata.dat",
                             "/meson-private/cmd_line.txt"}) {
    XB_ASSIGN([[maybe_unused]] const bool was_there,
              disk.Remove(directory_ + memory));
  }
  XB_TRY(runner.Start(0, {.command = Command(program), .console = true}));
  Outcome outcome;
  std::vector<ProcessResult> finished;
  while (finished.empty()) {
    const WaitEvent event = runner.Wait(&finished, kNever);
    if (event.reason == WakeReason::kInterrupted) outcome.signal = event.signal;
  }
  if (outcome.signal != 0) return outcome;
  outcome.exit_status = finished[0].exit_status;
  if (outcome.exit_status == kNotFound) {
    return MakeError("`" + source_ + "` needs " +
                     (is_cmake() ? "cmake" : "meson") +
                     ", which is not on PATH");
  }
  if (outcome.exit_status == 0) {
    if (!Exists(disk, directory_ + "/build.ninja")) {
      return MakeError("configuring `" + directory_ +
                       "` left no build.ninja there");
    }
    XB_TRY(disk.WriteAtomic(record, Record(true)));
  }
  return outcome;
}

}  // namespace xb
