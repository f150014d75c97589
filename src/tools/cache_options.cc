// SPDX-License-Identifier: Apache-2.0
#include "tools/cache_options.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "cache/relevant_environment.h"
#include "os/environment.h"
#include "os/system.h"

namespace xb {
namespace {

// As a shell would read it at the beginning of a word.
std::string WithHome(const std::string& path) {
  if (!path.starts_with("~/")) return path;
  return GetEnv("HOME").value_or("") + path.substr(1);
}

Result<std::string> CacheDirectory(const CacheSettings& settings) {
  if (!settings.directory->empty()) return WithHome(*settings.directory);
  if (auto base = GetEnv("XDG_CACHE_HOME"); base && base->starts_with("/")) {
    return *base + "/xb";
  }
  const std::string home = GetEnv("HOME").value_or("");
  if (home.empty()) {
    return MakeError("there is no directory for the cache",
                     "set XB_CACHE_DIR or HOME");
  }
  return home + "/.cache/xb";
}

ActionKeys::Environment ReadEnvironment(
    const std::vector<std::string>& more_variables) {
  ActionKeys::Environment environment;
  const auto read = [&environment](std::string_view name) {
    std::string variable(name);
    for (const auto& [known, value] : environment) {
      if (known == variable) return;
    }
    if (auto value = GetEnv(variable)) {
      environment.emplace_back(std::move(variable), std::move(*value));
    }
  };
  for (const auto names :
       {CompilerVariables(), ProgramVariables(), LauncherVariables(),
        WritingVariables(), OptionVariables()}) {
    for (const std::string_view name : names) read(name);
  }
  for (const std::string& name : more_variables) read(name);
  read("PWD");  // see ActionKeys
  return environment;
}

}  // namespace

std::string SizeText(uint64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"%.0f B", "%.1f kB", "%.1f MB",
                                                 "%.1f GB", "%.1f TB"};
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), kUnits[unit], value);
  return std::string(text.data(), static_cast<size_t>(size));
}

std::string RemovalText(const Statistics& statistics) {
  const OwnRemoval& last = statistics.last_removal;
  if (last.ended_ns == 0) return {};
  std::string text = "removed " + std::to_string(last.files) + " files, " +
                     SizeText(last.bytes);
  if (statistics.size) {
    text += "; now " + SizeText(*statistics.size) + " of " +
            SizeText(last.max_size);
  }
  return text;
}

Result<CacheOptions> ReadCacheOptions(const CacheSettings& settings) {
  CacheOptions options;
  XB_ASSIGN(options.cache.directory, CacheDirectory(settings));
  options.cache.scope = *settings.scope;
  options.cache.fallbacks = *settings.fallbacks;
  options.cache.write = *settings.write;
  options.cache.signing_key = GetEnv("XB_CACHE_KEY").value_or("");
  options.cache.hard_links = *settings.hard_link;
  options.max_size = static_cast<uint64_t>(*settings.max_size);
  XB_ASSIGN(options.keys.working_directory, CurrentDirectory());
  for (const std::string& directory : *settings.base_dirs) {
    options.keys.base_dirs.push_back(WithHome(directory));
  }
  options.keys.more_variables = *settings.environment;
  options.keys.environment = ReadEnvironment(options.keys.more_variables);
  const auto allows = [&](std::string_view what) {
    return std::find(settings.allow->begin(), settings.allow->end(), what) !=
           settings.allow->end();
  };
  options.keys.allowed.clock_macros = allows("clock-macros");
  options.keys.allowed.missing_system_headers =
      allows("missing-system-headers");
  return options;
}

}  // namespace xb
