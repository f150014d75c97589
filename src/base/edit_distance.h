// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...?": the distance between two words and the nearest of a
// list.  Pure functions, any thread.
#pragma once

#include <span>
#include <string_view>

namespace xb {

// How many insertions, removals and replacements of a byte turn `a` into `b`;
// `limit + 1` as soon as it is clear that it takes more than `limit`.
int EditDistance(std::string_view a, std::string_view b, int limit);

// The first of the candidates nearest to `word`, at most 3 edits away; empty
// when there is none.
std::string_view SpellcheckString(std::string_view word,
                                  std::span<const std::string_view> candidates);

}  // namespace xb
