// SPDX-License-Identifier: Apache-2.0
// DryRunExecutor does nothing and says that it succeeded.
#pragma once

#include <vector>

#include "exec/executor.h"

namespace xb {

class DryRunExecutor final : public Executor {
 public:
  bool CanStart() override { return true; }
  Status Start(Action action) override {
    TellBegin(action.token);
    started_.push_back(action.token);
    return Ok();
  }
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t) override {
    for (const uint32_t token : started_) {
      Outcome outcome;
      outcome.token = token;
      finished->push_back(std::move(outcome));
    }
    started_.clear();
    return {.reason = WakeReason::kFinished};
  }
  size_t running() const override { return started_.size(); }
  void KillAll(int) override { started_.clear(); }

 private:
  std::vector<uint32_t> started_;
};

}  // namespace xb
