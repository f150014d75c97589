// SPDX-License-Identifier: Apache-2.0
// DependencySpec is all that decides what a third-party source tree becomes,
// for one profile and platform: nothing in it is left to look up but files by
// their names.  The edge that builds the dependency carries it as one line of
// TOML, so that another recipe is another edge.  Pure data, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "config/toml.h"

namespace xb::project {

using TextPairs = std::vector<std::pair<std::string, std::string>>;

enum class RecipeKind : uint8_t {
  kNone,  // nothing is built: headers
  kMake,
  kCMake,
  kMeson,
  kAutotools,
  kCommands,
};

// Where sources come from: exactly one of urls, git and path is not empty.
struct DependencySource {
  std::vector<std::string> urls;  // mirrors of one file, in order of preference
  std::string sha256;             // of that file
  std::string git;                // what git fetches from
  std::string commit;             // all of its name
  std::string path;               // a directory, as the build sees it
  std::vector<std::string> patches;  // files, applied in this order
  int64_t patch_strip = 1;
};

// Programs of a compiler.  Empty: the recipe's own choice, or none.
struct BuildTools {
  std::string cc;
  std::string cxx;
  std::string ar;
  std::string ranlib;
  std::string strip;
  std::string sysroot;
  std::string triple;  // `aarch64-linux-gnu`; empty: for this machine
};

struct DependencySpec {
  std::string name;
  DependencySource source;

  RecipeKind kind = RecipeKind::kNone;
  std::string subdir;             // of the sources, where the recipe runs
  std::vector<std::string> args;  // words as within double quotes of a shell
  std::vector<std::string> targets;
  bool installs = true;  // else what comes out is taken from the tree
  std::vector<std::string> install_targets;
  std::vector<std::string> commands;
  TextPairs env;
  std::string cflags;
  std::string cxxflags;
  std::string ldflags;
  BuildTools tools;

  // What comes out, relative to the prefix or the tree.
  std::vector<std::string> libs;
  std::vector<std::string> includes;  // directories
  std::vector<std::string> programs;

  // What it is built with.
  std::vector<DependencySpec> dependencies;
};

std::string_view NameOf(RecipeKind kind);
std::vector<std::string_view> RecipeKindNames();

// An inline table, without a line end.  ReadSpec() of it is the same again.
std::string WriteSpec(const DependencySpec& spec);
// Fails for what WriteSpec() cannot have written; `file` is for messages.
Result<DependencySpec> ReadSpec(const std::string& file,
                                const std::string& text);

}  // namespace xb::project
