// SPDX-License-Identifier: Apache-2.0
// Makes the source tree that a recipe works in: an archive, a commit or a
// directory, in a fresh place, with its patches.  What an archive holds is a
// stranger's: nothing in it may lead out of that place.  Loop thread only.
#pragma once

#include <string>

#include "base/result.h"
#include "deps/store.h"
#include "manifest/project/dependency_spec.h"

namespace xb::deps {

// `directory` does not exist.  Returns the top of the tree: the one directory
// that an archive has, or `directory`.
Result<std::string> Unpack(const Store& store,
                           const project::DependencySpec& spec,
                           const std::string& directory);

}  // namespace xb::deps
