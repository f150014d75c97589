// SPDX-License-Identifier: Apache-2.0
// Lists of file names as rules and includes write them: blanks in names after
// a backslash, `lib(a b)`, `~`, wildcards, a superfluous `./`.  Loop thread
// only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/world.h"

namespace xb::make {

enum class Wildcards { kKeep, kExpand };

// The names in `text` up to the first of `stops` (or its end); `*length` is
// how much of the text that was.
std::vector<std::string> ParseNames(World& world, std::string_view text,
                                    std::string_view stops, Wildcards wildcards,
                                    size_t* length = nullptr);

// `lib(member)`.
struct ArchiveName {
  std::string archive;
  std::string member;
};
bool IsArchiveName(std::string_view name);
ArchiveName SplitArchiveName(std::string_view name);

}  // namespace xb::make
