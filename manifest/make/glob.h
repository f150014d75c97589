// SPDX-License-Identifier: Apache-2.0
// File names from patterns: `*`, `?`, `[...]` in any component, and `~`.  The
// answers come from a World and are sorted.  Loop thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/world.h"

namespace xb::make {

bool HasWildcards(std::string_view text);
// One component; a leading dot is only matched by a dot.
bool MatchesGlob(std::string_view pattern, std::string_view name);
// What exists and matches, in order; nothing when nothing does.
std::vector<std::string> Glob(World& world, std::string_view pattern);
// `~` and `~user` at the beginning become a directory, if there is one.
std::string ExpandTilde(World& world, std::string_view name);

}  // namespace xb::make
