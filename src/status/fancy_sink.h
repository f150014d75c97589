// SPDX-License-Identifier: Apache-2.0
// FancySink draws a block at the bottom of a smart terminal: a line with a bar
// and numbers, and below it the commands that run longest.  What has to stay
// scrolls above.
//
// Invariant: while the block is drawn the cursor rests at the beginning of its
// first line.  Clearing is then "everything from here on", however the
// terminal was resized in the meantime.  At most one write per frame, and none
// when nothing changed.  Loop thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "status/event.h"
#include "status/explanations.h"
#include "status/failure_report.h"
#include "status/output_stream.h"
#include "status/progress.h"
#include "status/sink_options.h"

namespace xb {

class FancySink final : public EventSink {
 public:
  // The streams must outlive the sink.
  FancySink(SinkOptions options, OutputStream* out, OutputStream* err);

  void On(const BuildStarted& event) override;
  void On(const PlanChanged& event) override;
  void On(const EdgeExplained& event) override;
  void On(const EdgeStarted& event) override;
  void On(const EdgeFinished& event) override;
  void On(const EdgeReplayed& event) override;
  void On(const Message& event) override;
  void On(const TerminalLeft& event) override;
  void On(const TerminalChanged& event) override;
  void On(const BuildFinished& event) override;
  int64_t Tick(int64_t now_ns) override;

 private:
  int Columns() const;
  std::string EdgeHeader(std::string_view text) const;
  // Adds text that stays; a missing last newline is added, too.
  void Scroll(std::string_view text);
  // Takes the block away and writes what waits to scroll.
  void ClearAndFlush();
  void PrintToErr(std::string_view text);
  void AppendClear(std::string* to);
  void LockConsole(const EdgeStarted& event);
  void Draw(int64_t now_ns);
  std::string BarLine(int64_t now_ns, size_t columns) const;
  std::string FinalLine(int64_t now_ns) const;

  SinkOptions options_;
  OutputStream* out_;
  OutputStream* err_;
  Progress progress_;
  Explanations explanations_;
  FailureSummary failures_;
  // Between BuildStarted and BuildFinished.
  bool active_ = false;
  // A console edge has the terminal.
  bool console_locked_ = false;
  // xb is being stopped: a shell has it.
  bool is_away_ = false;
  bool block_drawn_ = false;
  // Someone else may have left the cursor in the middle of a line.
  bool cursor_unknown_ = false;
  // The block would look different from what was drawn.
  bool changed_ = false;
  int64_t last_frame_ns_ = 0;
  std::string scroll_;
  bool failure_is_last_ = false;
};

}  // namespace xb
