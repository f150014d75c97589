// SPDX-License-Identifier: Apache-2.0
// Numbers as ninja reads them from a value: what the text begins with, and
// whatever follows is ignored.  Pure functions, any thread.
#pragma once

#include <string_view>

namespace xb::ninja {

// 0 when `text` begins with no number; saturates.
int LeadingNumber(std::string_view text);

// The number after the first dot of a version; 0 when there is none.
int MinorVersion(std::string_view version);

}  // namespace xb::ninja
