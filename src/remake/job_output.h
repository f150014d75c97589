// SPDX-License-Identifier: Apache-2.0
// JobOutput is what one run of a recipe says: the lines it consists of, what
// they print, what went wrong.  It goes to the console at once, or is kept
// together as --output-sync says, or becomes the events of a sink.  Owned by
// the job; loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "os/clock.h"
#include "os/output_capture.h"
#include "remake/console.h"
#include "status/event.h"

namespace xb {

enum class OutputSync { kNone, kLine, kTarget, kRecurse };

struct OutputPolicy {
  Console& console;
  Clock& clock;
  OutputSync sync = OutputSync::kNone;
  EventSink* sink = nullptr;  // null: there is no status, lines are shown
};

class JobOutput {
 public:
  // `number` is the job's own; `recurses`: it has a line that runs make.
  JobOutput(const OutputPolicy& policy, uint32_t number, std::string target,
            bool recurses);
  ~JobOutput();
  JobOutput(const JobOutput&) = delete;
  JobOutput& operator=(const JobOutput&) = delete;

  // In front of each command; `line` is what may be shown of it.
  void BeginCommand(std::string line, bool recurses);
  // Nobody shows lines where there is a sink, unless they fail.
  void TellCommand();
  void Tell(const std::string& text);
  void TellError(const std::string& text);
  // Behind each that was started.
  void EndCommand();
  // Once; `exit_status` of the command that failed, or 0.
  void End(int exit_status);

  // Null: commands print where we print.
  const OutputCapture* capture() const { return is_direct_ ? nullptr : kept(); }

 private:
  const OutputCapture* kept() const { return capture_.get(); }
  void Write();

  const OutputPolicy policy_;
  const EdgeId number_;
  const std::string target_;
  const bool recurses_;
  const int64_t started_ns_;
  std::unique_ptr<OutputCapture> capture_;
  bool is_direct_ = true;
  bool has_ended_ = false;
  std::string command_;  // the last one
};

}  // namespace xb
