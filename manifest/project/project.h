// SPDX-License-Identifier: Apache-2.0
// Project: what an xb.toml says, as plain data with the places it stands at.
//
// How manifest/project works, and where a further section plugs in:
//
//   xb.toml --ParseToml--> TomlDocument            (src/config/toml.h)
//     --ReadProject--> Project                     (read_project.h)
//     --Lower--> text of build.xb, a ninja manifest with profiles (lower.h)
//
// A section `[thing.NAME]` is one pair of files, thing_section.{h,cc}, and
//  1. its keys in keys.cc: a `constexpr Key kThingKeys[]` and a line in
//     kSections.  From these follow the check for unknown keys, the schema for
//     editors and the reference in the manual, whose tests fail until it is
//     there.
//  2. a struct here or in thing_section.h, whose texts keep their places, and a
//     member of Project.
//  3. `Status ReadThing(const TomlDocument&, const TomlNode&, Project*)`, which
//     makes a TableReader, calls Check(), takes the values and says what is
//     wrong with them alone; it has a line in kReaders of read_project.cc.
//     What concerns several sections (names that must exist) belongs to
//     CheckProject() there.
//  4. lowering: a function that is called in Lower() (lower.cc) before the
//     targets and writes variables, rules and edges through a ManifestText.
//     What others get from a thing, be it flags, files to link or outputs that
//     must be there first, is a Provided (lowering.h) in Lowering::provided
//     under the name of the thing: `deps = ["thing"]` of a target then works.
//
// Nothing here knows the engine.  What is asked of the machine goes through
// World (world.h) and becomes a fact (facts.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/toml.h"
#include "manifest/project/dependency_section.h"
#include "manifest/project/platform_section.h"
#include "manifest/project/step_needs.h"
#include "manifest/project/table_reader.h"

namespace xb::project {

// What compiling and linking are told.
struct FlagSet {
  Texts includes;
  Texts defines;
  Texts flags;  // for C and C++ alike
  Texts cflags;
  Texts cxxflags;
  Texts ldflags;
  Texts libs;      // `m` for -lm
  Texts packages;  // of pkg-config
};

enum class TargetType { kExecutable, kStatic, kShared, kObject, kTest };

// What `[target.NAME]` adds under a condition.
struct TargetAddition {
  Text condition;  // a profile, or an option or `OPTION=VALUE`
  Texts sources;
  FlagSet flags;
  Texts deps;
};

struct Target {
  Text name;
  TargetType type = TargetType::kExecutable;
  Texts sources;
  Texts exclude;
  FlagSet own;
  // Also for those who name this target in their `deps`.
  FlagSet exported;
  Texts deps;
  Texts exported_deps;
  // Steps and targets that come before anything here is compiled.
  Texts after;
  std::vector<TargetAddition> of_profiles;
  std::vector<TargetAddition> of_options;
  Text output;
  Text version;  // of a shared library
  Text pch;
  // How many sources are compiled at once; 0: each alone.
  int64_t unity = 0;
  std::optional<bool> pic;
  bool is_default = true;
  Text install;  // a directory; empty: where such things go
  bool is_installed = false;
  // When it is run as a test.
  Texts args;
  std::vector<std::pair<Text, Text>> env;
  Texts data;
  Text directory;
  std::optional<int64_t> timeout;
  int64_t exit_status = 0;
};

struct Profile {
  Text name;
  Text parent;
  FlagSet flags;
  Text optimize;
  Text debug;
  Text warnings;
  Texts sanitize;
  Text lto;  // `off`, `on`, `thin`
  Texts linker;
  Text launcher;
  Text cc, cxx, ar;
  std::optional<bool> strip, separate_debug, coverage, native, split_dwarf;
  Texts pgo;  // the training command
  std::vector<std::pair<Text, Text>> options;
  // Of one that is for a platform: its name, its programs, what runs what is
  // built.
  std::string platform;
  BuildTools tools;
  Texts runner;
};

struct Step {
  Text name;
  Texts commands;
  Texts inputs;
  Texts outputs;
  Texts after;
  Text depfile;
  std::vector<std::pair<Text, Text>> env;
  Text directory;
  Text pool;
  Text description;
  std::optional<int64_t> timeout;
  bool always = false;
  bool is_default = true;
  std::optional<bool> cache;
  bool console = false;
  Texts secrets;     // names
  Texts cache_dirs;  // names
};

struct Pool {
  Text name;
  int64_t depth = 0;
};

enum class OptionType { kBool, kText, kInteger, kChoice };

struct Option {
  Text name;
  OptionType type = OptionType::kBool;
  std::string value;  // the default
  Texts choices;
  std::string help;
  Text define;
};

struct InstallFiles {
  Texts files;
  Text to;
  Place place;
};

struct InstallSection {
  Text prefix, bin, lib, include;
  std::vector<InstallFiles> files;  // headers, data
};

struct TestSection {
  std::optional<int64_t> timeout;
  Texts wrapper;
  std::vector<std::pair<Text, Text>> env;
};

struct Project {
  const TomlDocument* document = nullptr;
  Text name;
  Text version;
  Text build_dir;  // without the profile
  Text default_profile;
  Texts defaults;  // targets
  Text cc, cxx, ar;
  Text c_std, cxx_std;
  FlagSet flags;

  std::vector<Target> targets;
  std::vector<Profile> profiles;  // also dev, prod and test
  std::vector<Step> steps;
  std::vector<Pool> pools;
  std::vector<Option> options;
  std::vector<Dependency> dependencies;
  std::vector<Platform> platforms;
  std::vector<Secret> secrets;
  std::vector<CacheDir> cache_dirs;
  InstallSection install;
  TestSection test;

  const Target* FindTarget(std::string_view name) const;
  const Profile* FindProfile(std::string_view name) const;
  Error ErrorAt(Place place, std::string message, std::string hint = {}) const {
    return project::ErrorAt(*document, place, std::move(message),
                            std::move(hint));
  }
};

}  // namespace xb::project
