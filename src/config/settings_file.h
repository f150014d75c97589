// SPDX-License-Identifier: Apache-2.0
// What a settings file says, by the table of settings.  An unknown key and a
// value of the wrong type are errors that point at their place, in a profile
// that nobody asked for, too.  Pure functions, any thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "config/toml.h"

namespace xb {

// Keys of a project file that are for other readers.
struct ForeignKeys {
  std::vector<std::string_view> sections;
  std::vector<std::string_view> of_profiles;
};

// All but the profiles, which are checked only.
Status ApplySettings(const TomlDocument& document, Origin origin,
                     Settings* settings, const ForeignKeys& foreign = {});
// The NAMEs of its sections `profile.NAME`.
std::vector<std::string_view> ProfilesOf(const TomlDocument& document);
// What the section `profile.NAME` says, if there is one.
Status ApplyProfile(const TomlDocument& document, std::string_view name,
                    Settings* settings, const ForeignKeys& foreign = {});

}  // namespace xb
