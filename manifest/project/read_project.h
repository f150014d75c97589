// SPDX-License-Identifier: Apache-2.0
// Reads a Project out of a project file, and checks what concerns several of
// its sections.  Pure functions, any thread.
#pragma once

#include <string>

#include "base/result.h"
#include "config/toml.h"
#include "manifest/project/project.h"

namespace xb::project {

// `document` must outlive the project.  `directory_name`: what a project
// without a name is called.  Keys of settings are left to those who read
// settings.
Result<Project> ReadProject(const TomlDocument& document,
                            const std::string& directory_name);

// The readers of sections; each is in a file of its own.
Status ReadProjectSection(const TomlDocument& document, const TomlNode& node,
                          Project* project);
Status ReadTarget(const TomlDocument& document, const TomlNode& node,
                  Project* project);
Status ReadProfile(const TomlDocument& document, const TomlNode& node,
                   Project* project);
Status ReadStep(const TomlDocument& document, const TomlNode& node,
                Project* project);
Status ReadPool(const TomlDocument& document, const TomlNode& node,
                Project* project);
Status ReadOption(const TomlDocument& document, const TomlNode& node,
                  Project* project);
Status ReadInstall(const TomlDocument& document, const TomlNode& node,
                   Project* project);
Status ReadTest(const TomlDocument& document, const TomlNode& node,
                Project* project);

Status ReadDependency(const TomlDocument& document, const TomlNode& node,
                      Project* project);
Status ReadPlatform(const TomlDocument& document, const TomlNode& node,
                    Project* project);
Status ReadSecret(const TomlDocument& document, const TomlNode& node,
                  Project* project);
Status ReadCacheDir(const TomlDocument& document, const TomlNode& node,
                    Project* project);
// Steps ask for what there is.
Status CheckStepNeeds(const Project& project);

// What every reader of flags uses.
FlagSet ReadFlags(const TableReader& table);
// A name of a target, a step...: it is part of names in the manifest.
Status CheckName(const TomlDocument& document, const TomlNode& node,
                 std::string_view what);

}  // namespace xb::project
