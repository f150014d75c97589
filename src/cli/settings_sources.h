// SPDX-License-Identifier: Apache-2.0
// SettingsSources: reads what is not on the command line: settings files and
// the environment.  A file that is not there costs one failed open; nothing is
// parsed before one exists.  Loop thread only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "config/toml.h"
#include "os/disk.h"

namespace xb {

class SettingsSources {
 public:
  // Where files are; an empty path = there is none.
  struct Places {
    std::string system;
    std::string user;
    std::string project;
  };
  using Variables = std::vector<std::pair<std::string, std::string>>;

  // Those of this machine and user, for a project in the working directory.
  static Places FindPlaces();
  // Reads the files.  A file of the machine or of the user that cannot be read
  // is a warning: it is not this project's fault.
  static Result<SettingsSources> Read(Disk& disk, const Places& places,
                                      Variables variables,
                                      std::vector<std::string>* warnings);
  // The same for the machine, user and environment of this process, as far as
  // `personality` looks at them: Ninja reads no settings, and of the variables
  // only those count that change nothing about what Ninja does.
  static Result<SettingsSources> ReadFor(Personality personality, Disk& disk,
                                         std::vector<std::string>* warnings);

  // After the flags are in `settings`: what they say is stronger, and they may
  // choose profiles.
  Status Apply(Settings* settings) const;

 private:
  struct File {
    TomlDocument document;
    Origin origin = Origin::kDefault;
  };

  std::vector<File> files_;
  bool has_project_ = false;
  Variables variables_;
};

// Where no manifest has profiles: an error for one that a flag names and that
// no settings file has.
Status CheckProfilesOfSettings(const Settings& settings);

}  // namespace xb
