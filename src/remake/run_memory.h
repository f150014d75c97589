// SPDX-License-Identifier: Apache-2.0
// RunMemory lets a make that would do what an earlier one did say the same and
// be done, without reading a Makefile.  The earlier run found nothing to do,
// and left a RunStamp of what it saw in `.xb`.  Makes that recipes would start
// are answered for, if they have such a stamp themselves.  What it remembers
// wrong it does not find out: so a stamp is believed only as a whole.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "manifest/make/options.h"
#include "manifest/make/world.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/work_queue.h"
#include "remake/environment_view.h"
#include "remake/make_below.h"
#include "remake/run_recorder.h"
#include "remake/run_stamp.h"

namespace xb {

// What tells one call of make from another.
struct RunCall {
  std::string version;  // of this program
  std::string program;
  std::string command;
  std::string mode;        // how a status is shown; empty: not at all
  std::string mode_below;  // the same of makes that are below a status
  std::vector<std::string> arguments;
  int default_jobs = 1;
  bool tells_nothing_to_do = false;
  bool auto_deps = false;
  bool remembers_recipes = false;
};

class RunMemory {
 public:
  // `directory`: the working directory, by its real path.
  RunMemory(RunCall call, const std::string& directory,
            EnvironmentView environment, RecordedRun& run, Clock& clock);
  ~RunMemory();

  // The exit status when all was as it was, and has been said again.  `world`
  // runs commands.
  std::optional<int> Repeat(make::World& world);
  // From here on the run is recorded.
  void Start();
  // Behind the last word that is said, also when the run has failed.
  void Save(int exit_status);

  // That a run with these can be repeated at all.
  static bool IsRepeatable(const make::Options& options);

 private:
  // A make that a recipe starts, and those that it starts in turn.
  struct Below {
    std::vector<RunEvent> said;  // by all of them, in order
  };

  struct Found {
    MakeBelow make;
    std::string directory;  // empty, or ends in a slash
    EnvironmentView environment;
  };

  RunStamp::Moment Now();
  bool IsWorthIt(const RunFacts& facts) const;
  // Where the make of a recipe would run; nullopt when it is not that simple.
  std::optional<Found> Find(const RunEvent& event,
                            const EnvironmentView& environment,
                            const std::string& base) const;
  static std::string KeyOf(const RunCall& call,
                           const EnvironmentView& environment,
                           const std::string& directory);
  static std::string PathOf(const std::string& base, const std::string& key);
  EnvironmentView InEffect(const EnvironmentView& environment,
                           const EnvironmentChange& change) const;
  bool BelowHolds(const RunEvent& event, const EnvironmentView& environment,
                  const std::string& base, int depth, Below* below);
  bool AnswerFor(const std::vector<RunEvent>& events,
                 const EnvironmentView& environment, const std::string& base,
                 int depth, Below* below);
  bool IsOurselves(const MakeBelow& make, const EnvironmentView& environment);
  std::optional<int> SayAndRun(const RunStamp& stamp,
                               const std::vector<Below>& below,
                               make::World& world);
  bool StillHold(const RunStamp& stamp);
  // The first reason why Makefiles have to be read.
  void Because(const std::string& reason);
  void BecauseOf(const RunStamp& stamp, const std::string& base,
                 const EnvironmentView& environment);
  void BecauseOfNoStamp();
  bool HoldsAtTheEnd(const std::string& path);
  void SaveAccount(const std::string& not_kept);
  void RemoveOldStamps();

  const RunCall call_;
  const std::string key_;
  EnvironmentView environment_;
  RecordedRun& run_;
  Clock& clock_;
  RealDisk disk_;
  WorkQueue workers_;
  std::unique_ptr<RealFileClock> file_clock_;
  RunStamp::Moment began_;
  std::string because_;
  // All stamps of makes below that were looked at.
  std::vector<std::pair<std::string, std::unique_ptr<RunStamp>>> stamps_below_;
};

}  // namespace xb
