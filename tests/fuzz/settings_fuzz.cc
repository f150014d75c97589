// SPDX-License-Identifier: Apache-2.0
// Any bytes are a settings file or an error that points at a place.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "config/settings_file.h"
#include "config/settings_table.h"
#include "config/toml.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ParseToml("xb.toml", text);
  if (!parsed.ok()) {
    XB_CHECK(parsed.error().position.has_value());
    XB_CHECK(!parsed.error().message.empty());
    return 0;
  }
  Settings settings;
  const Status applied =
      ApplySettings(parsed.value(), Origin::kUserConfig, &settings);
  if (!applied.ok()) {
    XB_CHECK(applied.error().position.has_value());
    return 0;
  }
  for (const SettingKey& key : AllSettings()) {
    XB_CHECK(IsAllowed(key, key.get(settings)));
    XB_CHECK(!FormatSetting(key, key.get(settings)).empty());
  }
  for (const std::string& name : *settings.profiles) {
    XB_CHECK(ApplyProfile(parsed.value(), name, &settings).ok());
  }
  return 0;
}
