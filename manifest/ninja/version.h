// SPDX-License-Identifier: Apache-2.0
// Which Ninja this front end is compatible with.  `kNinjaVersion` is what is
// reported to those who ask; a manifest may require the newer minor version
// below, whose one addition to the language (`$^`) is understood too.
#pragma once

#include <string_view>

namespace xb::ninja {

inline constexpr std::string_view kNinjaVersion = "1.13.0";
inline constexpr int kMajorVersion = 1;
inline constexpr int kNewestRequiredMinor = 14;
// The first minor version in which `$^` is a newline.
inline constexpr int kNewlineEscapeMinor = 14;

// Of what only xb knows in the language: the most that a manifest may ask for
// with `xb_required_version`.
inline constexpr int kOwnMajorVersion = 1;
inline constexpr int kOwnMinorVersion = 0;

}  // namespace xb::ninja
