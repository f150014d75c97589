// SPDX-License-Identifier: Apache-2.0
// PrivateOutputs stands in front of the executor that runs commands, in a build
// directory where outputs may be hard links into a cache: before a command
// starts, such an output of it becomes a file of its own with the same content,
// so that a command that writes in place changes nothing of anybody else's.
// Borrows the executor behind it; loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "exec/executor.h"

namespace xb {

class PrivateOutputs final : public Executor {
 public:
  explicit PrivateOutputs(Executor& inner) : inner_(inner) {}

  bool CanStart() override { return inner_.CanStart(); }
  Status Start(Action action) override;
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t deadline_ns) override {
    return inner_.Wait(finished, deadline_ns);
  }
  size_t running() const override { return inner_.running(); }
  size_t lookahead() const override { return inner_.lookahead(); }
  void KillAll(int signal) override { inner_.KillAll(signal); }

 private:
  Executor& inner_;
};

}  // namespace xb
