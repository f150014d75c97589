// SPDX-License-Identifier: Apache-2.0
#include "base/edit_distance.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace xb {

int EditDistance(std::string_view a, std::string_view b, int limit) {
  const auto difference =
      static_cast<int64_t>(a.size()) - static_cast<int64_t>(b.size());
  if (difference > limit || -difference > limit) return limit + 1;
  // row[j]: the distance between the bytes of `a` seen so far and b[0, j).
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i) + 1;
    int nearest = row[0];
    for (size_t j = 0; j < b.size(); ++j) {
      const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
      nearest = std::min(nearest, row[j + 1]);
    }
    if (nearest > limit) return limit + 1;
  }
  return std::min(row.back(), limit + 1);
}

std::string_view SpellcheckString(
    std::string_view word, std::span<const std::string_view> candidates) {
  constexpr int kMaxDistance = 3;
  std::string_view best;
  int best_distance = kMaxDistance + 1;
  for (const std::string_view candidate : candidates) {
    const int distance = EditDistance(word, candidate, best_distance - 1);
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

}  // namespace xb
