// SPDX-License-Identifier: Apache-2.0
#include "tools/cache_options.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "base/text.h"
#include "cache/relevant_environment.h"
#include "os/environment.h"
#include "os/system.h"

namespace xb {
namespace {

std::vector<std::string> ListOf(const std::string& variable, char separator) {
  std::vector<std::string> items;
  const std::string text = GetEnv(variable).value_or("");
  for (const std::string_view item : Split(text, separator)) {
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

Result<std::string> CacheDirectory() {
  if (auto directory = GetEnv("XB_CACHE_DIR"); directory && !directory->empty())
    return std::move(*directory);
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
  return environment;
}

}  // namespace

std::optional<uint64_t> ParseSize(std::string_view text) {
  int shift = 0;
  if (!text.empty()) {
    constexpr std::string_view kUnits = "KMGT";
    const size_t unit = kUnits.find(text.back());
    if (unit != std::string_view::npos) {
      shift = static_cast<int>(unit + 1) * 10;
      text.remove_suffix(1);
    }
  }
  const auto number = ParseUint64(text);
  if (!number || *number > UINT64_MAX >> shift) return std::nullopt;
  return *number << shift;
}

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

void ReadCacheSwitch(Settings* settings) {
  const auto value = GetEnv("XB_CACHE");
  if (!value) return;
  const bool is_off = value->empty() || *value == "0" || *value == "off";
  settings->cache.Set(is_off          ? ""
                      : *value == "1" ? "usual"
                                      : *value,
                      Origin::kEnvironment);
}

Result<CacheOptions> ReadCacheOptions() {
  CacheOptions options;
  XB_ASSIGN(options.cache.directory, CacheDirectory());
  if (auto scope = GetEnv("XB_CACHE_SCOPE"); scope && !scope->empty()) {
    options.cache.scope = std::move(*scope);
  }
  options.cache.fallbacks = ListOf("XB_CACHE_FALLBACKS", ',');
  options.cache.write = GetEnv("XB_CACHE_WRITE").value_or("1") != "0";
  options.cache.signing_key = GetEnv("XB_CACHE_KEY").value_or("");
  if (const auto size = GetEnv("XB_CACHE_MAX_SIZE")) {
    const auto bytes = ParseSize(*size);
    if (!bytes) {
      return MakeError("XB_CACHE_MAX_SIZE is '" + *size + "', which is no size",
                       "it reads like `10G`");
    }
    options.max_size = *bytes;
  }
  XB_ASSIGN(options.keys.working_directory, CurrentDirectory());
  options.keys.base_dirs = ListOf("XB_CACHE_BASE_DIR", ':');
  options.keys.more_variables = ListOf("XB_CACHE_ENV", ',');
  options.keys.environment = ReadEnvironment(options.keys.more_variables);
  for (const std::string& allowed : ListOf("XB_CACHE_ALLOW", ',')) {
    if (allowed == "clock-macros") {
      options.keys.allowed.clock_macros = true;
    } else if (allowed == "missing-system-headers") {
      options.keys.allowed.missing_system_headers = true;
    } else {
      return MakeError("XB_CACHE_ALLOW names '" + allowed + "'",
                       "there are clock-macros and missing-system-headers");
    }
  }
  return options;
}

}  // namespace xb
