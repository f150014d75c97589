// SPDX-License-Identifier: Apache-2.0
// The project file, for tools that ask it themselves.  Loop thread only.
#pragma once

#include <memory>
#include <optional>

#include "base/result.h"
#include "config/toml.h"
#include "manifest/project/project.h"
#include "os/disk.h"

namespace xb {

inline constexpr const char* kProjectFile = "xb.toml";

struct ProjectFile {
  TomlDocument document;
  project::Project project;  // of the document
};

// nullptr when there is no xb.toml here.
Result<std::unique_ptr<ProjectFile>> ReadProjectFile(Disk& disk);
// The error says that there must be one.
Result<std::unique_ptr<ProjectFile>> NeedProjectFile(Disk& disk);

}  // namespace xb
