// SPDX-License-Identifier: Apache-2.0
// What people are told who ask why Makefiles are read again (`xb why
// --manifest`): for each command line that has run in the working directory
// what its last reading was for, what kept that from being remembered, and
// whether the next one will read again.  Nothing is run or changed.  Loop
// thread only.
#pragma once

#include <span>
#include <string>

#include "status/output_stream.h"

namespace xb {

// Of command lines with all of these words, or of all.  `version`: of this
// program.
void ReportReadings(std::span<const std::string> words,
                    const std::string& version, OutputStream& out);

}  // namespace xb
