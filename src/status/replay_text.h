// SPDX-License-Identifier: Apache-2.0
// How an EdgeReplayed is shown: a line that names the target, then all that was
// printed.  Pure function.
#pragma once

#include <string>

#include "status/event.h"

namespace xb {

// Ends in a newline.  Without `color` the output loses its colours.
std::string ReplayText(const EdgeReplayed& event, bool color);

}  // namespace xb
