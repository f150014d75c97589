// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/generate.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "manifest/project/lower.h"
#include "manifest/project/manifest_text.h"
#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

// A profile `x` of `y` has no other compilers when both are named.
bool Covers(const Facts& facts, const GenerateRequest& request) {
  return std::all_of(request.profiles.begin(), request.profiles.end(),
                     [&](const std::string& name) {
                       return std::find(facts.profiles.begin(),
                                        facts.profiles.end(),
                                        name) != facts.profiles.end();
                     });
}

std::string KeyOf(const GenerateRequest& request) {
  return request.xb_version + "\n" + request.root + "\n" + request.program;
}

OptionValues ChosenOf(const OptionValues& variables,
                      const std::vector<std::string>& option_names) {
  OptionValues chosen;
  for (const auto& [name, value] : variables) {
    if (std::find(option_names.begin(), option_names.end(), name) !=
        option_names.end()) {
      chosen[name] = value;
    }
  }
  return chosen;
}

std::string CommandFor(const GenerateRequest& request,
                       const OptionValues& chosen) {
  std::string command = ShellEscape(request.program);
  for (const auto& [name, value] : chosen) {
    std::string word = name;
    word += '=';
    word += value;
    command += " -D " + ShellEscape(word);
  }
  command += " gen";
  return EscapeValue(command);
}

std::string NameOfDirectory(const std::string& root) {
  return root.substr(root.rfind('/') + 1);
}

// Leaves a file alone that has the text already and is not older than what it
// was made from.
Result<bool> WriteIfChanged(Disk& disk, const std::string& path,
                            const std::string& text, int64_t not_before_ns) {
  XB_ASSIGN(const int64_t mtime_ns, disk.StatMtime(path));
  if (mtime_ns >= not_before_ns && mtime_ns != 0) {
    XB_ASSIGN(const std::optional<std::string> present, disk.Read(path));
    if (present && *present == text) return false;
  }
  XB_TRY(disk.MakeParentDirs(path));
  XB_TRY(disk.WriteAtomic(path, text));
  return true;
}

}  // namespace

bool IsGenerated(std::string_view manifest) {
  return manifest.starts_with(kGeneratedMark);
}

Result<std::optional<Generated>> FindGenerated(World& world,
                                               const GenerateRequest& request) {
  std::optional<Generated> nothing;
  const auto bytes = world.disk().Read(kFactsFile);
  if (!bytes.ok() || !bytes.value()) return nothing;
  std::optional<Facts> facts = Facts::Decode(*bytes.value());
  if (!facts || facts->key != KeyOf(request) || !Covers(*facts, request) ||
      ChosenOf(request.variables, facts->option_names) != facts->chosen) {
    return nothing;
  }
  XB_ASSIGN(const FactsState state, CheckFacts(world, &*facts));
  if (state == FactsState::kStale) return nothing;
  // The edge that makes it goes by time.
  XB_ASSIGN(const int64_t project_ns, world.disk().StatMtime(kProjectFile));
  XB_ASSIGN(const int64_t manifest_ns, world.disk().StatMtime(kManifestFile));
  if (manifest_ns < project_ns) return nothing;
  if (state == FactsState::kHoldAnew) {
    // Without it the next run looks closer, no more.
    [[maybe_unused]] const Status written =
        world.disk().WriteAtomic(kFactsFile, facts->Encode());
  }
  return std::optional<Generated>(
      Generated{.is_written = false, .facts = *std::move(facts)});
}

Result<Generated> Generate(World& world, const GenerateRequest& request) {
  Disk& disk = world.disk();
  Facts facts;
  facts.key = KeyOf(request);
  NotingWorld noting(world, &facts);
  // The stat from before it is read.
  XB_TRY(noting.NoteFile(kProjectFile));
  XB_ASSIGN(std::optional<std::string> text, disk.Read(kProjectFile));
  if (!text) return MakeError(std::string("`") + kProjectFile + "` is gone");
  if (Xxh3Wide(*text) != facts.files[kProjectFile].digest) {
    return MakeError(std::string("`") + kProjectFile +
                     "` is being changed while it is read");
  }
  XB_ASSIGN(const TomlDocument document,
            ParseToml(kProjectFile, *std::move(text)));
  XB_ASSIGN(const Project project,
            ReadProject(document, NameOfDirectory(request.root)));
  for (const Option& option : project.options) {
    facts.option_names.push_back(option.name.value);
  }
  facts.chosen = ChosenOf(request.variables, facts.option_names);
  if (!project.dependencies.empty()) {
    XB_ASSIGN(const int64_t lock_ns, disk.StatMtime(kLockFile));
    if (lock_ns != 0) XB_TRY(noting.NoteFile(kLockFile));
  }
  XB_ASSIGN(LoweredProject lowered,
            Lower(project, noting,
                  {.chosen = facts.chosen,
                   .profiles = request.profiles,
                   .root = request.root,
                   .command = CommandFor(request, facts.chosen),
                   .program = EscapeValue(ShellEscape(request.program))}));
  noting.NoteListings(lowered.listings);
  facts.profiles = lowered.profiles;
  facts.build_dir = lowered.build_dir;
  facts.tests = lowered.tests;
  for (const Target& target : project.targets) {
    facts.names.push_back(target.name.value);
  }
  for (const Step& step : project.steps) {
    facts.names.push_back(step.name.value);
  }
  facts.programs_made = lowered.programs;
  // Nothing was written up to here.  What includes the others comes last.
  for (const auto& [path, part] : lowered.parts) {
    XB_ASSIGN([[maybe_unused]] const bool is_new,
              WriteIfChanged(disk, path, part, 0));
    XB_TRY(noting.NoteFile(path));
  }
  XB_ASSIGN(const int64_t project_ns, disk.StatMtime(kProjectFile));
  Generated generated;
  XB_ASSIGN(generated.is_written,
            WriteIfChanged(disk, kManifestFile, lowered.manifest, project_ns));
  XB_TRY(noting.NoteFile(kManifestFile));
  XB_TRY(disk.MakeParentDirs(kFactsFile));
  XB_TRY(disk.WriteAtomic(kFactsFile, facts.Encode()));
  generated.facts = std::move(facts);
  return generated;
}

}  // namespace xb::project
