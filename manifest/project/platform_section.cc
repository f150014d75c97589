// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/platform_section.h"

#include <utility>

#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

std::string JoinedWords(const Texts& texts) {
  std::string words;
  for (const Text& text : texts) {
    words.append(words.empty() ? "" : " ").append(text.value);
  }
  return words;
}

Texts SplitWords(const std::string& words, Place place) {
  Texts texts;
  for (size_t begin = 0; begin < words.size();) {
    const size_t end = std::min(words.find(' ', begin), words.size());
    if (end > begin) {
      texts.push_back({words.substr(begin, end - begin), place});
    }
    begin = end + 1;
  }
  return texts;
}

Profile OnPlatform(const Profile& profile, const Platform& platform) {
  const Place place = platform.name.place;
  const BuildTools& tools = platform.tools;
  Profile derived;
  derived.name = {profile.name.value + "-" + platform.name.value, place};
  derived.parent = {profile.name.value, place};
  derived.platform = platform.name.value;
  derived.tools = tools;
  derived.runner = platform.runner;
  if (!tools.cc.empty()) derived.cc = {tools.cc, place};
  if (!tools.cxx.empty()) derived.cxx = {tools.cxx, place};
  if (!tools.ar.empty()) derived.ar = {tools.ar, place};
  // Programs of this machine cannot count for that one.
  derived.native = false;
  derived.flags.cflags = SplitWords(platform.cflags, place);
  derived.flags.cxxflags = SplitWords(platform.cxxflags, place);
  derived.flags.ldflags = SplitWords(platform.ldflags, place);
  if (!tools.sysroot.empty()) {
    const Text sysroot{"--sysroot=" + tools.sysroot, place};
    derived.flags.flags.push_back(sysroot);
    derived.flags.ldflags.insert(derived.flags.ldflags.begin(), sysroot);
  }
  return derived;
}

}  // namespace

Status ReadPlatform(const TomlDocument& document, const TomlNode& node,
                    Project* project) {
  XB_TRY(CheckName(document, node, "a platform"));
  const TableReader table(document, node, "platform." + node.key,
                          "platform.NAME");
  XB_TRY(table.Check());
  Platform platform;
  platform.name = {node.key, table.place()};
  BuildTools& tools = platform.tools;
  tools.triple = table.GetText("triple").value;
  if (tools.triple.empty() && !table.Has("cc") && !table.Has("cxx")) {
    return document.ErrorAt(
        node, "`" + table.name() + "` needs `triple`, `cc` or `cxx`");
  }
  // The one that knows the compiler's objects.
  const char* const ar = table.Has("cc") ? "ar" : "gcc-ar";
  const char* const ranlib = table.Has("cc") ? "ranlib" : "gcc-ranlib";
  const auto tool = [&](const char* key, const char* ending) {
    const Text own = table.GetText(key);
    if (own.is_set() || tools.triple.empty()) return own.value;
    return tools.triple + "-" + ending;
  };
  tools.cc = tool("cc", "gcc");
  tools.cxx = tool("cxx", "g++");
  tools.ar = tool("ar", ar);
  tools.ranlib = tool("ranlib", ranlib);
  tools.strip = tool("strip", "strip");
  tools.sysroot = table.GetText("sysroot").value;
  platform.cflags = JoinedWords(table.GetList("cflags"));
  platform.cxxflags = JoinedWords(table.GetList("cxxflags"));
  platform.ldflags = JoinedWords(table.GetList("ldflags"));
  platform.runner = table.GetWords("runner");
  project->platforms.push_back(std::move(platform));
  return Ok();
}

Status AddPlatformProfiles(Project* project) {
  const size_t count = project->profiles.size();
  for (const Platform& platform : project->platforms) {
    for (size_t i = 0; i < count; ++i) {
      Profile derived = OnPlatform(project->profiles[i], platform);
      if (project->FindProfile(derived.name.value) != nullptr) {
        return project->ErrorAt(
            platform.name.place,
            "`" + derived.name.value + "` is already a profile",
            "that is what `" + project->profiles[i].name.value +
                "` is called on this platform");
      }
      project->profiles.push_back(std::move(derived));
    }
  }
  return Ok();
}

std::vector<std::string> ProfilesOnPlatforms(
    const std::vector<std::string>& profiles,
    const std::vector<std::string>& platforms) {
  if (platforms.empty()) return profiles;
  std::vector<std::string> all;
  for (const std::string& platform : platforms) {
    for (const std::string& profile : profiles) {
      // This machine has a name, too, so that it can be one of several.
      all.push_back(profile);
      if (platform != "host") all.back().append("-").append(platform);
    }
  }
  return all;
}

}  // namespace xb::project
