// SPDX-License-Identifier: Apache-2.0
// What differs between two runs of an edge: the inputs by content, and the
// variables of the environment.  Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "history/content_history.h"
#include "history/records.h"

namespace xb {

struct InputChange {
  std::string path;
  // nullopt: it was, or is, none of the inputs.
  std::optional<Hash128> before;
  std::optional<Hash128> after;

  friend bool operator==(const InputChange&, const InputChange&) = default;
};

// In the order of `after`; what is gone comes last.
std::vector<InputChange> CompareInputs(std::span<const ContentOfInput> before,
                                       std::span<const ContentOfInput> after);

struct VariableChange {
  enum class Kind { kChanged, kSet, kUnset };
  std::string name;
  Kind kind = Kind::kChanged;

  friend bool operator==(const VariableChange&,
                         const VariableChange&) = default;
};

// Both are sorted by name, and so is the result.
std::vector<VariableChange> CompareVariables(
    std::span<const VariableDigest> before,
    std::span<const VariableDigest> after);

}  // namespace xb
