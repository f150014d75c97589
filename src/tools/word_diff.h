// SPDX-License-Identifier: Apache-2.0
// Which words of a text were taken away, and which came in their place.  Pure
// functions, but for what one of them prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/printer.h"

namespace xb {

struct WordChange {
  enum class Kind { kSame, kRemoved, kAdded };
  Kind kind = Kind::kSame;
  // Of the old text, but for kAdded; neighbours of one kind are one change.
  std::vector<std::string_view> words;
};

// The fewest removals and additions that turn `before` into `after`, removals
// first where they meet.  Words are what stands between spaces.  When there is
// too much to compare, all between the first and the last difference.
std::vector<WordChange> DiffWords(std::string_view before,
                                  std::string_view after);

// A line for each word that changed, and a few words around them.
void PrintWordDiff(Printer& out, std::string_view indent,
                   std::string_view before, std::string_view after);

}  // namespace xb
