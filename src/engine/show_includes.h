// SPDX-License-Identifier: Apache-2.0
// Takes the lines that a compiler's `/showIncludes` adds out of its output.
// Built once; Filter() is const and may be called from any thread.
#pragma once

#include <re2/re2.h>

#include <string>
#include <string_view>
#include <vector>

namespace xb {

struct ShowIncludes {
  // Canonical, sorted, each once; headers of the system are left out ...
  std::vector<std::string> includes;
  // ... and stand here, as often as they were told.
  std::vector<std::string> system_includes;
  // What else the compiler said.  Each line ends in `\n`.
  std::string output;
};

class ShowIncludesFilter {
 public:
  ShowIncludesFilter();

  // An empty `prefix` means that of an English compiler.  Up to the first
  // include, a line that ends in the name of a source file is dropped too: the
  // compiler repeats what it compiles.
  ShowIncludes Filter(std::string_view output, std::string_view prefix) const;

 private:
  RE2 source_name_;
  RE2 system_header_;
};

}  // namespace xb
