// SPDX-License-Identifier: Apache-2.0
// RecordingWorld tells a RunRecorder all that a Makefile asks of the world and
// does to it.  Where nothing is recorded it adds nothing.  The directory `.xb`
// is ours: no glob finds it.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/world.h"
#include "remake/run_recorder.h"

namespace xb {

class RecordingDisk final : public Disk {
 public:
  RecordingDisk(Disk& disk, RunRecorder& recorder)
      : disk_(disk), recorder_(recorder) {}

  Result<int64_t> StatMtime(const std::string& path) override;
  Result<FileStat> Stat(const std::string& path) override;
  bool IsLink(const std::string& path) override;
  Result<std::optional<std::string>> Read(const std::string& path) override;
  Status Write(const std::string& path, std::string_view contents) override;
  Status WriteAtomic(const std::string& path,
                     std::string_view contents) override;
  Status MakeParentDirs(const std::string& path) override;
  Result<bool> Remove(const std::string& path) override;
  Status Rename(const std::string& from, const std::string& to) override;
  Status Truncate(const std::string& path, int64_t size) override;

 private:
  Disk& disk_;
  RunRecorder& recorder_;
};

class RecordingWorld final : public make::World {
 public:
  RecordingWorld(make::World& world, RunRecorder& recorder)
      : world_(world), recorder_(recorder), disk_(world.disk(), recorder) {}

  Disk& disk() override { return disk_; }
  std::vector<std::string> List(const std::string& directory) override;
  bool ExistsAsName(const std::string& path) override;
  bool MayExist(const std::string& path) override;
  void ForgetListings(Forget forget) override { world_.ForgetListings(forget); }
  std::optional<std::string> RealPath(const std::string& path) override;
  std::optional<std::string> HomeOf(const std::string& user) override;
  Status AppendTo(const std::string& path, std::string_view text) override;
  make::ShellAnswer Run(const std::vector<std::string>& arguments,
                        const make::EnvironmentList& environment) override;
  void Out(std::string_view text) override { world_.Out(text); }
  void Err(std::string_view text) override { world_.Err(text); }

 private:
  make::World& world_;
  RunRecorder& recorder_;
  RecordingDisk disk_;
};

}  // namespace xb
