// SPDX-License-Identifier: Apache-2.0
// FrontDoor: what a directory needs that has no manifest but a CMakeLists.txt
// or a meson.build.  It is configured into `build/PROFILE`, and again when what
// the profile says has changed; a build directory that somebody else made is
// used as it is.  Only as xb.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "os/disk.h"
#include "os/process_runner.h"

namespace xb {

class FrontDoor {
 public:
  // nullopt where there is another way to build, or none.
  static Result<std::optional<FrontDoor>> Find(Disk& disk,
                                               const Settings& settings);

  // Where the manifest is, or will be.
  const std::string& directory() const { return directory_; }
  const std::string& profile() const { return profile_; }
  // `CMakeLists.txt` or `meson.build`.
  const std::string& source() const { return source_; }
  // What else could have been meant.
  const std::vector<std::string>& others() const { return others_; }
  bool is_configured() const { return !must_run_; }
  // It was before, in another way.
  bool is_again() const { return is_again_; }

  // For /bin/sh.  `program` is what the build is to be run by.
  std::string Command(const std::string& program) const;

  struct Outcome {
    int exit_status = 0;
    int signal = 0;  // a stop signal, or 0
  };
  // Runs it on the terminal.  The lock of the working directory must be held.
  Result<Outcome> Configure(Disk& disk, ProcessRunner& runner,
                            const std::string& program) const;

 private:
  FrontDoor() = default;
  bool is_cmake() const;
  void AddProfileArguments(const Settings& settings);
  // What is known of the last time; empty: nothing.
  Status CompareWith(const std::string& known, const Settings& settings);
  std::string Record(bool is_done) const;

  std::string source_;
  std::vector<std::string> others_;
  std::string profile_;
  std::string directory_;
  bool must_run_ = false;
  bool is_again_ = false;
  std::vector<std::string> arguments_;
  // NAME=VALUE, of this command line and those before.
  std::vector<std::string> variables_;
};

}  // namespace xb
