// SPDX-License-Identifier: Apache-2.0
// What happens during a build, as plain values, and the seam to those who
// show it.  The engine emits, a sink shows; the engine never prints and a sink
// never decides.  Every view in an event is valid during the call only.  Times
// are of the monotonic clock; a sink never reads a clock.  Loop thread only.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "base/ids.h"

namespace xb {

inline constexpr int64_t kNoDeadline = std::numeric_limits<int64_t>::max();

struct BuildStarted {
  int64_t now_ns = 0;
};

// How much there is to do, finished edges included.  Emitted before the first
// edge starts and whenever the numbers change.
struct PlanChanged {
  int total_edges = 0;
  // Of these, how many have a known duration, and the sum of those.
  int predicted_edges = 0;
  int64_t predicted_ms = 0;
};

// Why an edge is going to run; comes before the edge starts.
struct EdgeExplained {
  EdgeId edge = kNoEdge;
  std::string_view text = {};
};

struct EdgeStarted {
  EdgeId edge = kNoEdge;
  int64_t now_ns = 0;
  std::string_view description = {};  // empty: the command is shown
  std::string_view command = {};
  int64_t predicted_ms = -1;  // -1 = unknown; as counted in PlanChanged
  // Has the terminal until it finished: nothing may be printed meanwhile.
  bool console = false;
};

struct EdgeFinished {
  EdgeId edge = kNoEdge;
  int64_t now_ns = 0;
  std::string_view description = {};
  std::string_view command = {};
  std::span<const std::string_view> outputs = {};
  int exit_status = 0;  // 0 = success
  std::string_view output = {};
  int64_t duration_ms = 0;
  bool console = false;
  // Where the output can be read afterwards; empty = nowhere.
  std::string_view log_path = {};
};

// What an edge that did not have to run had printed when it last did; between
// the last edge and the end of the build.
struct EdgeReplayed {
  std::string_view target = {};  // its first output
  std::string_view output = {};
  uint64_t bytes_lost = 0;  // so much more it was, which nobody kept
};

// One line for people, without a newline at its end.
struct Message {
  // The last two: somebody else's words, which get no name in front; for
  // stdout and for stderr.
  enum class Kind { kInfo, kWarning, kError, kText, kErrorText };
  Kind kind = Kind::kInfo;
  std::string_view text = {};
};

// xb is about to be stopped: until TerminalChanged the terminal is a shell's.
struct TerminalLeft {
  int64_t now_ns = 0;
};

// The terminal was resized, or xb was stopped and continued: what was drawn
// may be gone.
struct TerminalChanged {
  int64_t now_ns = 0;
};

struct BuildFinished {
  int64_t now_ns = 0;
  // A signal or the world ended it: nobody waits for anything more.
  bool cut_short = false;
};

// Who shows events.
class EventSink {
 public:
  virtual ~EventSink() = default;

  virtual void On(const BuildStarted& event) = 0;
  virtual void On(const PlanChanged& event) = 0;
  virtual void On(const EdgeExplained& event) = 0;
  virtual void On(const EdgeStarted& event) = 0;
  virtual void On(const EdgeFinished& event) = 0;
  virtual void On(const EdgeReplayed& event) = 0;
  virtual void On(const Message& event) = 0;
  virtual void On(const TerminalLeft& event) = 0;
  virtual void On(const TerminalChanged& event) = 0;
  virtual void On(const BuildFinished& event) = 0;

  // Once per turn of the loop, and at the time the last call returned: shows
  // what is due.  Returns when it wants to be called next; kNoDeadline when
  // only an event can change what is shown.
  virtual int64_t Tick(int64_t now_ns) = 0;
};

}  // namespace xb
