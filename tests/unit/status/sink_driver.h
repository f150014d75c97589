// SPDX-License-Identifier: Apache-2.0
// Feeds a sink the events of a build, with a clock that the test moves.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "status/event.h"

namespace xb {

// How an edge ended.
struct Finish {
  int exit_status = 0;
  std::string output = {};
  std::vector<std::string_view> outputs = {};
  std::string_view log_path = {};
};

class SinkDriver {
 public:
  explicit SinkDriver(EventSink* sink) : sink_(sink) {}

  void Begin(int total_edges) {
    sink_->On(BuildStarted{.now_ns = now_ns_});
    sink_->On(PlanChanged{.total_edges = total_edges});
  }

  void AdvanceMs(int64_t ms) { now_ns_ += ms * 1000000; }

  void Start(uint32_t edge, std::string text, bool console = false) {
    texts_[edge] = std::move(text);
    consoles_[edge] = console;
    started_ns_[edge] = now_ns_;
    sink_->On(EdgeStarted{.edge = EdgeId{edge},
                          .now_ns = now_ns_,
                          .description = texts_[edge],
                          .command = Command(edge),
                          .console = console});
  }

  void End(uint32_t edge, Finish finish = {}) {
    if (finish.outputs.empty()) finish.outputs = {"out"};
    sink_->On(
        EdgeFinished{.edge = EdgeId{edge},
                     .now_ns = now_ns_,
                     .description = texts_[edge],
                     .command = Command(edge),
                     .outputs = finish.outputs,
                     .exit_status = finish.exit_status,
                     .output = finish.output,
                     .duration_ms = (now_ns_ - started_ns_[edge]) / 1000000,
                     .console = consoles_[edge],
                     .log_path = finish.log_path});
  }

  void Run(uint32_t edge, std::string text, Finish finish = {}) {
    Start(edge, std::move(text));
    End(edge, std::move(finish));
  }

  void Explain(uint32_t edge, std::string_view text) {
    sink_->On(EdgeExplained{.edge = EdgeId{edge}, .text = text});
  }

  void Say(Message::Kind kind, std::string_view text) {
    sink_->On(Message{.kind = kind, .text = text});
  }

  void Replay(std::string_view target, std::string_view output,
              uint64_t bytes_lost = 0) {
    sink_->On(EdgeReplayed{
        .target = target, .output = output, .bytes_lost = bytes_lost});
  }

  // In ms since the clock began; -1 for no deadline.
  int64_t TickMs() {
    const int64_t deadline_ns = sink_->Tick(now_ns_);
    return deadline_ns == kNoDeadline ? -1 : deadline_ns / 1000000;
  }

  void TerminalIsLeft() { sink_->On(TerminalLeft{.now_ns = now_ns_}); }

  void TerminalChanges() { sink_->On(TerminalChanged{.now_ns = now_ns_}); }

  void End() { sink_->On(BuildFinished{.now_ns = now_ns_}); }

 private:
  // The views must live as long as the call.
  std::string_view Command(uint32_t edge) {
    commands_[edge] = "run " + std::to_string(edge);
    return commands_[edge];
  }

  EventSink* sink_;
  int64_t now_ns_ = 0;
  std::map<uint32_t, std::string> texts_;
  std::map<uint32_t, std::string> commands_;
  std::map<uint32_t, bool> consoles_;
  std::map<uint32_t, int64_t> started_ns_;
};

}  // namespace xb
