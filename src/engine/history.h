// SPDX-License-Identifier: Apache-2.0
// History: the logs of earlier runs that the engine consults and continues.
// Borrowed, never null.
#pragma once

#include "history/build_log.h"
#include "history/deps_log.h"
#include "history/records.h"

namespace xb {

struct History {
  BuildLog& log;
  DepsLog& deps;
  Records& records;
};

}  // namespace xb
