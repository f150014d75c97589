// SPDX-License-Identifier: Apache-2.0
// What `xb why TARGET` tells where a Makefile is: the last runs of the recipe
// that are on record, and what would run now.  Loop thread only.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "os/disk.h"
#include "remake/make_session.h"
#include "status/output_stream.h"

namespace xb {

// `call` has no targets.  The exit status.
int ExplainMakefileTargets(const MakeCall& call,
                           std::span<const std::string> targets, Disk& disk,
                           OutputStream& out, OutputStream& err);

}  // namespace xb
