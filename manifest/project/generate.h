// SPDX-License-Identifier: Apache-2.0
// Makes build.xb from xb.toml, if it is not what it would be made to: the text
// is complete before anything is written, and a file that has it already is
// left alone.  Who calls it holds the lock of the directory.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/toml.h"
#include "manifest/project/facts.h"
#include "manifest/project/option_section.h"
#include "manifest/project/world.h"

namespace xb::project {

inline constexpr char kProjectFile[] = "xb.toml";
inline constexpr char kManifestFile[] = "build.xb";
inline constexpr char kFactsFile[] = ".xb/project";

struct GenerateRequest {
  // -D NAME=VALUE, of which those that are options count.
  OptionValues variables;
  // -p; none: the usual one.
  std::vector<std::string> profiles;
  std::string root;     // the working directory
  std::string program;  // xb itself, for commands
  std::string xb_version;
};

struct Generated {
  bool is_written = false;
  Facts facts;
};

// Nothing when what is there is not as it would be made.
Result<std::optional<Generated>> FindGenerated(World& world,
                                               const GenerateRequest& request);

Result<Generated> Generate(World& world, const GenerateRequest& request);

// Whether a manifest was made by Generate(), by its first line.
bool IsGenerated(std::string_view manifest);

}  // namespace xb::project
