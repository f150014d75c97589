// SPDX-License-Identifier: Apache-2.0
// The functions that Lower() consists of, each in a file of its own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "manifest/project/lowering.h"
#include "manifest/project/toolchain.h"

namespace xb::project {

// The variables of a flat profile, in order; values are in the language of
// manifests.
using Variables = std::vector<std::pair<std::string, std::string>>;
Result<Variables> ProfileVariables(Lowering& lowering, Toolchain& toolchain,
                                   const Profile& profile);

// -I, -D and flags of a set.
Result<CompileWords> CompileWordsOf(Lowering& lowering, const FlagSet& flags);
// What it adds to the end of a link command.
Result<Words> LinkWordsOf(Lowering& lowering, const FlagSet& flags);

// The name of the variable with what profiles add to `target`.
std::string AdditionVariable(const Target& target, std::string_view what);

// A command for the shell: environment, directory and timeout included.
struct CommandParts {
  const Texts& commands;
  const std::vector<std::pair<Text, Text>>* env = nullptr;
  const Text* directory = nullptr;  // may be null
  int64_t timeout = 0;              // seconds; 0: none
  bool console = false;
  bool is_word = false;  // it becomes one word of another command
  // Around each command, in the language of manifests.
  std::string before = {};
  std::string after = {};
  int64_t exit_status = 0;  // what means success
  // Paths of the manifest.
  const Words* inputs = nullptr;
  const Words* outputs = nullptr;
};
Result<std::string> ShellCommand(Lowering& lowering, const CommandParts& parts);

// Targets that commands name as `{target:NAME}`.
Texts TargetsNamedIn(const Texts& commands);

// Of steps and targets: from here on it is known who makes what.
Status RegisterOutputs(Lowering& lowering);
// After that: an error for steps and targets that wait for each other.
Status CheckCircles(Lowering& lowering);
// Steps first: their outputs are sources.
Status LowerSteps(Lowering& lowering);
Status LowerTargets(Lowering& lowering);
Status LowerTests(Lowering& lowering);
// The manifest of what counts, for pgo, and what is made of it.
Result<std::string> LowerCounting(Lowering& lowering);
Status LowerTraining(Lowering& lowering, const Texts& commands,
                     const std::string& counting_file);
Status LowerInstall(Lowering& lowering);

// Dependencies.  Their edges come before the targets; what profiles say of them
// are variables.  Fails where a hash is not known.
Result<std::vector<Dependency>> LockedDependencies(const Project& project,
                                                   Disk& disk);
Status AddRecipes(Lowering& lowering, Toolchain& toolchain,
                  const Profile& profile, Variables* variables);
void WriteDependencyRule(ManifestText* text, const std::string& program);
Status RegisterDependencies(Lowering& lowering);
Status LowerDependencies(Lowering& lowering);

// `command`, in the language of manifests, with the secrets and cache
// directories of `step`.
std::string WithNeeds(const Lowering& lowering, const Step& step,
                      const std::string& command);
// Variables that no other command may see, with spaces between.
std::string WithheldVariables(const Project& project);

// Where the file of a target that has one is.
std::string OutputOf(const Target& target);

}  // namespace xb::project
