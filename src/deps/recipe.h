// SPDX-License-Identifier: Apache-2.0
// From what a dependency says of itself to the script that builds it.  Pure
// functions, any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "manifest/project/dependency_spec.h"

namespace xb::deps {

// All absolute.
struct RecipePlaces {
  std::string source;   // where the recipe runs, `subdir` included
  std::string build;    // for those who build elsewhere
  std::string prefix;   // where the result will be
  std::string stage;    // DESTDIR
  std::string program;  // xb
  // Results of what it is built with, by name.
  std::vector<std::pair<std::string, std::string>> dependencies;
};

// For `sh`, which stops at the first command that fails; each command is told
// on stderr.  Empty where nothing is to be done.
std::string RecipeScript(const project::DependencySpec& spec,
                         const RecipePlaces& places);

// All of the environment that a recipe has, but for what each process needs
// (PATH, HOME, TMPDIR, MAKEFLAGS and the like).
project::TextPairs RecipeEnvironment(const project::DependencySpec& spec,
                                     const RecipePlaces& places);

// For meson, which is told of a toolchain by a file; empty: none is needed.
std::string MesonCrossFile(const project::DependencySpec& spec);
std::string MesonCrossPath(const RecipePlaces& places);

// Where what comes out is, when it is not installed.
std::string TreeOf(const project::DependencySpec& spec,
                   const RecipePlaces& places);

// `zlib-ng` is ZLIB_NG in names of variables.
std::string VariableName(const std::string& name);

}  // namespace xb::deps
