// SPDX-License-Identifier: Apache-2.0
// DirectoryLock lets one build at a time into a build directory.  It waits for
// the others and tells for whom, and it ends what a killed one had left
// running, which would write the same files as our commands.  A directory that
// nobody can write to needs no guard.  Loop thread only.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "config/settings.h"
#include "os/build_lock.h"
#include "os/disk.h"
#include "status/output_stream.h"

namespace xb {

class DirectoryLock {
 public:
  struct Services {
    Disk& disk;
    const Settings& settings;
    OutputStream& err;
  };
  // `program` is what messages begin with, `command_line` what others are told
  // while they wait for us.
  DirectoryLock(const Services& services, std::string program,
                std::string command_line);

  struct Entry {
    // Others have run here in the meantime: what was read before is void.
    bool waited = false;
    // A stop signal ended the wait; 0 = none.
    int signal = 0;
    // Processes that were ended.
    int orphans = 0;
  };
  // Does nothing in a directory that it is in; leaves another one first.
  Result<Entry> Enter(const std::string& build_dir);
  void Leave() { lock_.reset(); }
  // A moment before which nobody is known to have been kept out, by the clock
  // of the directory; 0: nobody is.
  FileTime entered_at() const {
    return lock_ == nullptr ? FileTime() : lock_->LockedAt();
  }

 private:
  // Returns the signal that ended it; 0 = none.
  Result<int> WaitForOthers();

  Services s_;
  const std::string program_;
  const std::string command_line_;
  std::unique_ptr<BuildLock> lock_;
  std::string build_dir_;  // of the lock
};

}  // namespace xb
