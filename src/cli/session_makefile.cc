// SPDX-License-Identifier: Apache-2.0
// What a session does where a Makefile says what is to be built.
#include <algorithm>
#include <string>
#include <utility>

#include "cli/as_make.h"
#include "cli/makefile_why.h"
#include "cli/session.h"
#include "cli/settings_sources.h"
#include "remake/reading_report.h"
#include "tools/options.h"

namespace xb {
namespace {

constexpr std::string_view kOfManifest = "--manifest";
constexpr std::string_view kTargets = "targets";
constexpr std::string_view kWhy = "why";

bool AsksAboutManifest(const Tool& tool, const Settings& settings) {
  const auto& words = settings.tool_arguments;
  return tool.name == kWhy &&
         std::find(words.begin(), words.end(), kOfManifest) != words.end();
}

}  // namespace

Result<Session::MaybeExit> Session::BuildMakefile() {
  if (settings_.personality != Personality::kXb) return MaybeExit();
  const ManifestChoice choice = ChooseManifest(disk_, &settings_);
  if (!choice.is_makefile) return MaybeExit();
  const std::string manifest = *settings_.manifest;
  const Tool* tool = ChosenTool();
  const bool needs_no_manifest =
      tool != nullptr &&
      StageOf(*tool, settings_.tool_arguments) == ToolStage::kFlags;
  if (needs_no_manifest && tool->native) invocation_.as_targets.reset();
  if (needs_no_manifest && invocation_.as_targets == nullptr) {
    return MaybeExit();
  }
  if (tool != nullptr && invocation_.as_targets != nullptr) {
    XB_ASSIGN(const bool is_target, IsTarget(*tool, manifest));
    if (!is_target) invocation_.as_targets.reset();
  }
  if (invocation_.as_targets != nullptr) {
    TargetReading& targets = *invocation_.as_targets;
    if (targets.error) return std::move(*targets.error);
    settings_ = std::move(targets.settings);
    invocation_.as_targets.reset();
  } else if (tool != nullptr) {
    XB_ASSIGN(const int status, RunMakefileTool(*tool, manifest));
    return MaybeExit(status);
  }
  settings_.manifest.value = manifest;
  XB_TRY(CheckProfilesOfSettings(settings_));
  TellChoice(choice);
  XB_ASSIGN(MakeCall call, MakeCallFor(settings_, arguments_[0]));
  return MaybeExit(RunMakeWithStatus(std::move(call), settings_));
}

// Its targets are known only when it was read, so a word is one, but for those
// that are worth it.
Result<bool> Session::IsTarget(const Tool& tool, const std::string& manifest) {
  // No target is called `--manifest`.
  if (AsksAboutManifest(tool, settings_)) return false;
  if (tool.name != kTargets && tool.name != kWhy) return true;
  XB_ASSIGN(const MakeCall call, MakefileCall(manifest));
  // What is wrong with the Makefile is told by who reads it next.
  NoOutput err;
  const auto survey = SurveyMakefile(call, std::string(tool.name), err);
  return !survey || survey->makes_word;
}

// Without targets.
Result<MakeCall> Session::MakefileCall(const std::string& manifest) {
  settings_.targets.clear();
  settings_.manifest.value = manifest;
  return MakeCallFor(settings_, arguments_[0]);
}

Result<int> Session::ListMakefileTargets(const std::string& manifest) {
  std::vector<std::string> words = settings_.tool_arguments;
  bool all = false;
  if (!words.empty() && words[0] == "all") {
    all = true;
    words.erase(words.begin());
  }
  for (const std::string& word : words) {
    if (word.find('=') != std::string::npos) continue;
    return MakeError(
        "of a Makefile there are `targets` and `targets all`, not "
        "`targets " +
        word + "`");
  }
  XB_ASSIGN(MakeCall call, MakefileCall(manifest));
  call.arguments.insert(call.arguments.end(), words.begin(), words.end());
  const auto survey = SurveyMakefile(std::move(call), "", err_);
  if (!survey) return 2;
  out_.Write(SurveyText(*survey, all));
  return 0;
}

Result<int> Session::ExplainMakefile(const std::string& manifest) {
  std::vector<std::string> targets;
  XB_ASSIGN(MakeCall call, MakefileCall(manifest));
  call.auto_deps = *settings_.auto_deps;
  for (const std::string& word : settings_.tool_arguments) {
    const bool is_definition = word.find('=') != std::string::npos;
    (is_definition ? call.arguments : targets).push_back(word);
  }
  if (targets.empty()) return MakeError("`why` needs a target, or --manifest");
  return ExplainMakefileTargets(call, targets, disk_, out_, err_);
}

Result<int> Session::ExportMakefileGraph(const std::string& manifest) {
  static constexpr OptionSpec kOptions[] = {{'h'}, {'o', {}, true}};
  const auto parsed =
      ParseOptions("ninja", kOptions, settings_.tool_arguments, err_);
  if (!parsed) {
    out_.Write("usage: xb -t ninja [-o FILE] [NAME=VALUE...] [TARGET...]\n");
    return 1;
  }
  XB_ASSIGN(MakeCall call, MakefileCall(manifest));
  call.arguments.insert(call.arguments.end(), parsed->words.begin(),
                        parsed->words.end());
  const auto text = ExportMakefile(std::move(call), manifest);
  if (!text) return 2;
  const auto file = parsed->ValueOf('o');
  if (!file) {
    out_.Write(*text);
  } else {
    XB_TRY(disk_.WriteAtomic(*file, *text));
  }
  return 0;
}

Result<int> Session::RunMakefileTool(const Tool& tool,
                                     const std::string& manifest) {
  std::vector<std::string> words = settings_.tool_arguments;
  if (AsksAboutManifest(tool, settings_)) {
    std::erase(words, kOfManifest);
    ReportReadings(words, XB_VERSION, out_);
    return 0;
  }
  if (tool.name == kTargets) return ListMakefileTargets(manifest);
  if (tool.name == "ninja") return ExportMakefileGraph(manifest);
  if (tool.name == kWhy) return ExplainMakefile(manifest);
  if (tool.name == "compdb") {
    settings_.targets = std::move(words);
    settings_.manifest.value = manifest;
    XB_ASSIGN(MakeCall call, MakeCallFor(settings_, arguments_[0]));
    return ListCompileCommands(std::move(call), disk_);
  }
  return MakeError("the tool `" + std::string(tool.name) +
                   "` reads a build.ninja, not `" + manifest + "`");
}

}  // namespace xb
