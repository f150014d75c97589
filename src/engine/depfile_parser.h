// SPDX-License-Identifier: Apache-2.0
// Reads the dependency files that compilers write: the rules of a makefile,
// without variables and recipes.  Several targets, several rules, rules over
// several lines and the empty rules that `-MP` adds are understood; what a
// compiler escapes (spaces, `#`, `:`, `$`) is unescaped.
// Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xb {

// Each name once, in the order of the file, not canonical.
struct DepfileContent {
  std::vector<std::string_view> outputs;
  std::vector<std::string_view> inputs;
};

// Unescapes in `buffer`: the names of `content` are views into it.  A depfile
// with nothing in it is empty and right.
Status ParseDepfile(std::string* buffer, DepfileContent* content);

}  // namespace xb
