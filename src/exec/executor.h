// SPDX-License-Identifier: Apache-2.0
// Executor is the seam between the engine and how an action is done (here, in
// a cache, elsewhere).  The engine asks CanStart(), starts what it chose, and
// sleeps in Wait().  Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "exec/action.h"

namespace xb {

class Executor {
 public:
  virtual ~Executor() = default;

  // Who is told of each action when its command is about to begin, which may
  // be long after Start(); never of one that is answered without a command.
  // Null: nobody.
  void SetBeginListener(std::function<void(uint32_t token)> listener) {
    on_begin_ = std::move(listener);
  }

  // True when one more action may start now.  With a jobserver this takes a
  // token for it, which Wait() gives back if no Start() followed.
  virtual bool CanStart() = 0;

  // Only after CanStart() returned true.  Fails when the action could not be
  // started at all; then it counts as never started.
  virtual Status Start(Action action) = 0;

  // True when Start() would only take `action` in: it begins in Wait().
  virtual bool Defers(const Action& action) const {
    static_cast<void>(action);
    return false;
  }

  // As ProcessRunner::Wait().
  virtual WaitEvent Wait(std::vector<Outcome>* finished,
                         int64_t deadline_ns) = 0;

  virtual size_t running() const = 0;

  // So many of those that are running need not be counted: an executor that
  // hopes to answer without a process wants more at a time than there are
  // processors.
  virtual size_t lookahead() const { return 0; }

  // Ends every running action with `signal`.
  virtual void KillAll(int signal) = 0;

 protected:
  void TellBegin(uint32_t token) const {
    if (on_begin_) on_begin_(token);
  }

 private:
  std::function<void(uint32_t token)> on_begin_;
};

}  // namespace xb
