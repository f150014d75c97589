// SPDX-License-Identifier: Apache-2.0
// Options one after the other, with those that are in an @FILE in its place.
// Any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "os/function_ref.h"

namespace xb {

// What is in an @FILE; nullopt when it cannot be read.
using ReadResponse =
    FunctionRef<std::optional<std::string>(const std::string&)>;

// Refers to all that it is made of, which must outlive it.
struct OptionWords {
  ReadResponse read_response;
  // The words of an @FILE.
  FunctionRef<std::vector<std::string>(std::string_view)> split;
  // True when `next`, if there is one, was the argument of `option`.
  FunctionRef<bool(const std::string& option, const std::string* next)> take;
  // The @FILEs that were read.
  std::vector<std::string>& files;

  // The @FILE that cannot be read, or is too deep in others; empty for none.
  std::string Walk(std::span<const std::string> options, int depth = 0) const;
};

}  // namespace xb
