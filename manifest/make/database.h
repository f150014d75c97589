// SPDX-License-Identifier: Apache-2.0
// What is known of variables, rules and files as text (-p), in the form that
// completions and other programs read.  Pure function; loop thread only.
#pragma once

#include <string>

#include "manifest/make/evaluation.h"

namespace xb::make {

std::string DatabaseText(Evaluation& evaluation);

}  // namespace xb::make
