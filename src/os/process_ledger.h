// SPDX-License-Identifier: Apache-2.0
// ProcessLedger names on disk the commands that this process has running, so
// that a successor can end them should it be killed: nobody would read what
// they print, and they would go on to write files that the successor's own
// commands make again.  A ledger is a file DIRECTORY/PID, locked (flock) while
// its owner lives and removed when it ends.  Entries reach the file by plain
// writes, which outlive a SIGKILL; a machine that goes down takes the commands
// along.  Owned by the process runner; loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/fd.h"

namespace xb {

class ProcessLedger {
 public:
  // One entry of the file, in the byte order of the machine.
  struct Entry {
    // Of the pipe that is the output; known before the process is.
    uint64_t pipe_device = 0;
    uint64_t pipe_inode = 0;
    // The process, for a background process its group, too; 0 = not yet known.
    // It writes that itself before it becomes its program, and until then its
    // copies of our descriptors keep ledger and build directory locked.
    int64_t pid = 0;
    // When it was started, see ProcessFacts.
    uint64_t start_ticks = 0;
  };
  static_assert(sizeof(Entry) == 32);

  // Null where processes cannot be told from those of other machines, or the
  // file cannot be made: then nothing is remembered.
  static std::unique_ptr<ProcessLedger> Open(const std::string& directory);
  ~ProcessLedger();
  ProcessLedger(const ProcessLedger&) = delete;
  ProcessLedger& operator=(const ProcessLedger&) = delete;

  using Slot = uint32_t;
  // Call before the process starts.  A full disk costs only the entry.
  Slot Add(const Entry& entry);
  void Remove(Slot slot);
  // Where the pid of an entry is.
  int file() const { return file_.get(); }
  static int64_t PidOffset(Slot slot);

  // Ends, and waits for, all commands in the ledgers of `directory` whose
  // owners have gone, with the processes below them.  Returns how many
  // processes that were.  Call while no other process can become an owner.
  static Result<int> EndOrphans(const std::string& directory);

 private:
  ProcessLedger(UniqueFd file, std::string path)
      : file_(std::move(file)), path_(std::move(path)) {}

  void Write(Slot slot, const Entry& entry);

  UniqueFd file_;
  std::string path_;
  Slot used_ = 0;  // slots that the file has
  std::vector<Slot> free_;
};

}  // namespace xb
