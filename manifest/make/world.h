// SPDX-License-Identifier: Apache-2.0
// World is what evaluating a Makefile may ask of the machine beyond the files
// that Disk reads: directories, links, a shell, and where messages go.  The
// real one is in src/remake, tests have one of their own.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/disk.h"

namespace xb::make {

// `NAME=VALUE` each.
using EnvironmentList = std::vector<std::string>;

struct ShellAnswer {
  std::string output;
  int exit_status = 0;
  // The program could not be started; for people.
  std::string error;
  // A signal has ended the whole run meanwhile.
  bool is_stopped = false;
};

class World {
 public:
  virtual ~World() = default;

  virtual Disk& disk() = 0;
  // The names in a directory, in no order; nothing when it cannot be read.
  virtual std::vector<std::string> List(const std::string& directory) = 0;
  // Also of a link that leads nowhere.
  virtual bool ExistsAsName(const std::string& path) = 0;
  // False: there is surely no such name.  What directories hold is remembered
  // for that, until ForgetListings() or the next Run().
  virtual bool MayExist(const std::string& path) = 0;
  // Something may have changed them; `for_good`: and may at any time.
  enum class Forget { kOnce, kForGood };
  virtual void ForgetListings(Forget forget) = 0;
  // Without links, `.` and `..`; nullopt when there is no such file.
  virtual std::optional<std::string> RealPath(const std::string& path) = 0;
  // Of a user, or with "" of whoever runs this.
  virtual std::optional<std::string> HomeOf(const std::string& user) = 0;
  virtual Status AppendTo(const std::string& path, std::string_view text) = 0;

  // Runs a program and waits for its end.  Its errors go where ours go.
  virtual ShellAnswer Run(const std::vector<std::string>& arguments,
                          const EnvironmentList& environment) = 0;

  virtual void Out(std::string_view text) = 0;
  virtual void Err(std::string_view text) = 0;
};

}  // namespace xb::make
