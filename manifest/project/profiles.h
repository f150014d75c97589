// SPDX-License-Identifier: Apache-2.0
// Profiles of a project: those that exist without being written, and what one
// says together with those that it inherits from.  Pure functions.
#pragma once

#include <vector>

#include "base/result.h"
#include "manifest/project/project.h"

namespace xb::project {

// The one that counts when none is asked for.
inline constexpr char kUsualProfile[] = "dev";

// dev, prod and test.
std::vector<Profile> BuiltInProfiles();

// Parents must exist, without a circle.
Status CheckProfiles(const Project& project);

// After CheckProfiles(): `profile` with what its parents say where it says
// nothing; flags of parents stand first.
Profile Flatten(const Project& project, const Profile& profile);

}  // namespace xb::project
