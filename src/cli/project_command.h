// SPDX-License-Identifier: Apache-2.0
// ProjectCommand: what `xb gen`, `xb run`, `xb test` and `xb coverage` are
// beside a build: its targets and profile, what comes before, and what comes
// after it.  Loop thread only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "manifest/project/facts.h"
#include "os/disk.h"
#include "status/event.h"

namespace xb {

class ProjectCommand {
 public:
  // nullopt for words that are none of these.
  static Result<std::optional<ProjectCommand>> Parse(
      const Settings& settings, const project::Facts& facts);

  // Before anything is built: targets and profile become those of the command.
  void Apply(Settings* settings) const;
  bool is_generation() const { return kind_ == Kind::kGenerate; }
  // Of tests that are to run although nothing has changed.
  Status Forget(Disk& disk, const Settings& settings) const;

  const std::string& junit_file() const { return junit_file_; }
  // A sink that also notes how tests end; it must not outlive the command.
  std::unique_ptr<EventSink> Listen(std::unique_ptr<EventSink> sink);
  // For other programs that read results of tests.
  std::string JUnitText() const;

  // The words of the program to run in the end; empty: none.
  std::vector<std::string> Program(const Settings& settings) const;
  // What to tell in the end; empty: nothing.
  std::string Epilogue(const Settings& settings) const;

 private:
  enum class Kind : uint8_t { kGenerate, kRun, kTest, kCoverage };
  struct TestRun {
    int exit_status = 0;
    int64_t duration_ms = 0;
    std::string output;
  };
  class Listener;

  explicit ProjectCommand(Kind kind) : kind_(kind) {}
  Status ParseRun(std::span<const std::string> words,
                  const project::Facts& facts);
  Status ParseTest(std::span<const std::string> words,
                   const project::Facts& facts);

  Kind kind_;
  std::string build_dir_;
  std::vector<std::string> targets_;
  // kRun
  std::string program_;  // below the build directory
  std::vector<std::string> arguments_;
  // kTest
  bool runs_all_ = false;
  std::vector<std::string> tests_;
  std::string junit_file_;
  std::map<std::string, TestRun> runs_;
};

}  // namespace xb
