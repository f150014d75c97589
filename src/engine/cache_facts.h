// SPDX-License-Identifier: Apache-2.0
// What a cache has to know of an edge before it is asked for its result.  Pure
// function of the graph and what was learnt of it; loop thread only.
#pragma once

#include "base/ids.h"
#include "exec/executor.h"
#include "graph/overlay.h"

namespace xb {

// Fills in the part of `action` that is for a cache; the rest of it is known.
// A phony input is replaced by the files that it stands for.
void TellCache(const Overlay& overlay, EdgeId edge, bool keeps_depfile,
               Action* action);

}  // namespace xb
