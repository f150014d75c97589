// SPDX-License-Identifier: Apache-2.0
// Progress counts events: what sinks show in numbers.  Each sink owns one and
// feeds it; it reads no clock and prints nothing.  Loop thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "status/event.h"

namespace xb {

struct RunningEdge {
  EdgeId edge = kNoEdge;
  int64_t started_ns = 0;
  int64_t predicted_ms = -1;
  std::string text;  // for people; empty unless the owner keeps texts
};

class Progress {
 public:
  // The current rate is taken over the last `parallelism` edges.
  explicit Progress(int parallelism) : parallelism_(parallelism) {}

  void Begin(int64_t now_ns) { begin_ns_ = now_ns; }
  void SetPlan(const PlanChanged& plan) { plan_ = plan; }
  // `text` is kept for running().
  void Start(const EdgeStarted& event, std::string text = {});
  // Counts the edge as finished; it stays in running() until Retire().
  void Finish(const EdgeFinished& event);
  void Retire(EdgeId edge);

  int started() const { return started_; }
  int finished() const { return finished_; }
  int failed() const { return failed_; }
  int total() const { return plan_.total_edges; }
  int unstarted() const { return plan_.total_edges - started_; }
  // In the order they started.
  const std::vector<RunningEdge>& running() const { return running_; }

  // 0 to 100.
  int Percent() const;
  int64_t ElapsedMs(int64_t now_ns) const;
  // The part of the commands' time that is over, 0 to 1, by what earlier
  // builds took; an edge without history counts as much as the mean of the
  // others.  nullopt as long as nothing is known.
  std::optional<double> PredictedFraction() const;
  std::optional<int64_t> EtaMs(int64_t now_ns) const;
  // Edges per second.
  std::optional<double> OverallRate(int64_t now_ns) const;
  // Not const: it is the rate between the times of the calls.
  std::optional<double> CurrentRate(int64_t now_ns);

 private:
  int parallelism_;
  int64_t begin_ns_ = 0;
  PlanChanged plan_;
  int started_ = 0;
  int finished_ = 0;
  int failed_ = 0;
  std::vector<RunningEdge> running_;
  // Of the finished edges: their time, and what of the plan's prediction was
  // for them.
  int64_t finished_ms_ = 0;
  int64_t finished_predicted_ms_ = 0;
  int finished_predicted_edges_ = 0;
  // For CurrentRate().
  std::deque<int64_t> rate_times_ms_;
  int rate_finished_ = -1;
  std::optional<double> rate_;
};

// 75 s is `01:15`; hours only where there are some.
std::string FormatClock(int64_t ms);

// What a person calls the edge: its description, or its command when it has
// none or `full` is wanted.
template <typename EdgeEvent>
std::string_view EdgeText(const EdgeEvent& event, bool full) {
  return full || event.description.empty() ? event.command : event.description;
}

}  // namespace xb
