// SPDX-License-Identifier: Apache-2.0
// SparePool keeps a few objects that are expensive to make for whoever needs
// one next, on any thread.  It owns what is in it; what was taken belongs to
// the taker.  It never blocks: a pool that is empty gives nothing, one that is
// full lets go of what it is given.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>

namespace xb {

template <typename T, typename Deleter = std::default_delete<T>>
class SparePool {
 public:
  using Pointer = std::unique_ptr<T, Deleter>;

  SparePool() = default;
  SparePool(const SparePool&) = delete;
  SparePool& operator=(const SparePool&) = delete;
  ~SparePool() {
    while (Take() != nullptr) {
    }
  }

  // nullptr when there is none.
  Pointer Take() {
    for (std::atomic<T*>& spare : spares_) {
      if (T* object = spare.exchange(nullptr)) return Pointer(object);
    }
    return nullptr;
  }

  void Give(Pointer object) {
    for (std::atomic<T*>& spare : spares_) {
      T* none = nullptr;
      if (spare.compare_exchange_strong(none, object.get())) {
        static_cast<void>(object.release());
        return;
      }
    }
  }

 private:
  static constexpr size_t kRoom = 8;

  std::array<std::atomic<T*>, kRoom> spares_{};
};

}  // namespace xb
