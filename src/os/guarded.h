// SPDX-License-Identifier: Apache-2.0
// Guarded<T> is a T that several threads use, one at a time: With() is the
// only way to it.  What is called must be short and must not wait.
#pragma once

#include <mutex>
#include <utility>

namespace xb {

template <typename T>
class Guarded {
 public:
  Guarded() = default;
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  // Returns what `use` returns; never let a reference to the T out.
  template <typename Use>
  auto With(Use&& use) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::forward<Use>(use)(value_);
  }

 private:
  std::mutex mutex_;
  T value_{};
};

}  // namespace xb
