// SPDX-License-Identifier: Apache-2.0
#include "cli/manifest_choice.h"

#include <array>
#include <string_view>

namespace xb {
namespace {

constexpr std::string_view kNinjaManifest = "build.ninja";
constexpr std::string_view kOwnManifest = "build.xb";

struct Foreign {
  std::string_view file;
  std::string_view advice;
};

// In the order of preference.
constexpr auto kForeign = std::to_array<Foreign>({
    {"GNUmakefile", "`make` builds it"},
    {"makefile", "`make` builds it"},
    {"Makefile", "`make` builds it"},
    {"CMakeLists.txt", "`xb` without a tool configures and builds it"},
    {"meson.build", "`xb` without a tool configures and builds it"},
});

// One that cannot be looked at is there: who reads it says why not.
bool Exists(Disk& disk, std::string_view path) {
  const Result<int64_t> mtime_ns = disk.StatMtime(std::string(path));
  return !mtime_ns.ok() || mtime_ns.value() != 0;
}

}  // namespace

ManifestChoice ChooseManifest(Disk& disk, Settings* settings) {
  ManifestChoice choice;
  if (!settings->manifest.is_default() || Exists(disk, kNinjaManifest)) {
    return choice;
  }
  choice.found = Exists(disk, kOwnManifest);
  if (!choice.found) return choice;
  settings->manifest.value = kOwnManifest;
  for (const Foreign& foreign : kForeign) {
    if (Exists(disk, foreign.file)) choice.others.emplace_back(foreign.file);
  }
  return choice;
}

std::optional<Error> ExplainNoManifest(Disk& disk) {
  for (const Foreign& foreign : kForeign) {
    if (!Exists(disk, foreign.file)) continue;
    std::string message =
        "there is no `build.ninja` here, only a `" + std::string(foreign.file);
    // Somebody has done it already.
    const bool is_configured =
        foreign.file != "Makefile" && foreign.file != "makefile" &&
        foreign.file != "GNUmakefile" && Exists(disk, "build/build.ninja");
    return MakeError(message + "`", is_configured
                                        ? "there is one in `build`: `xb -C "
                                          "build` builds it"
                                        : std::string(foreign.advice));
  }
  return std::nullopt;
}

}  // namespace xb
