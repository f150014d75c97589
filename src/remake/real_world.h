// SPDX-License-Identifier: Apache-2.0
// RealWorld is this machine as Makefiles see it.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "manifest/make/world.h"
#include "os/child_processes.h"
#include "os/disk.h"
#include "remake/console.h"

namespace xb {

class RealWorld final : public make::World {
 public:
  RealWorld(ChildProcesses& children, Console& console)
      : children_(children), console_(console) {}

  Disk& disk() override { return disk_; }
  std::vector<std::string> List(const std::string& directory) override;
  bool ExistsAsName(const std::string& path) override;
  bool MayExist(const std::string& path) override;
  void ForgetListings(Forget forget) override;
  std::optional<std::string> RealPath(const std::string& path) override;
  std::optional<std::string> HomeOf(const std::string& user) override;
  Status AppendTo(const std::string& path, std::string_view text) override;
  make::ShellAnswer Run(const std::vector<std::string>& arguments,
                        const make::EnvironmentList& environment) override;
  void Out(std::string_view text) override { console_.Out(text); }
  void Err(std::string_view text) override { console_.Err(text); }

 private:
  ChildProcesses& children_;
  Console& console_;
  RealDisk disk_;

  struct Listing {
    bool is_known = false;
    std::unordered_set<std::string> names;
  };
  std::unordered_map<std::string, Listing> listings_;
  bool keeps_listings_ = true;
};

}  // namespace xb
