// SPDX-License-Identifier: Apache-2.0
// Which Ninja a build directory may be handed to: the one that the user has
// installed.  A build log that xb begins is of the version this one reads, so
// that it has nothing to do when it takes over.  Loop thread only.
#pragma once

#include <string_view>

#include "base/result.h"
#include "history/build_log.h"
#include "os/clock.h"
#include "os/process_runner.h"

namespace xb {

struct NeighbourLog {
  int version = 0;
  // The stop signal that arrived meanwhile; 0 = none.
  int signal = 0;
};

// Of the build log that the `ninja` found through PATH writes; that of the
// newest when there is none, or none that answers within a second.  Runs it:
// a millisecond or two.  `runner` has nothing else to do; destroying it ends
// one that does not answer.
NeighbourLog LogOfInstalledNinja(ProcessRunner& runner, Clock& clock);

// Begins `log`, which is new, in that version.  Returns the stop signal that
// arrived instead; 0 = none.
Result<int> BeginLikeNeighbour(BuildLog* log, Clock& clock);

// The version for what `ninja --version` prints.
int LogVersionOfNinja(std::string_view version_text);

}  // namespace xb
