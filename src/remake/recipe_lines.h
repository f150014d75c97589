// SPDX-License-Identifier: Apache-2.0
// How a line of a recipe becomes a command: the signs in front of it, and the
// prefix of lines that it goes on in.  Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace xb {

// Prefixes are taken off; what they say is added to `flags`, see
// make::Recipe::LineFlag.
std::string_view TakePrefixes(std::string_view text, uint8_t* flags);

// The prefix of a continued line is not for the shell.
std::string WithoutInnerPrefixes(std::string_view text, char prefix);
// What is left of `text` behind the first `size` bytes of that.
std::string_view BehindInnerPrefixes(std::string_view text, char prefix,
                                     size_t size);

}  // namespace xb
