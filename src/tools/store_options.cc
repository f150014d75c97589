// SPDX-License-Identifier: Apache-2.0
#include "tools/store_options.h"

#include <string>
#include <utility>

#include "os/environment.h"
#include "os/system.h"

namespace xb {
namespace {

Result<std::string> StoreDirectory(const StoreSettings& settings) {
  const std::string& chosen = *settings.directory;
  const std::string home = GetEnv("HOME").value_or("");
  if (chosen.starts_with("/")) return chosen;
  if (chosen.starts_with("~/")) return home + chosen.substr(1);
  if (!chosen.empty()) {
    XB_ASSIGN(const std::string here, CurrentDirectory());
    return here + "/" + chosen;
  }
  if (auto base = GetEnv("XDG_CACHE_HOME"); base && base->starts_with("/")) {
    return *base + "/xb-store";
  }
  if (home.empty()) {
    return MakeError("there is no directory for the store",
                     "set XB_STORE_DIR or HOME");
  }
  return home + "/.cache/xb-store";
}

}  // namespace

Result<deps::Store> OpenStore(const StoreSettings& settings) {
  deps::Store::Options options;
  XB_ASSIGN(options.directory, StoreDirectory(settings));
  options.is_offline = *settings.offline;
  options.mirrors = *settings.mirrors;
  XB_ASSIGN(options.program, ExecutablePath());
  return deps::Store::Open(std::move(options));
}

}  // namespace xb
