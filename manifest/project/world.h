// SPDX-License-Identifier: Apache-2.0
// World is what reading a project may ask of the machine.  Every answer is also
// noted as a fact (see facts.h), so that it is known when it would be another.
// The real one is in src/cli, tests have one of their own.  Loop thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/disk.h"

namespace xb::project {

struct ToolAnswer {
  std::string output;  // errors, too
  int exit_status = 0;
};

struct DirectoryName {
  enum class Kind : uint8_t { kFile, kDirectory, kLinkToDirectory };

  std::string name;
  Kind kind = Kind::kFile;  // also whatever else is no directory
};

class World {
 public:
  virtual ~World() = default;

  virtual Disk& disk() = 0;
  // In no order; nullopt when there is no such directory.
  virtual Result<std::optional<std::vector<DirectoryName>>> List(
      const std::string& directory) = 0;
  virtual std::optional<std::string> GetEnv(const std::string& name) = 0;
  // A name without slash is looked up in PATH; nullopt: there is none that can
  // be executed.
  virtual std::optional<std::string> FindProgram(const std::string& name) = 0;
  // Runs a program and waits for its end.
  virtual Result<ToolAnswer> Run(const std::vector<std::string>& words) = 0;
  // What Run() said depends on this file, too.
  virtual void Depend(const std::string& path) = 0;
  // What a file changed from now on would have as its ctime, or a little less.
  virtual int64_t NowNs() = 0;
};

}  // namespace xb::project
