// SPDX-License-Identifier: Apache-2.0
// What the reader of a manifest is told from outside, beside the file itself.
// Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "os/work_queue.h"

namespace xb::ninja {

// A profile that somebody wants to see applied.
struct ProfileWish {
  enum class Need : uint8_t {
    kAlways,      // one that the manifest does not have is an error
    kIfAny,       // the same, for a manifest that has others
    kIfDeclared,  // else it is of no interest here
  };

  std::string name;
  Need need = Need::kAlways;
};

// What a variable is at file scope, whatever the manifest says.
struct VariableOverride {
  std::string name;
  std::optional<std::string> value;  // nullopt: what the manifest says
  std::string added;                 // behind that, after a space
};

struct LoadOptions {
  // Keeps `build a: phony a` as the cycle it is, instead of dropping the input
  // with a warning.
  bool phony_cycle_is_error = false;
  // What names, values and paths may take in all.  A few lines can expand to
  // more than any memory.
  size_t max_text_bytes = size_t{2} << 30;
  // Who helps with large files; nullptr = nobody.
  WorkQueue* workers = nullptr;
  // Of text that is taken apart at a time.  Enough of it for a worker to be
  // worth waking, little enough to stay in a cache.
  size_t piece_bytes = size_t{256} << 10;

  // Takes the statements that only xb knows, where the manifest asks for them;
  // else they are the errors that they are for ninja.
  bool takes_profiles = false;
  std::vector<ProfileWish> profiles = {};
  // For suggestions: profiles that are known elsewhere.
  std::vector<std::string> other_profiles = {};
  // All that the manifest has, whatever is wished for.
  bool all_profiles = false;
  std::vector<VariableOverride> variables = {};
};

}  // namespace xb::ninja
