// SPDX-License-Identifier: Apache-2.0
// The part of the environment that gcc, clang, their linkers and cl document
// to change what they make, and the variables that the settings add
// (`cache.env`), which count for results in the cache as well.
#pragma once

#include <cstdint>

#include "config/settings.h"
#include "history/records.h"

namespace xb {

// Of this process, now.
EnvironmentRecord ReadBuildEnvironment(const Settings& settings);

// Its digest: changes when one of these variables is set, unset or changed.
uint64_t EnvironmentDigest(const Settings& settings);

}  // namespace xb
