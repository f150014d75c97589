// SPDX-License-Identifier: Apache-2.0
// Where in a Makefile something stands, and the errors that say so.  The name
// of the file is a view into PlaceNames, which live as long as the Evaluation.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xb::make {

struct Place {
  std::string_view file;  // empty: nowhere
  int line = 0;

  bool is_known() const { return !file.empty(); }
};

class PlaceNames {
 public:
  std::string_view Intern(std::string_view name) {
    const auto found = names_.find(name);
    return found != names_.end() ? *found
                                 : *names_.insert(std::string(name)).first;
  }

 private:
  std::set<std::string, std::less<>> names_;
};

// Ends the run with status 2.
Error MakeErrorAt(const Place& place, std::string message);
// Ends it so, too: what is wrong was told where it happened.
Error MakeErrorTold();
// `FILE:LINE: ` or, nowhere, `PROGRAM: `.
std::string PlacePrefix(const Place& place, std::string_view program);
// The line that tells of `error`, with its newline.
std::string FormatError(const Error& error, std::string_view program);

}  // namespace xb::make
