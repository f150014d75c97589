// SPDX-License-Identifier: Apache-2.0
#include "status/progress.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace xb {
namespace {

constexpr int64_t kProgressNsPerMs = 1000000;

}  // namespace

void Progress::Start(const EdgeStarted& event, std::string text) {
  ++started_;
  running_.push_back({.edge = event.edge,
                      .started_ns = event.now_ns,
                      .predicted_ms = event.predicted_ms,
                      .text = std::move(text)});
}

void Progress::Finish(const EdgeFinished& event) {
  ++finished_;
  if (event.exit_status != 0) ++failed_;
  finished_ms_ += event.duration_ms;
  for (const RunningEdge& running : running_) {
    if (running.edge != event.edge || running.predicted_ms < 0) continue;
    finished_predicted_ms_ += running.predicted_ms;
    ++finished_predicted_edges_;
  }
}

void Progress::Retire(EdgeId edge) {
  std::erase_if(running_,
                [edge](const RunningEdge& each) { return each.edge == edge; });
}

int Progress::Percent() const {
  if (finished_ == 0 || plan_.total_edges == 0) return 0;
  return static_cast<int>(100 * int64_t{finished_} / plan_.total_edges);
}

int64_t Progress::ElapsedMs(int64_t now_ns) const {
  return (now_ns - begin_ns_) / kProgressNsPerMs;
}

std::optional<double> Progress::PredictedFraction() const {
  const int left = plan_.total_edges - finished_;
  const int known_left = std::clamp(
      plan_.predicted_edges - finished_predicted_edges_, 0, std::max(left, 0));
  const auto known_left_ms = static_cast<double>(
      std::max<int64_t>(plan_.predicted_ms - finished_predicted_ms_, 0));
  const int known = finished_ + known_left;
  if (known == 0) return std::nullopt;
  const auto done_ms = static_cast<double>(finished_ms_);
  const double mean_ms = (done_ms + known_left_ms) / known;
  const double total_ms =
      done_ms + known_left_ms + mean_ms * std::max(left - known_left, 0);
  if (total_ms <= 0) return std::nullopt;
  return done_ms / total_ms;
}

std::optional<int64_t> Progress::EtaMs(int64_t now_ns) const {
  const std::optional<double> fraction = PredictedFraction();
  if (!fraction || *fraction <= 0) return std::nullopt;
  const auto elapsed_ms = static_cast<double>(ElapsedMs(now_ns));
  return static_cast<int64_t>(elapsed_ms / *fraction - elapsed_ms);
}

std::optional<double> Progress::OverallRate(int64_t now_ns) const {
  const int64_t elapsed_ms = ElapsedMs(now_ns);
  if (elapsed_ms <= 0) return std::nullopt;
  return finished_ * 1e3 / static_cast<double>(elapsed_ms);
}

std::optional<double> Progress::CurrentRate(int64_t now_ns) {
  if (rate_finished_ == finished_) return rate_;
  rate_finished_ = finished_;
  if (rate_times_ms_.size() == static_cast<size_t>(parallelism_)) {
    rate_times_ms_.pop_front();
  }
  rate_times_ms_.push_back(ElapsedMs(now_ns));
  const int64_t span_ms = rate_times_ms_.back() - rate_times_ms_.front();
  if (span_ms > 0) {
    rate_ = static_cast<double>(rate_times_ms_.size()) * 1e3 /
            static_cast<double>(span_ms);
  }
  return rate_;
}

std::string FormatClock(int64_t ms) {
  const int64_t seconds = std::max<int64_t>(ms, 0) / 1000;
  const auto part = [](int64_t value) { return static_cast<int>(value % 60); };
  char text[40];
  if (seconds >= 3600) {
    std::snprintf(text, sizeof text, "%d:%02d:%02d",
                  static_cast<int>(seconds / 3600), part(seconds / 60),
                  part(seconds));
  } else {
    std::snprintf(text, sizeof text, "%02d:%02d", part(seconds / 60),
                  part(seconds));
  }
  return text;
}

}  // namespace xb
