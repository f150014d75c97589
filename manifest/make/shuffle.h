// SPDX-License-Identifier: Apache-2.0
// Shuffle changes the order of goals and prerequisites (--shuffle), so that
// what is missing in a Makefile shows.  The same seed gives the same orders.
// Loop thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace xb::make {

class Shuffle {
 public:
  // `reverse` or a seed; all else leaves the order as it is.
  explicit Shuffle(std::string_view mode) {
    reverses_ = mode == "reverse";
    const auto seed = ParseUint64(mode);
    is_random_ = seed.has_value();
    if (seed) random_.seed(*seed);
  }

  static bool IsMode(std::string_view mode) {
    return mode == "reverse" || mode == "random" || mode == "none" ||
           mode == "identity" || ParseUint64(mode).has_value();
  }

  template <typename T>
  void Apply(std::vector<T>* list) {
    if (reverses_) std::reverse(list->begin(), list->end());
    for (size_t i = list->size(); is_random_ && i > 1; --i) {
      // The same on every system, unlike std::shuffle.
      std::swap((*list)[i - 1], (*list)[random_() % i]);
    }
  }

 private:
  bool reverses_ = false;
  bool is_random_ = false;
  std::mt19937_64 random_;
};

}  // namespace xb::make
