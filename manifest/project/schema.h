// SPDX-License-Identifier: Apache-2.0
// The JSON schema of the project file, for editors, from the tables of keys and
// of settings.  A pure function, any thread.
#pragma once

#include <string>

namespace xb::project {

// Draft 7, which editors know.
std::string JsonSchema();

}  // namespace xb::project
