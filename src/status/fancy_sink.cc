// SPDX-License-Identifier: Apache-2.0
#include "status/fancy_sink.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

#include "base/ansi.h"
#include "status/message_text.h"
#include "status/replay_text.h"

namespace xb {
namespace {

constexpr int64_t kNsPerMs = 1000000;
constexpr int64_t kFrameNs = 100 * kNsPerMs;
// Ages and the clock change once a second.
constexpr int64_t kAgeNs = 1000 * kNsPerMs;
constexpr size_t kMaxRunningLines = 6;
constexpr size_t kBarWidth = 20;
constexpr int kUsualColumns = 80;
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kNoColor = "\x1b[0m";

// `text` as one line whose width can be told.
std::string OneLine(std::string_view text) {
  std::string line = StripAnsi(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

std::string Bar(int percent) {
  const size_t filled = kBarWidth * static_cast<size_t>(percent) / 100;
  std::string bar = "[" + std::string(filled, '=');
  if (filled < kBarWidth) bar += ">" + std::string(kBarWidth - filled - 1, ' ');
  return bar + "] ";
}

}  // namespace

FancySink::FancySink(SinkOptions options, OutputStream* out, OutputStream* err)
    : options_(std::move(options)),
      out_(out),
      err_(err),
      progress_(options_.parallelism),
      explanations_(options_.program) {}

int FancySink::Columns() const {
  const int columns = options_.columns ? options_.columns() : 0;
  return columns > 0 ? columns : kUsualColumns;
}

void FancySink::On(const BuildStarted& event) {
  progress_ = Progress(options_.parallelism);
  progress_.Begin(event.now_ns);
  failures_ = {};
  failure_is_last_ = false;
  active_ = true;
  // A build shorter than a frame shows no block at all.
  last_frame_ns_ = event.now_ns;
}

void FancySink::On(const PlanChanged& event) {
  progress_.SetPlan(event);
  changed_ = true;
}

void FancySink::On(const EdgeExplained& event) { explanations_.Add(event); }

void FancySink::On(const EdgeStarted& event) {
  progress_.Start(event, OneLine(EdgeText(event, false)));
  changed_ = true;
  if (const std::string lines = explanations_.Take(event.edge);
      !lines.empty()) {
    PrintToErr(lines);
  }
  if (event.console) LockConsole(event);
}

void FancySink::LockConsole(const EdgeStarted& event) {
  failure_is_last_ = false;
  Scroll(EdgeHeader(EdgeText(event, false)));
  ClearAndFlush();
  console_locked_ = true;
  cursor_unknown_ = true;
}

void FancySink::On(const EdgeFinished& event) {
  progress_.Finish(event);
  progress_.Retire(event.edge);
  changed_ = true;
  if (event.console) console_locked_ = false;
  if (event.exit_status != 0) {
    Scroll(FailureHeader(event, options_.color));
    failures_.Add(event);
    failure_is_last_ = true;
  } else if (!event.output.empty()) {
    Scroll(EdgeHeader(EdgeText(event, false)));
    failure_is_last_ = false;
  }
  if (event.output.empty()) return;
  Scroll(options_.color ? std::string(event.output) : StripAnsi(event.output));
}

std::string FancySink::EdgeHeader(std::string_view text) const {
  return "[" + std::to_string(progress_.finished()) + "/" +
         std::to_string(progress_.total()) + "] " + std::string(text);
}

void FancySink::On(const EdgeReplayed& event) {
  Scroll(ReplayText(event, options_.color));
  failure_is_last_ = false;
}

void FancySink::On(const Message& event) {
  const std::string text = MessageText(options_.program, event);
  failure_is_last_ = false;
  if (IsForErrors(event.kind)) return PrintToErr(text);
  Scroll(text);
  if (!active_) ClearAndFlush();
}

void FancySink::On(const TerminalLeft&) {
  if (!console_locked_) ClearAndFlush();
  is_away_ = true;
}

void FancySink::On(const TerminalChanged&) {
  is_away_ = false;
  // Wherever a shell left the cursor, the block can begin there.
  changed_ = true;
}

void FancySink::On(const BuildFinished& event) {
  console_locked_ = false;
  active_ = false;
  if (progress_.finished() > 0) Scroll(FinalLine(event.now_ns));
  // Only the final line came after the failure.
  if (options_.failure_summary) Scroll(failures_.Format(failure_is_last_));
  ClearAndFlush();
}

void FancySink::Scroll(std::string_view text) {
  if (text.empty()) return;
  scroll_.append(text);
  if (!EndsLine(text)) scroll_.push_back('\n');
}

void FancySink::PrintToErr(std::string_view text) {
  if (!console_locked_) ClearAndFlush();
  err_->Write(text);
}

void FancySink::AppendClear(std::string* to) {
  if (block_drawn_) to->append("\r\x1b[J");
  block_drawn_ = false;
  if (!cursor_unknown_) return;
  // A row of spaces goes to the next line, unless the line was empty.
  to->append(static_cast<size_t>(Columns()), ' ').append("\r\x1b[K");
  cursor_unknown_ = false;
}

void FancySink::ClearAndFlush() {
  if (!block_drawn_ && scroll_.empty() && !cursor_unknown_) return;
  std::string text;
  AppendClear(&text);
  text.append(std::exchange(scroll_, {}));
  out_->Write(text);
  changed_ = true;
}

int64_t FancySink::Tick(int64_t now_ns) {
  if (!active_ || console_locked_ || is_away_) return kNoDeadline;
  const bool due_soon = changed_ || !scroll_.empty();
  if (!due_soon && progress_.running().empty()) return kNoDeadline;
  const int64_t due = last_frame_ns_ + (due_soon ? kFrameNs : kAgeNs);
  if (now_ns < due) return due;
  Draw(now_ns);
  return progress_.running().empty() ? kNoDeadline : now_ns + kAgeNs;
}

void FancySink::Draw(int64_t now_ns) {
  const auto columns = static_cast<size_t>(Columns());
  std::string text;
  AppendClear(&text);
  text.append(std::exchange(scroll_, {}));
  // No wrapping: a line too long for a terminal that just shrank must not
  // become two.
  text.append("\x1b[?7l").append(BarLine(now_ns, columns));
  const std::vector<RunningEdge>& running = progress_.running();
  const size_t lines = std::min(running.size(), kMaxRunningLines);
  for (size_t i = 0; i < lines; ++i) {
    const int64_t age_ms = (now_ns - running[i].started_ns) / kNsPerMs;
    const std::string line =
        "  " + FormatClock(age_ms) + "  " + running[i].text;
    text.append("\r\n").append(ElideMiddle(line, columns));
  }
  text.append("\x1b[?7h\r");
  if (lines > 0) text.append("\x1b[" + std::to_string(lines) + "A");
  out_->Write(text);
  block_drawn_ = true;
  changed_ = false;
  last_frame_ns_ = now_ns;
}

std::string FancySink::BarLine(int64_t now_ns, size_t columns) const {
  std::string line = std::to_string(progress_.finished()) + "/" +
                     std::to_string(progress_.total()) + "  " +
                     std::to_string(progress_.running().size()) + " running";
  if (progress_.failed() > 0) {
    line.append("  ").append(options_.color ? kRed : "");
    line.append(std::to_string(progress_.failed()) + " failed");
    line.append(options_.color ? kNoColor : "");
  }
  line.append("  " + FormatClock(progress_.ElapsedMs(now_ns)));
  if (const std::optional<int64_t> eta = progress_.EtaMs(now_ns)) {
    line.append("  ETA " + FormatClock(*eta));
  }
  if (VisibleWidth(line) + kBarWidth + 3 <= columns) {
    line.insert(0, Bar(progress_.Percent()));
  }
  return ElideMiddle(line, columns);
}

std::string FancySink::FinalLine(int64_t now_ns) const {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1fs",
                static_cast<double>(progress_.ElapsedMs(now_ns)) / 1e3);
  std::string line = "[" + std::to_string(progress_.finished()) + "/" +
                     std::to_string(progress_.total()) + "] ";
  if (progress_.failed() > 0) {
    line.append(options_.color ? kRed : "");
    line.append(std::to_string(progress_.failed()) + " failed");
    line.append(options_.color ? kNoColor : "");
  } else {
    line += progress_.finished() == progress_.total() ? "done" : "stopped";
  }
  return line + " after " + seconds;
}

}  // namespace xb
