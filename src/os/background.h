// SPDX-License-Identifier: Apache-2.0
// Work that nobody should have to wait for, after the result of a run is told.
#pragma once

#include "os/function_ref.h"

namespace xb {

// Runs `work` in a process of its own, which then ends; here, when there can
// be none.  Only at the end of a run, when no other thread does anything: the
// new process has none of them.  It keeps nothing open that we were started
// with, for somebody may wait for the end of it, and is not reached by what is
// typed at the terminal; locks must be let go of before.
void RunInBackground(FunctionRef<void()> work);

// Of this process, for good.
void LowerPriority();

}  // namespace xb
