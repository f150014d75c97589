// SPDX-License-Identifier: Apache-2.0
#include "cli/build_environment.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "os/environment.h"

namespace xb {
namespace {

constexpr auto kVariables = std::to_array<std::string_view>({
    "CCC_OVERRIDE_OPTIONS",
    "CL",
    "COMPILER_PATH",
    "CPATH",
    "CPLUS_INCLUDE_PATH",
    "C_INCLUDE_PATH",
    "DEPENDENCIES_OUTPUT",
    "GCC_COMPARE_DEBUG",
    "GCC_EXEC_PREFIX",
    "GCC_EXTRA_DIAGNOSTIC_OUTPUT",
    "INCLUDE",
    "LANG",
    "LC_ALL",
    "LC_COLLATE",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LC_MONETARY",
    "LC_NUMERIC",
    "LC_TIME",
    "LDEMULATION",
    "LD_RUN_PATH",
    "LIB",
    "LIBRARY_PATH",
    "LINK",
    "MACOSX_DEPLOYMENT_TARGET",
    "OBJCPLUS_INCLUDE_PATH",
    "OBJC_INCLUDE_PATH",
    "SDKROOT",
    "SOURCE_DATE_EPOCH",
    "SUNPRO_DEPENDENCIES",
    "ZERO_AR_DATE",
    "_CL_",
    "_LINK_",
});
static_assert(std::ranges::is_sorted(kVariables));

}  // namespace

EnvironmentRecord ReadBuildEnvironment(const Settings& settings) {
  EnvironmentRecord environment;
  std::string all;
  std::vector<std::string_view> names(kVariables.begin(), kVariables.end());
  const std::vector<std::string>& more = *settings.cache.environment;
  if (!more.empty()) {
    names.insert(names.end(), more.begin(), more.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }
  for (const std::string_view name : names) {
    const std::optional<std::string> value = GetEnv(std::string(name));
    if (!value) continue;
    all.append(name).append("=").append(*value);
    // No value has one.
    all.push_back('\0');
    environment.variables.push_back({std::string(name), Xxh3(*value)});
  }
  environment.digest = Xxh3(all);
  return environment;
}

uint64_t EnvironmentDigest(const Settings& settings) {
  return ReadBuildEnvironment(settings).digest;
}

}  // namespace xb
