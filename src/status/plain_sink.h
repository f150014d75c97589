// SPDX-License-Identifier: Apache-2.0
// PlainSink shows one status line per edge: overwritten in place on a smart
// terminal, printed when the edge finished anywhere else.  Loop thread only.
#pragma once

#include <cstdint>
#include <string_view>

#include "status/event.h"
#include "status/explanations.h"
#include "status/failure_report.h"
#include "status/line_printer.h"
#include "status/output_stream.h"
#include "status/progress.h"
#include "status/sink_options.h"

namespace xb {

class PlainSink final : public EventSink {
 public:
  // The streams must outlive the sink.
  PlainSink(SinkOptions options, OutputStream* out, OutputStream* err);

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
  void PrintStatus(EdgeId edge, int64_t now_ns, std::string_view text);
  void PrintFailureAndOutput(const EdgeFinished& event);
  void PrintToErr(std::string_view text);
  void PrintStillRunning(int64_t now_ns);
  void Flush(int64_t now_ns);
  bool shows_status() const { return options_.verbosity >= Verbosity::kNormal; }

  SinkOptions options_;
  OutputStream* err_;
  bool smart_;
  LinePrinter printer_;
  Progress progress_;
  Explanations explanations_;
  FailureSummary failures_;
  // The output of a failed edge is the last thing that was printed.
  bool failure_is_last_ = false;
  int64_t last_print_ns_ = 0;
};

}  // namespace xb
