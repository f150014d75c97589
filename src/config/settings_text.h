// SPDX-License-Identifier: Apache-2.0
// A project file has settings and, mostly, other things.  Each run needs the
// settings, so that the sections of others are left out before the text is
// parsed.  Pure functions, any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace xb {

struct SettingsText {
  // Of the same length, so that places in it stay what they are; the sections
  // are spaces.
  std::string text;
  bool has_sections = false;  // some were left out
};

// Leaves out `[NAME]` and `[NAME....]` for each of `sections`.  A text that is
// not what it looks like (a string that does not end) stays whole.
SettingsText LeaveOutSections(std::string text,
                              std::span<const std::string_view> sections);

}  // namespace xb
