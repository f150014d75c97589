// SPDX-License-Identifier: Apache-2.0
// What the options of cl, and of clang-cl, say: the same as
// compiler_options.h for those who write them `/c /Fo...`.  Only options that
// are known are let pass, since one that is not may write a file.  A table of
// knowledge and no more; any thread.
#pragma once

#include <span>
#include <string>

#include "cache/compiler_options.h"

namespace xb {

// `options` are the words after the program.
CompilerFacts ReadClOptions(std::span<const std::string> options,
                            ReadResponse read_response);

}  // namespace xb
