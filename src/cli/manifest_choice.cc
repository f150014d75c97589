// SPDX-License-Identifier: Apache-2.0
#include "cli/manifest_choice.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace xb {
namespace {

constexpr std::string_view kNinjaManifest = "build.ninja";
constexpr std::string_view kOwnManifest = "build.xb";

// In the order in which make looks for them.
constexpr auto kMakefiles =
    std::to_array<std::string_view>({"GNUmakefile", "makefile", "Makefile"});

struct Foreign {
  std::string_view file;
  std::string_view advice;
};

// In the order of preference.
constexpr auto kForeign = std::to_array<Foreign>({
    {"CMakeLists.txt", "`xb` without a tool configures and builds it"},
    {"meson.build", "`xb` without a tool configures and builds it"},
});

// One that cannot be looked at is there: who reads it says why not.
bool IsThere(Disk& disk, std::string_view path) {
  const Result<int64_t> mtime_ns = disk.StatMtime(std::string(path));
  return !mtime_ns.ok() || mtime_ns.value() != 0;
}

bool IsMakefileName(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::find(kMakefiles.begin(), kMakefiles.end(), name) !=
             kMakefiles.end() ||
         name.starts_with("Makefile.") || name.ends_with(".mk");
}

}  // namespace

ManifestChoice ChooseManifest(Disk& disk, Settings* settings) {
  ManifestChoice choice;
  if (!settings->manifest.is_default()) {
    choice.is_makefile = IsMakefileName(*settings->manifest);
    return choice;
  }
  if (IsThere(disk, kNinjaManifest)) return choice;
  choice.found = IsThere(disk, kOwnManifest);
  const auto makefile =
      std::find_if(kMakefiles.begin(), kMakefiles.end(),
                   [&](std::string_view name) { return IsThere(disk, name); });
  if (choice.found) {
    settings->manifest.value = kOwnManifest;
    if (makefile != kMakefiles.end()) choice.others.emplace_back(*makefile);
  } else if (makefile != kMakefiles.end()) {
    choice.found = choice.is_makefile = true;
    settings->manifest.value = *makefile;
  } else {
    return choice;
  }
  for (const Foreign& foreign : kForeign) {
    if (IsThere(disk, foreign.file)) choice.others.emplace_back(foreign.file);
  }
  return choice;
}

Error ExplainNoManifest(Disk& disk) {
  const auto foreign =
      std::find_if(kForeign.begin(), kForeign.end(),
                   [&](const Foreign& one) { return IsThere(disk, one.file); });
  std::string message = "there is no `build.ninja` here";
  std::string advice =
      "xb also reads a `build.xb` or a Makefile, and configures what has a "
      "`CMakeLists.txt` or a `meson.build`";
  if (foreign != kForeign.end()) {
    message += ", only a `" + std::string(foreign->file) + "`";
    advice = foreign->advice;
  }
  // Somebody has configured it already.
  if (IsThere(disk, "build/build.ninja")) {
    advice = "there is one in `build`: `xb -C build` builds it";
  }
  return MakeError(std::move(message), std::move(advice));
}

}  // namespace xb
