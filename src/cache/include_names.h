// SPDX-License-Identifier: Apache-2.0
// The names under which a source asks for headers: what its #include and
// __has_include say, whether or not a compiler gets there.  Pure functions,
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace xb {

// Stands for what a macro names, as in `#include MACRO`, and for what is put in
// a way that is not followed.
inline constexpr std::string_view kMacroName = "?macro";

struct IncludeNames {
  // Each name once, in the order of the source: `"` or `<` for how it is
  // looked for, the name, a newline; or kMacroName.
  std::string names;
  // It asks for a name that only a preprocessor could tell, or for more than
  // anybody would.
  bool has_others = false;
  // `#pragma GCC dependency`: it warns of a file that is newer.
  bool asks_age = false;
};

// Comments and strings are looked at, too: once too often is no harm.
IncludeNames FindIncludeNames(std::string_view source);

}  // namespace xb
