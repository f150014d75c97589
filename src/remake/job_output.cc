// SPDX-License-Identifier: Apache-2.0
#include "remake/job_output.h"

#include <utility>

namespace xb {

JobOutput::JobOutput(const OutputPolicy& policy, uint32_t number,
                     std::string target, bool recurses)
    : policy_(policy),
      number_{number},
      target_(std::move(target)),
      recurses_(recurses),
      started_ns_(policy.sink == nullptr ? 0 : policy.clock.NowNs()) {
  if (policy_.sink == nullptr) return;
  policy_.sink->On(EdgeStarted{.edge = number_,
                               .now_ns = started_ns_,
                               .description = target_,
                               .console = recurses_});
  // What the makes below print must not come before it.
  policy_.sink->Tick(started_ns_);
}

JobOutput::~JobOutput() { End(0); }

void JobOutput::BeginCommand(std::string line, bool recurses) {
  command_ = std::move(line);
  const bool is_kept =
      policy_.sink != nullptr
          ? !recurses_
          : policy_.sync == OutputSync::kRecurse ||
                (policy_.sync != OutputSync::kNone && !recurses);
  is_direct_ = !is_kept;
  if (is_direct_) {
    if (policy_.sink == nullptr) Write();
    return;
  }
  if (capture_ != nullptr) return;
  auto capture = OutputCapture::Create(policy_.sink != nullptr
                                           ? OutputCapture::Streams::kTogether
                                           : OutputCapture::Streams::kLikeOurs);
  if (capture.ok()) {
    capture_ = capture.Take();
  } else {
    // Torn lines are better than none.
    is_direct_ = true;
  }
}

void JobOutput::TellCommand() {
  if (policy_.sink == nullptr) Tell(command_);
}

void JobOutput::Tell(const std::string& text) {
  if (capture() == nullptr || !capture_->AppendOut(text + "\n").ok()) {
    if (policy_.sync != OutputSync::kNone) {
      policy_.console.Flush();
      policy_.console.OutNow(text + "\n");
    } else {
      policy_.console.Out(text + "\n");
    }
  }
}

void JobOutput::TellError(const std::string& text) {
  if (capture() == nullptr || !capture_->AppendErr(text).ok()) {
    policy_.console.Err(text);
  }
}

void JobOutput::EndCommand() {
  if (policy_.sink == nullptr && policy_.sync == OutputSync::kLine) Write();
}

void JobOutput::Write() {
  policy_.console.Flush();
  if (capture_ == nullptr) return;
  const auto text = capture_->Take();
  if (text.ok()) policy_.console.Write(text.value());
}

void JobOutput::End(int exit_status) {
  if (std::exchange(has_ended_, true)) return;
  if (policy_.sink == nullptr) {
    if (policy_.sync != OutputSync::kNone) Write();
    return;
  }
  std::string output;
  if (capture_ != nullptr) {
    const auto text = capture_->Take();
    if (text.ok()) output = text.value().out;
  }
  const int64_t now_ns = policy_.clock.NowNs();
  const std::string_view name = target_;
  policy_.sink->On(EdgeFinished{.edge = number_,
                                .now_ns = now_ns,
                                .description = target_,
                                .command = command_,
                                .outputs = {&name, 1},
                                .exit_status = exit_status,
                                .output = output,
                                .duration_ms = (now_ns - started_ns_) / 1000000,
                                .console = recurses_});
}

}  // namespace xb
