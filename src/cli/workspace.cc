// SPDX-License-Identifier: Apache-2.0
#include "cli/workspace.h"

#include <utility>

namespace xb {

Result<std::unique_ptr<Workspace>> Workspace::Load(
    Disk& disk, const Settings& settings, std::vector<std::string>* warnings) {
  ninja::LoadOptions options;
  options.phony_cycle_is_error = *settings.phony_cycle == Reaction::kError;
  XB_ASSIGN(ninja::LoadedManifest manifest,
            ninja::LoadManifest(disk, *settings.manifest, options, warnings));
  warnings->insert(warnings->end(), manifest.warnings.begin(),
                   manifest.warnings.end());
  std::string build_dir = settings.build_dir->value_or(manifest.build_dir);
  return std::unique_ptr<Workspace>(
      new Workspace(disk, std::move(manifest), std::move(build_dir)));
}

Workspace::Workspace(Disk& disk, ninja::LoadedManifest manifest,
                     std::string build_dir)
    : manifest_(std::move(manifest)),
      build_dir_(std::move(build_dir)),
      overlay_(manifest_.graph),
      log_(disk, overlay_),
      deps_(disk, overlay_),
      records_(disk, InBuildDir(".xb/records")) {}

std::string Workspace::InBuildDir(const std::string& name) const {
  return build_dir_.empty() ? name : build_dir_ + "/" + name;
}

Status Workspace::LoadLogs(bool may_write, std::vector<std::string>* warnings) {
  const auto note = [&](std::string warning) {
    if (!warning.empty()) warnings->push_back(std::move(warning));
  };
  const std::string log_path = InBuildDir(".ninja_log");
  Result<std::string> loaded = log_.Load(log_path);
  if (!loaded.ok()) {
    return MakeError("loading build log " + log_path + ": " +
                     loaded.error().message);
  }
  note(loaded.Take());
  const std::string deps_path = InBuildDir(".ninja_deps");
  loaded = deps_.Load(deps_path);
  if (!loaded.ok()) {
    return MakeError("loading deps log " + deps_path + ": " +
                     loaded.error().message);
  }
  note(loaded.Take());
  if (!may_write) return Ok();
  if (log_.needs_recompaction()) XB_TRY(log_.Recompact());
  if (deps_.needs_recompaction()) XB_TRY(deps_.Recompact());
  return Ok();
}

}  // namespace xb
