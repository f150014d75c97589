// SPDX-License-Identifier: Apache-2.0
// -t step: runs the command of a step that was promised secrets or cache
// directories.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "deps/cache_dirs.h"
#include "deps/program.h"
#include "deps/secrets.h"
#include "os/anonymous_file.h"
#include "os/environment.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/store_options.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

class StepRun {
 public:
  explicit StepRun(ToolContext& context) : context_(context) {}

  Status AddSecret(const std::string& word) {
    XB_ASSIGN(const project::Secret secret, project::ParseSecretWord(word));
    XB_ASSIGN(std::string value, deps::ReadSecret(secret));
    values_.push_back(value);
    if (value.ends_with('\n')) values_.back().pop_back();
    if (!secret.as_file) {
      SetEnv(secret.variable, values_.back());
      return Ok();
    }
    XB_ASSIGN(AnonymousFile file, AnonymousFile::Create(value));
    SetEnv(secret.variable, file.path());
    files_.push_back(std::move(file));
    return Ok();
  }

  Status AddCacheDir(const std::string& word) {
    XB_ASSIGN(project::CacheDir directory, project::ParseCacheDirWord(word));
    directories_.push_back(std::move(directory));
    return Ok();
  }

  Result<int> Run(const std::string& command) {
    XB_TRY(TakeCacheDirs());
    // Those that others asked for are not for this command.
    UnsetEnv("XB_WITHHELD");
    if (values_.empty()) {
      XB_ASSIGN(const deps::ProgramEnd end,
                deps::RunProgram(command, deps::ProgramOutput::kOurs));
      return end.exit_status;
    }
    // What it says must be looked through before anybody sees it.
    XB_ASSIGN(const AnonymousFile output, AnonymousFile::Create(""));
    const auto end =
        deps::RunProgram("{ " + command + "\n} >>" + output.path() + " 2>&1",
                         deps::ProgramOutput::kOurs);
    XB_ASSIGN(std::string text, output.Read());
    Printer(context_.out).Print(deps::Masked(std::move(text), values_));
    if (!end.ok()) return Error(end.error());
    return end.value().exit_status;
  }

 private:
  Status TakeCacheDirs() {
    if (directories_.empty()) return Ok();
    XB_ASSIGN(const deps::Store store, OpenStore(context_.settings.store));
    // In one order for all steps: none waits for what the other has.
    std::sort(directories_.begin(), directories_.end(),
              [&](const project::CacheDir& a, const project::CacheDir& b) {
                return deps::CacheDirPath(store, a) <
                       deps::CacheDirPath(store, b);
              });
    for (const project::CacheDir& directory : directories_) {
      XB_ASSIGN(deps::CacheDirUse use, deps::UseCacheDir(store, directory));
      SetEnv(directory.variable, use.path);
      uses_.push_back(std::move(use));
    }
    return Ok();
  }

  ToolContext& context_;
  std::vector<std::string> values_;
  std::vector<AnonymousFile> files_;
  std::vector<project::CacheDir> directories_;
  std::vector<deps::CacheDirUse> uses_;
};

}  // namespace

Result<int> RunStep(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {
      {'h', "help"}, {'s', "secret", true}, {'c', "cache-dir", true}};
  const auto parsed = ParseOptions("step", kOptions, arguments, context.err);
  if (!parsed || parsed->words.size() != 1) {
    Printer(context.out)
        .Print("usage: ", context.program,
               " -t step [--secret=WORD]... [--cache-dir=WORD]... -- COMMAND\n"
               "\nSteps that xb writes run this.\n");
    return 1;
  }
  StepRun step(context);
  for (const auto& [letter, value] : parsed->options) {
    if (letter == 's') XB_TRY(step.AddSecret(value));
    if (letter == 'c') XB_TRY(step.AddCacheDir(value));
  }
  return step.Run(parsed->words[0]);
}

}  // namespace xb
