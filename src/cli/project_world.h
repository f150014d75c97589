// SPDX-License-Identifier: Apache-2.0
// ProjectWorld is this machine as a project file sees it.  Loop thread only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "manifest/project/world.h"
#include "os/disk.h"
#include "os/file_clock.h"

namespace xb {

class ProjectWorld final : public project::World {
 public:
  explicit ProjectWorld(Disk& disk) : disk_(disk) {}

  Disk& disk() override { return disk_; }
  Result<std::optional<std::vector<project::DirectoryName>>> List(
      const std::string& directory) override;
  std::optional<std::string> GetEnv(const std::string& name) override;
  std::optional<std::string> FindProgram(const std::string& name) override;
  Result<project::ToolAnswer> Run(
      const std::vector<std::string>& words) override;
  void Depend(const std::string& path) override;
  // Touches a file in `.xb`; 0 where that cannot be.
  int64_t NowNs() override;

 private:
  bool IsProgram(const std::string& path);

  Disk& disk_;
  std::unique_ptr<RealFileClock> clock_;
};

}  // namespace xb
