// SPDX-License-Identifier: Apache-2.0
// Lowers a Project to the text of build.xb, a manifest in the ninja language
// with profiles.  Whatever it asks of the machine goes through `world`.
// Loop thread only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "manifest/project/glob.h"
#include "manifest/project/option_section.h"
#include "manifest/project/project.h"
#include "manifest/project/world.h"

namespace xb::project {

struct LoweredProject {
  std::string manifest;
  // Files that it includes: path and text.
  std::vector<std::pair<std::string, std::string>> parts;
  // Those whose compilers are there.
  std::vector<std::string> profiles;
  std::string build_dir;
  std::vector<std::string> tests;
  // Below a build directory, by the target.
  std::map<std::string, std::string> programs;
  // What directories were asked for.
  std::map<ListingQuery, ListingAnswer> listings;
};

// What a build.xb of ours begins with.
inline constexpr std::string_view kGeneratedMark =
    "# Written by `xb gen` from xb.toml.";

struct LowerOptions {
  OptionValues chosen;  // by -D
  // Those whose compilers have to be there; none: the usual one.
  std::vector<std::string> profiles;
  std::string root;          // the directory of the project
  std::string command;       // what writes the manifest again
  std::string program = {};  // xb itself; both in the language of manifests
};

Result<LoweredProject> Lower(const Project& project, World& world,
                             LowerOptions options);

}  // namespace xb::project
