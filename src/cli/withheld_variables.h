// SPDX-License-Identifier: Apache-2.0
// What a manifest says that no command may find in its environment, because it
// is a secret of a few: the names in its variable `xb_withheld`.  Loop thread
// only.
#pragma once

#include <optional>

#include "base/result.h"
#include "graph/graph.h"
#include "os/anonymous_file.h"

namespace xb {

// Before the first command starts.  The file must live as long as any runs.
Result<std::optional<AnonymousFile>> WithholdVariablesOf(const Graph& graph);

}  // namespace xb
