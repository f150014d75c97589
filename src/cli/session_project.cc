// SPDX-License-Identifier: Apache-2.0
// What a session does before it has a manifest, where an xb.toml says what is
// to be built: build.xb is made from that whenever it would be another.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/project_world.h"
#include "cli/session.h"
#include "manifest/project/generate.h"
#include "manifest/project/init.h"
#include "manifest/project/platform_section.h"
#include "manifest/project/profiles.h"
#include "manifest/project/schema.h"
#include "os/become_program.h"
#include "os/environment.h"
#include "os/spawn.h"
#include "os/system.h"
#include "tools/project_file.h"

namespace xb {
namespace {

using project::GenerateRequest;

bool IsPresent(Disk& disk, const char* path) {
  const Result<int64_t> mtime_ns = disk.StatMtime(path);
  return !mtime_ns.ok() || mtime_ns.value() != 0;
}

// One that somebody wrote by hand is what he means.
Result<bool> IsForeignManifest(Disk& disk) {
  XB_ASSIGN(const auto text, disk.Read(project::kManifestFile));
  return text && !project::IsGenerated(*text);
}

Result<GenerateRequest> RequestFor(const Settings& settings) {
  GenerateRequest request;
  for (const VariableSetting& variable : settings.variables) {
    // What is added to is no option, or it will be said there.
    if (variable.value) request.variables[variable.name] = *variable.value;
  }
  request.profiles = *settings.profiles;
  XB_ASSIGN(request.root, CurrentDirectory());
  XB_ASSIGN(request.program, ExecutablePath());
  request.xb_version = XB_VERSION;
  return request;
}

// A profile on a platform is a profile of its own.
void ChoosePlatforms(Settings* settings) {
  if (settings->platforms->empty()) return;
  std::vector<std::string> profiles = *settings->profiles;
  if (profiles.empty()) profiles.emplace_back(project::kUsualProfile);
  settings->profiles.Set(
      project::ProfilesOnPlatforms(profiles, *settings->platforms),
      Origin::kFlag);
}

// What was built for another platform is called through something.
Status PutRunnerBefore(Disk& disk, const Settings& settings,
                       std::vector<std::string>* program) {
  XB_ASSIGN(const auto file, ReadProjectFile(disk));
  if (file == nullptr || settings.profiles->empty()) return Ok();
  const project::Profile* profile =
      file->project.FindProfile(settings.profiles->front());
  if (profile == nullptr) return Ok();
  std::vector<std::string> words;
  for (const project::Text& word : profile->runner) {
    words.push_back(word.value);
  }
  program->insert(program->begin(), words.begin(), words.end());
  const auto found = FindProgram(program->front(), GetEnv("PATH").value_or(""));
  if (found) program->front() = *found;
  return Ok();
}

// Options have done what they do.
void DropOptions(const std::vector<std::string>& names, Settings* settings) {
  std::erase_if(settings->variables, [&](const VariableSetting& variable) {
    return variable.value && variable.added.empty() &&
           std::find(names.begin(), names.end(), variable.name) != names.end();
  });
}

// Steps and targets may have the name of a command.
bool IsMade(const project::Facts& facts, const std::string& name) {
  return std::find(facts.names.begin(), facts.names.end(), name) !=
         facts.names.end();
}

}  // namespace

// Those that need no project: `xb init`, and `xb gen --schema`.
Result<Session::MaybeExit> Session::RunWithoutProject() {
  if (settings_.personality != Personality::kXb || !settings_.tool.value) {
    return MaybeExit();
  }
  const std::vector<std::string>& words = settings_.tool_arguments;
  if (*settings_.tool.value == "gen" && words.size() == 1 &&
      words[0] == "--schema") {
    out_.Write(project::JsonSchema());
    return MaybeExit(0);
  }
  if (*settings_.tool.value != "init" ||
      (invocation_.as_targets != nullptr && HasManifest())) {
    return MaybeExit();
  }
  if (!words.empty()) {
    return MakeError("`xb init` takes no `" + words[0] + "`");
  }
  if (IsPresent(disk_, project::kProjectFile)) {
    return MakeError(
        std::string("`") + project::kProjectFile + "` is there already",
        "`xb init` does not write over it");
  }
  XB_ASSIGN(const std::string here, CurrentDirectory());
  ProjectWorld world(disk_);
  XB_ASSIGN(const std::string text,
            DescribeDirectory(world, here.substr(here.rfind('/') + 1)));
  XB_TRY(disk_.WriteAtomic(project::kProjectFile, text));
  Info(std::string("wrote ") + project::kProjectFile);
  return MaybeExit(0);
}

Status Session::BeginCommand(const project::Generated& generated) {
  if (!settings_.tool.value) return Ok();
  if (invocation_.as_targets != nullptr &&
      IsMade(generated.facts, *settings_.tool.value)) {
    return Ok();
  }
  XB_ASSIGN(command_, ProjectCommand::Parse(settings_, generated.facts));
  if (!command_) return Ok();
  invocation_.as_targets.reset();
  command_->Apply(&settings_);
  // What settings files say of the profile counts.
  XB_TRY(ReadSettings());
  if (command_->is_generation()) {
    Info(generated.is_written ? "wrote build.xb" : "build.xb is up to date");
    return Ok();
  }
  if (settings_.profiles->size() > 1 && !command_->Program(settings_).empty()) {
    return MakeError("`xb run` runs a program of one profile");
  }
  return *settings_.dry_run ? Ok() : command_->Forget(disk_, settings_);
}

Result<int> Session::FinishCommand(int status) {
  if (*settings_.dry_run) return status;
  if (!command_->junit_file().empty()) {
    XB_TRY(disk_.MakeParentDirs(command_->junit_file()));
    XB_TRY(disk_.WriteAtomic(command_->junit_file(), command_->JUnitText()));
  }
  if (status != 0) return status;
  const std::string epilogue = command_->Epilogue(settings_);
  if (!epilogue.empty()) TellNews(epilogue);
  std::vector<std::string> program = command_->Program(settings_);
  if (program.empty()) return status;
  XB_TRY(PutRunnerBefore(disk_, settings_, &program));
  lock_.Leave();
  return BecomeProgram(program);
}

void Session::SettleProjectCommand() {
  if (invocation_.as_targets == nullptr || !settings_.has_project) return;
  // `-t deps` stays what Ninja means by it.
  if (settings_.tool.value == "deps") settings_.tool.value = "project-deps";
  const Tool* tool = ChosenTool();
  if (tool != nullptr && tool->reads_project) invocation_.as_targets.reset();
}

bool Session::HasProject() {
  return settings_.personality == Personality::kXb && settings_.has_project &&
         (settings_.manifest.is_default() ||
          *settings_.manifest == project::kManifestFile) &&
         (!settings_.manifest.is_default() || !IsPresent(disk_, "build.ninja"));
}

Result<std::optional<project::Generated>> Session::MakeProjectManifest(
    MaybeExit* exit) {
  ProjectWorld world(disk_);
  const bool is_there = IsPresent(disk_, project::kManifestFile);
  std::optional<project::Generated> generated;
  {
    const PhaseTimes::Timer timer(times_, "project facts");
    XB_ASSIGN(generated, FindGenerated(world, request_));
  }
  if (generated) return generated;
  if (is_there) {
    XB_ASSIGN(const bool is_foreign, IsForeignManifest(disk_));
    if (is_foreign) return generated;
  }
  is_project_ = true;
  if (*settings_.dry_run) {
    Info("would generate build.xb from xb.toml");
    if (!is_there) *exit = 0;
    return generated;
  }
  bool waited = false;
  XB_ASSIGN(*exit, TakeLock("", &waited));
  if (*exit) return generated;
  if (waited) {
    XB_ASSIGN(generated, FindGenerated(world, request_));
  }
  if (!generated) {
    const PhaseTimes::Timer timer(times_, "project");
    XB_ASSIGN(generated, Generate(world, request_));
  }
  lock_.Leave();
  return generated;
}

Result<Session::MaybeExit> Session::OpenProject() {
  if (!HasProject()) {
    if (settings_.platforms->empty()) return MaybeExit();
    return MakeError(
        "--platform is for the platforms of an xb.toml, and none "
        "is to be built here");
  }
  ChoosePlatforms(&settings_);
  if (invocation_.as_targets != nullptr) {
    ChoosePlatforms(&invocation_.as_targets->settings);
  }
  XB_ASSIGN(request_, RequestFor(settings_));
  MaybeExit exit;
  XB_ASSIGN(const std::optional<project::Generated> generated,
            MakeProjectManifest(&exit));
  if (exit || !generated) return exit;
  is_project_ = true;
  XB_TRY(BeginCommand(*generated));
  if (command_ && command_->is_generation()) return MaybeExit(0);
  DropOptions(generated->facts.option_names, &settings_);
  if (invocation_.as_targets != nullptr) {
    DropOptions(generated->facts.option_names,
                &invocation_.as_targets->settings);
  }
  return MaybeExit();
}

}  // namespace xb
