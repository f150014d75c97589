// SPDX-License-Identifier: Apache-2.0
#include "status/plain_sink.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/ansi.h"
#include "status/message_text.h"
#include "status/replay_text.h"

namespace xb {
namespace {

constexpr size_t kStillRunningWidth = 120;

}  // namespace

PlainSink::PlainSink(SinkOptions options, OutputStream* out, OutputStream* err)
    : options_(std::move(options)),
      err_(err),
      // Whole commands do not fit on a line that is to be overwritten.
      smart_(options_.smart && options_.verbosity == Verbosity::kNormal),
      printer_(out, smart_, options_.columns),
      progress_(options_.parallelism),
      explanations_(options_.program) {}

void PlainSink::On(const BuildStarted& event) {
  progress_ = Progress(options_.parallelism);
  progress_.Begin(event.now_ns);
  failures_ = {};
  failure_is_last_ = false;
  last_print_ns_ = event.now_ns;
}

void PlainSink::On(const PlanChanged& event) { progress_.SetPlan(event); }

void PlainSink::On(const EdgeExplained& event) { explanations_.Add(event); }

void PlainSink::On(const EdgeStarted& event) {
  const std::string_view text =
      EdgeText(event, options_.verbosity == Verbosity::kVerbose);
  progress_.Start(
      event, options_.still_running_ns > 0 ? std::string(text) : std::string());
  if (smart_ || event.console) PrintStatus(event.edge, event.now_ns, text);
  if (event.console) printer_.SetConsoleLocked(true);
}

void PlainSink::On(const EdgeFinished& event) {
  progress_.Finish(event);
  if (event.console) {
    printer_.SetConsoleLocked(false);
    // It had the terminal and may have printed.
    last_print_ns_ = event.now_ns;
  } else {
    PrintStatus(event.edge, event.now_ns,
                EdgeText(event, options_.verbosity == Verbosity::kVerbose));
  }
  progress_.Retire(event.edge);
  PrintFailureAndOutput(event);
}

void PlainSink::PrintFailureAndOutput(const EdgeFinished& event) {
  const bool failed = event.exit_status != 0;
  if (options_.verbosity == Verbosity::kSilent) return;
  if (failed) {
    printer_.PrintOnNewLine(FailureHeader(event, options_.color));
    if (options_.failure_summary) failures_.Add(event);
  }
  if (!event.output.empty()) {
    std::string output =
        options_.color ? std::string(event.output) : StripAnsi(event.output);
    if (options_.separate_output && !output.empty() && !EndsLine(output)) {
      output += "\n";
    }
    printer_.PrintOnNewLine(output);
  }
  failure_is_last_ = failed;
}

void PlainSink::PrintStatus(EdgeId edge, int64_t now_ns,
                            std::string_view text) {
  if (const std::string lines = explanations_.Take(edge); !lines.empty()) {
    PrintToErr(lines);
  }
  if (!shows_status()) return;
  std::string line;
  options_.format.Format(&progress_, now_ns, text, &line);
  printer_.PrintStatus(line);
  failure_is_last_ = false;
}

void PlainSink::On(const EdgeReplayed& event) {
  if (options_.verbosity == Verbosity::kSilent) return;
  printer_.PrintOnNewLine(ReplayText(event, options_.color));
  failure_is_last_ = false;
}

void PlainSink::On(const Message& event) {
  const std::string text = MessageText(options_.program, event);
  failure_is_last_ = false;
  if (IsForErrors(event.kind)) return PrintToErr(text);
  printer_.PrintOnNewLine(text);
  printer_.Flush();
}

void PlainSink::PrintToErr(std::string_view text) {
  if (!printer_.console_locked()) {
    printer_.PrintOnNewLine("");
    printer_.Flush();
  }
  err_->Write(text);
}

void PlainSink::On(const TerminalLeft&) {}

void PlainSink::On(const TerminalChanged&) {}

void PlainSink::On(const BuildFinished& event) {
  printer_.SetConsoleLocked(false);
  printer_.PrintOnNewLine("");
  printer_.PrintOnNewLine(failures_.Format(failure_is_last_));
  Flush(event.now_ns);
}

void PlainSink::Flush(int64_t now_ns) {
  if (printer_.has_text()) last_print_ns_ = now_ns;
  printer_.Flush();
}

int64_t PlainSink::Tick(int64_t now_ns) {
  Flush(now_ns);
  if (options_.still_running_ns <= 0 || !shows_status() ||
      progress_.running().empty() || printer_.console_locked()) {
    return kNoDeadline;
  }
  // A command that just started has not been silent for as long.
  const int64_t silent_since =
      std::max(last_print_ns_, progress_.running().front().started_ns);
  if (now_ns < silent_since + options_.still_running_ns) {
    return silent_since + options_.still_running_ns;
  }
  PrintStillRunning(now_ns);
  Flush(now_ns);
  return now_ns + options_.still_running_ns;
}

void PlainSink::PrintStillRunning(int64_t now_ns) {
  const RunningEdge& longest = progress_.running().front();
  const size_t others = progress_.running().size() - 1;
  std::string line = options_.program + ": still running after " +
                     FormatClock((now_ns - longest.started_ns) / 1000000) +
                     ": " + ElideMiddle(longest.text, kStillRunningWidth);
  if (others > 0) line += ", and " + std::to_string(others) + " more";
  printer_.PrintOnNewLine(line + "\n");
}

}  // namespace xb
