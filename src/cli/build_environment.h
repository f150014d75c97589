// SPDX-License-Identifier: Apache-2.0
// The part of the environment that gcc, clang, their linkers and cl document
// to change what they make.
#pragma once

#include <cstdint>

#include "history/records.h"

namespace xb {

// Of this process, now.
EnvironmentRecord ReadBuildEnvironment();

// Its digest: changes when one of these variables is set, unset or changed.
uint64_t EnvironmentDigest();

}  // namespace xb
