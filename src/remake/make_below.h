// SPDX-License-Identifier: Apache-2.0
// Lines of recipes that do nothing but run this very program as make: `$(MAKE)
// -C dir`, `cd dir && $(MAKE) goal`.  What such a make would find can be known
// without it.  Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

struct MakeBelow {
  std::string directory;  // that a shell enters first; or empty
  std::string program;    // the first word of the command
  std::vector<std::string> arguments;
};

// `words` as they would be executed; `command` runs this program as make.
std::optional<MakeBelow> AsMakeBelow(const std::vector<std::string>& words,
                                     std::string_view command);

}  // namespace xb
