// SPDX-License-Identifier: Apache-2.0
// [platform.NAME]: a machine that the project is built for by other compilers
// than this machine's own.  Building profile P for platform Q is a profile of
// its own, `P-Q`, which inherits from P: one graph holds all that are asked
// for.  Pure data and functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/project/dependency_spec.h"
#include "manifest/project/table_reader.h"

namespace xb::project {

struct Platform {
  Text name;
  BuildTools tools;
  std::string cflags;
  std::string cxxflags;
  std::string ldflags;
  // Words in front of a program that was built for it; empty: it runs here.
  Texts runner;
};

struct Project;

// After all sections are read: adds a profile for each that there is and each
// platform.
Status AddPlatformProfiles(Project* project);

// The profiles to ask for: each of `profiles` on each of `platforms`.
std::vector<std::string> ProfilesOnPlatforms(
    const std::vector<std::string>& profiles,
    const std::vector<std::string>& platforms);

}  // namespace xb::project
