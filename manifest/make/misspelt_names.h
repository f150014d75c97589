// SPDX-License-Identifier: Apache-2.0
// MisspeltNames finds references to variables that nobody sets although a name
// much like theirs is set: `$(CFLGS)`.  Most names that are not set are meant
// to be: users set them, or a branch that is not taken, or the Makefile asks
// whether they are; those are left alone.  Part of an Evaluation; loop thread
// only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/place.h"
#include "manifest/make/variables.h"

namespace xb::make {

struct Misspelling {
  std::string name;
  Place place;  // of the first reference
  std::string meant;
};

class MisspeltNames {
 public:
  // A reference to a variable that is not set.
  void SawUse(std::string_view name, const Place& place);
  // The Makefile knows that there may be such a variable.
  void Knows(std::string_view name);

  // Those seen since the last time that are not set by now either.
  std::vector<Misspelling> Take(Variables& variables);

 private:
  struct Use {
    std::string name;
    Place place;
  };

  std::vector<std::string_view> Candidates(Variables& variables) const;

  std::vector<Use> uses_;
  NameSet seen_;
  NameSet known_;
};

}  // namespace xb::make
