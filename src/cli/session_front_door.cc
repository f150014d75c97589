// SPDX-License-Identifier: Apache-2.0
// What a session does before it has a manifest, where CMake or Meson is to
// write that.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/front_door.h"
#include "cli/session.h"
#include "cli/state_files.h"
#include "os/posix_process_runner.h"
#include "os/system.h"

namespace xb {
namespace {

// A directory of the settings is looked for from where they are.
void MakeAbsolute(const std::string& directory, std::string* path) {
  if (path->empty() || path->front() == '/' || path->front() == '~') return;
  path->insert(0, directory + "/");
}

}  // namespace

void Session::EnterFrontDoor(const FrontDoor& door, Settings* settings) {
  // What the profile and the variables say is in the manifest already.
  settings->profile_sections.push_back(door.profile());
  settings->variables.clear();
  const Result<std::string> here = CurrentDirectory();
  if (!here.ok()) return;
  MakeAbsolute(here.value(), &settings->cache.directory.value);
  for (std::string& path : settings->cache.base_dirs.value) {
    MakeAbsolute(here.value(), &path);
  }
}

Result<Session::MaybeExit> Session::OpenFrontDoor() {
  if (settings_.personality != Personality::kXb) return MaybeExit();
  XB_ASSIGN(std::optional<FrontDoor> door, FrontDoor::Find(disk_, settings_));
  if (!door) return MaybeExit();
  if (settings_.profiles->empty()) {
    // Nobody asked for it, but what settings files say of it counts.
    settings_.profiles.value = {door->profile()};
    if (invocation_.as_targets != nullptr) {
      invocation_.as_targets->settings.profiles.value = {door->profile()};
    }
    XB_TRY(ReadSettings());
    XB_ASSIGN(door, FrontDoor::Find(disk_, settings_));
    if (!door) return MaybeExit();
  }
  const bool is_tool = ChosenTool() != nullptr;
  // A tool takes what is there.
  if (is_tool && !door->is_configured() && !door->is_again()) {
    return MaybeExit();
  }
  if (!is_tool && !door->is_configured()) {
    if (*settings_.dry_run) {
      XB_ASSIGN(const std::string program, ExecutablePath());
      Info("would run " + door->Command(program));
      return MaybeExit(0);
    }
    bool waited = false;
    XB_ASSIGN(MaybeExit exit, TakeLock("", &waited));
    if (exit) return exit;
    if (waited) {
      XB_ASSIGN(door, FrontDoor::Find(disk_, settings_));
      if (!door) return MaybeExit();
    }
    if (!door->is_configured()) {
      XB_ASSIGN(exit, Configure(*door));
      if (exit) return exit;
    }
    lock_.Leave();
  }
  EnterFrontDoor(*door, &settings_);
  if (invocation_.as_targets != nullptr) {
    EnterFrontDoor(*door, &invocation_.as_targets->settings);
  }
  const bool is_command = is_tool && invocation_.as_targets == nullptr;
  if (!is_command && *settings_.verbosity != Verbosity::kNoStatus) {
    Info("Entering directory `" + door->directory() + "'");
  }
  XB_TRY(ChangeDirectory(door->directory()));
  return MaybeExit();
}

Result<Session::MaybeExit> Session::Configure(const FrontDoor& door) {
  if (*settings_.verbosity != Verbosity::kNoStatus) {
    std::string text = "configuring " + door.directory();
    text.append(door.is_again() ? " again by " : " by ").append(door.source());
    for (const std::string& other : door.others()) text += ", not " + other;
    Info(text);
  }
  XB_ASSIGN(const std::string program, ExecutablePath());
  XB_ASSIGN(const auto runner,
            PosixProcessRunner::Create(
                {.ledger_directory = std::string(kLedgersDirectory)}));
  XB_ASSIGN(const FrontDoor::Outcome outcome,
            door.Configure(disk_, *runner, program));
  if (outcome.signal != 0) return MaybeExit(InterruptedStatus(outcome.signal));
  if (outcome.exit_status == 0) return MaybeExit();
  Error error = MakeError("configuring `" + door.directory() + "` failed");
  error.exit_status = outcome.exit_status;
  return error;
}

}  // namespace xb
