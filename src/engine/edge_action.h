// SPDX-License-Identifier: Apache-2.0
// An edge as an action: what has to be known to run it, or to ask a cache for
// its result.  Pure functions of the graph and what was learnt of it; loop
// thread only.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "exec/executor.h"
#include "graph/overlay.h"

namespace xb {

// What the manifest says of running `command` for the edge.
Result<Action> DescribeAction(const Overlay& overlay, EdgeId edge,
                              std::string command);

// Fills in the part of `action` that is for a cache; the rest of it is known.
// A phony input is replaced by the files that it stands for.
// The manifest forbids it.
bool SaysNoCache(const Graph& graph, EdgeId edge);
void TellCache(const Overlay& overlay, EdgeId edge, bool keeps_depfile,
               Action* action);

}  // namespace xb
