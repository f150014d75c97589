// SPDX-License-Identifier: Apache-2.0
// NothingToDo: that a build of this call found nothing to do, for the next such
// call (see CleanStamp).  Only for plain builds: no tool, not -n.  Loop thread
// only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cli/build_run.h"
#include "config/settings.h"
#include "history/clean_stamp.h"
#include "os/disk.h"
#include "os/file_clock.h"

namespace xb {

class NothingToDo {
 public:
  // `disk` must outlive the object.
  NothingToDo(Disk& disk, const Settings& settings);

  // nullptr when nothing is known.
  std::unique_ptr<CleanStamp> Open() const;
  // After a scan of all targets and of the manifest that found nothing out of
  // date, and before anything else has happened.  `began`: before it looked at
  // anything.  Does nothing when what it saw cannot be pinned down.
  void Save(BuildRun* run, const std::string& content_log,
            const FileTime& began) const;

 private:
  Disk& disk_;
  std::string path_;
  std::string snapshot_path_;
  std::string key_;
};

}  // namespace xb
