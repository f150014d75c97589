// SPDX-License-Identifier: Apache-2.0
// What the comment above a rule, or `##` behind its colon, says about its
// targets: the last paragraph, without signs and frames.  Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace xb::make {

// `lines` begin with `#`.
std::string HelpOfComment(std::span<const std::string> lines);
// Of the comment at the end of a rule's own line; empty unless it begins with
// two `#`.
std::string HelpBehindRule(std::string_view comment);

}  // namespace xb::make
