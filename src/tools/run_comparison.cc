// SPDX-License-Identifier: Apache-2.0
#include "tools/run_comparison.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace xb {

std::vector<InputChange> CompareInputs(std::span<const ContentOfInput> before,
                                       std::span<const ContentOfInput> after) {
  std::unordered_map<std::string_view, Hash128> old;
  for (const ContentOfInput& input : before) old[input.path] = input.digest;
  std::unordered_set<std::string_view> seen;
  std::vector<InputChange> changes;
  for (const ContentOfInput& input : after) {
    if (!seen.insert(input.path).second) continue;
    const auto then = old.find(input.path);
    if (then == old.end()) {
      changes.push_back({input.path, std::nullopt, input.digest});
    } else if (then->second != input.digest) {
      changes.push_back({input.path, then->second, input.digest});
    }
  }
  for (const ContentOfInput& input : before) {
    if (!seen.insert(input.path).second) continue;
    changes.push_back({input.path, input.digest, std::nullopt});
  }
  return changes;
}

std::vector<VariableChange> CompareVariables(
    std::span<const VariableDigest> before,
    std::span<const VariableDigest> after) {
  using Kind = VariableChange::Kind;
  std::vector<VariableChange> changes;
  while (!before.empty() || !after.empty()) {
    if (after.empty() || (!before.empty() && before[0].name < after[0].name)) {
      changes.push_back({before[0].name, Kind::kUnset});
      before = before.subspan(1);
    } else if (before.empty() || after[0].name < before[0].name) {
      changes.push_back({after[0].name, Kind::kSet});
      after = after.subspan(1);
    } else {
      if (before[0].digest != after[0].digest) {
        changes.push_back({after[0].name, Kind::kChanged});
      }
      before = before.subspan(1);
      after = after.subspan(1);
    }
  }
  return changes;
}

}  // namespace xb
