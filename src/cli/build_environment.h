// SPDX-License-Identifier: Apache-2.0
// The part of the environment that gcc, clang, their linkers and cl document
// to change what they make.
#pragma once

#include <cstdint>

namespace xb {

// Changes when one of these variables is set, unset or changed.
uint64_t EnvironmentDigest();

}  // namespace xb
