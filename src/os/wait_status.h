// SPDX-License-Identifier: Apache-2.0
// What wait4() says of a process, in the words of a ProcessResult.  os/ only;
// any thread.
#pragma once

#include <sys/resource.h>

#include "os/process_runner.h"

namespace xb {

// What a shell ends with after SIGINT.
inline constexpr int kInterruptedStatus = 130;

bool IsStopSignal(int signal);

// Of a program without a shell in front (`is_direct`) the same is told as the
// shell would have: that it was interrupted only after SIGINT, and of other
// signals in words.
void SetStatus(int status, bool is_direct, ProcessResult* result);

ResourceUsage ToResourceUsage(const rusage& usage);

}  // namespace xb
