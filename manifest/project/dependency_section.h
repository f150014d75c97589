// SPDX-License-Identifier: Apache-2.0
// [dependency.NAME]: a third-party source tree, as the project file has it, and
// what it is for one profile.  Pure data and functions, any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/project/dependency_spec.h"
#include "manifest/project/table_reader.h"

namespace xb::project {

// What can be said again for a profile or a platform, and is added then.
struct DependencyOptions {
  std::vector<std::string> args;
  std::vector<std::string> targets;
  TextPairs env;
  std::string cflags;
  std::string cxxflags;
  std::string ldflags;
};

struct Dependency {
  Text name;
  DependencySource source;
  std::string ref;  // of git, to be looked up by `xb lock`

  RecipeKind kind = RecipeKind::kNone;
  std::string subdir;
  bool installs = true;
  std::vector<std::string> install_targets;
  std::vector<std::string> commands;
  // The flags of the profile count, too; else all profiles share one result.
  bool profile_flags = false;
  DependencyOptions options;
  std::map<std::string, DependencyOptions, std::less<>> profiles;
  std::map<std::string, DependencyOptions, std::less<>> platforms;

  std::vector<std::string> libs;
  std::vector<std::string> includes;
  std::vector<std::string> programs;
  Texts deps;  // dependencies that it is built with

  // For those who use it.
  std::vector<std::string> defines;
  std::vector<std::string> link;  // words at the end of a link
};

struct Project;

const Dependency* FindDependency(const std::vector<Dependency>& all,
                                 std::string_view name);

// After all are read: what each uses is one of them, and none uses itself.
Status CheckDependencies(const Project& project);

// Hashes that a project file leaves to `xb.lock`.
struct LockEntry {
  std::string name;
  std::string from;  // the first url, or git and ref
  std::string hash;  // sha256 or commit
};

inline constexpr const char* kLockFile = "xb.lock";

Result<std::vector<LockEntry>> ReadLock(std::string text);
std::string WriteLock(const std::vector<LockEntry>& entries);
// What an entry of this dependency has as `from`; empty: nothing to lock.
std::string LockedFrom(const Dependency& dependency);
// Gives each dependency the hash that it has in the lock.  Fails where both
// say one, and not the same.
Status ApplyLock(const Project& project, const std::vector<LockEntry>& lock,
                 std::vector<Dependency>* dependencies);

// What a dependency is built for.
struct BuildTarget {
  std::vector<std::string> profiles;  // the profile and its parents, last first
  std::string platform;               // empty: this machine
  BuildTools tools;
  // Of the profile, for those with `profile_flags`; of the platform for all.
  std::string profile_cflags, profile_cxxflags, profile_ldflags;
  std::string platform_cflags, platform_cxxflags, platform_ldflags;
};

// Fails where the hash of its sources, or of what it uses, is not known.
Result<DependencySpec> Resolve(const Project& project,
                               const std::vector<Dependency>& all,
                               const Dependency& dependency,
                               const BuildTarget& target);

}  // namespace xb::project
