// SPDX-License-Identifier: Apache-2.0
// What the system knows about processes that are not our children.  Processes
// come and go while one looks: whatever has gone is simply not there.  os/
// only; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace xb {

struct ProcessFacts {
  int64_t pid = 0;
  int64_t parent = 0;
  int64_t group = 0;
  // Hundredths of a second from the start of the machine to that of the
  // process.
  uint64_t start_ticks = 0;
  // False for one that has ended and is only not reaped yet.
  bool alive = false;
};

// All that can be seen from here; empty where the system does not tell.
std::vector<ProcessFacts> ListProcesses();

// The process above `pid`; 0 when there is none or it has gone.
int64_t ParentOf(int64_t pid);

// True when one of the descriptors of `pid` below `below` is the file of that
// device and inode.  False also when they may not be looked at.
bool HasFileOpen(int64_t pid, uint64_t device, uint64_t inode, int below);

// Now, as a ProcessFacts::start_ticks.
uint64_t TicksNow();

// Processes of different hosts, of different runs of one host and of different
// containers do not share their numbers; where this text is the same they do.
std::string ProcessSpace();

}  // namespace xb
