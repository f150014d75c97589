// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/profiles.h"

#include <algorithm>
#include <string_view>

namespace xb::project {
namespace {

// A value that nobody wrote counts all the same.
Text BuiltIn(std::string_view value) { return {std::string(value), {1, 1}}; }

Profile Named(std::string_view name) {
  Profile profile;
  profile.name.value = name;
  return profile;
}

void Prepend(const Texts& before, Texts* texts) {
  texts->insert(texts->begin(), before.begin(), before.end());
}

void Inherit(const Text& parent, Text* text) {
  if (!text->is_set()) *text = parent;
}

template <typename T>
void Inherit(const std::optional<T>& parent, std::optional<T>* value) {
  if (!*value) *value = parent;
}

void Inherit(const Profile& parent, Profile* profile) {
  FlagSet& flags = profile->flags;
  Prepend(parent.flags.includes, &flags.includes);
  Prepend(parent.flags.defines, &flags.defines);
  Prepend(parent.flags.flags, &flags.flags);
  Prepend(parent.flags.cflags, &flags.cflags);
  Prepend(parent.flags.cxxflags, &flags.cxxflags);
  Prepend(parent.flags.ldflags, &flags.ldflags);
  Prepend(parent.flags.libs, &flags.libs);
  Prepend(parent.flags.packages, &flags.packages);
  Inherit(parent.optimize, &profile->optimize);
  Inherit(parent.debug, &profile->debug);
  Inherit(parent.warnings, &profile->warnings);
  Inherit(parent.lto, &profile->lto);
  Inherit(parent.launcher, &profile->launcher);
  Inherit(parent.cc, &profile->cc);
  Inherit(parent.cxx, &profile->cxx);
  Inherit(parent.ar, &profile->ar);
  Inherit(parent.strip, &profile->strip);
  Inherit(parent.separate_debug, &profile->separate_debug);
  Inherit(parent.coverage, &profile->coverage);
  Inherit(parent.native, &profile->native);
  Inherit(parent.split_dwarf, &profile->split_dwarf);
  if (profile->sanitize.empty()) profile->sanitize = parent.sanitize;
  if (profile->linker.empty()) profile->linker = parent.linker;
  if (profile->pgo.empty()) profile->pgo = parent.pgo;
  for (const auto& option : parent.options) {
    const bool is_known = std::any_of(
        profile->options.begin(), profile->options.end(),
        [&](const auto& own) { return own.first.value == option.first.value; });
    if (!is_known) profile->options.push_back(option);
  }
}

}  // namespace

std::vector<Profile> BuiltInProfiles() {
  Profile dev = Named("dev");
  dev.optimize = BuiltIn("0");
  dev.debug = BuiltIn("3");
  dev.warnings = BuiltIn("all");
  Profile prod = Named("prod");
  prod.optimize = BuiltIn("3");
  prod.lto = BuiltIn("on");
  prod.strip = true;
  prod.flags.defines.push_back(BuiltIn("NDEBUG"));
  Profile test = Named("test");
  test.optimize = BuiltIn("1");
  test.debug = BuiltIn("true");
  test.warnings = BuiltIn("all");
  test.coverage = true;
  return {std::move(dev), std::move(prod), std::move(test)};
}

Status CheckProfiles(const Project& project) {
  for (const Profile& profile : project.profiles) {
    const Profile* at = &profile;
    for (size_t depth = 0; at->parent.is_set(); ++depth) {
      const Profile* parent = project.FindProfile(at->parent.value);
      if (parent == nullptr) {
        std::vector<std::string_view> known;
        for (const Profile& one : project.profiles) {
          known.push_back(one.name.value);
        }
        return project.ErrorAt(at->parent.place,
                               "unknown profile `" + at->parent.value + "`",
                               NearestKey(at->parent.value, known));
      }
      if (depth > project.profiles.size()) {
        return project.ErrorAt(
            profile.parent.place,
            "the profile `" + profile.name.value + "` inherits from itself");
      }
      at = parent;
    }
  }
  return Ok();
}

Profile Flatten(const Project& project, const Profile& profile) {
  Profile flat = profile;
  for (const Profile* at = &profile; at->parent.is_set();) {
    at = project.FindProfile(at->parent.value);
    Inherit(*at, &flat);
  }
  return flat;
}

}  // namespace xb::project
