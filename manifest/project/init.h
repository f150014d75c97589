// SPDX-License-Identifier: Apache-2.0
// What `xb init` writes: an xb.toml that builds the sources of a directory, as
// far as they tell what they are.  Loop thread only.
#pragma once

#include <string>

#include "base/result.h"
#include "manifest/project/world.h"

namespace xb::project {

// `name`: of the directory.  Fails where there are no sources.
Result<std::string> DescribeDirectory(World& world, const std::string& name);

// Whether a text in C or C++ defines `main`.
bool DefinesMain(std::string_view text);

}  // namespace xb::project
