// SPDX-License-Identifier: Apache-2.0
// xb config: every setting, its value and who set it.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "config/settings_table.h"
#include "config/toml.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

std::string_view NameOf(Origin origin) {
  switch (origin) {
    case Origin::kDefault:
      return "default";
    case Origin::kSystemConfig:
      return "system";
    case Origin::kUserConfig:
      return "user";
    case Origin::kProjectConfig:
      return "project";
    case Origin::kProfile:
      return "profile";
    case Origin::kEnvironment:
      return "environment";
    case Origin::kFlag:
      return "flag";
  }
  return {};
}

// Empty: nobody set it.
std::string WhoSet(const Settings& settings, const SettingKey& key) {
  const Origin origin = key.origin(settings);
  if (origin == Origin::kDefault) return {};
  if (origin == Origin::kFlag) return std::string(key.flag);
  std::string where;
  for (const SettingSource& source : settings.sources) {
    if (source.key == key.name && source.origin == origin) where = source.where;
  }
  return where;
}

void PrintText(const Settings& settings,
               const std::vector<const SettingKey*>& keys, Printer* out) {
  std::vector<std::string> lines;
  size_t width = 0;
  for (const SettingKey* key : keys) {
    lines.push_back(std::string(key->name) + " = " +
                    FormatSetting(*key, key->get(settings)));
    width = std::max(width, lines.back().size());
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    const std::string who = WhoSet(settings, *keys[i]);
    out->Print(lines[i]);
    if (!who.empty()) {
      out->Print(std::string(width - lines[i].size(), ' '), "  # ", who);
    }
    out->Print("\n");
  }
}

void PrintJson(const Settings& settings,
               const std::vector<const SettingKey*>& keys, Printer* out) {
  const auto field = [](std::string_view name, std::string_view text) {
    return ", \"" + std::string(name) + "\": \"" + JsonEscape(text) + "\"";
  };
  std::string_view separator = "[\n";
  for (const SettingKey* key : keys) {
    out->Print(separator, "  {\"key\": \"", key->name,
               "\", \"value\": ", FormatSetting(*key, key->get(settings)),
               field("origin", NameOf(key->origin(settings))),
               field("where", WhoSet(settings, *key)),
               field("type", DescribeType(*key)),
               field("default", key->default_text),
               field("variable", key->variable), field("flag", key->flag),
               field("help", key->help), "}");
    separator = ",\n";
  }
  out->Print("\n]\n");
}

// All of them when none is named.
Result<std::vector<const SettingKey*>> Choose(
    const std::vector<std::string>& names) {
  std::vector<const SettingKey*> keys;
  std::vector<std::string_view> known;
  for (const SettingKey& key : AllSettings()) {
    known.push_back(key.name);
    if (names.empty()) keys.push_back(&key);
  }
  for (const std::string& name : names) {
    const SettingKey* key = FindSetting(name);
    if (key == nullptr) {
      return MakeError("unknown setting '" + name + "'",
                       NearestKey(name, known));
    }
    keys.push_back(key);
  }
  return keys;
}

}  // namespace

Result<int> RunConfig(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'j', "json"}, {'h', "help"}};
  const auto parsed = ParseOptions("config", kOptions, arguments, context.err);
  if (!parsed) {
    context.out.Write("usage: " + context.program +
                      " -t config [--json] [KEY...]\n"
                      "\n"
                      "Prints the settings, as a settings file would have "
                      "them, and who set them.\n");
    return 1;
  }
  XB_ASSIGN(const std::vector<const SettingKey*> keys, Choose(parsed->words));
  Printer out(context.out);
  if (parsed->Has('j')) {
    PrintJson(context.settings, keys, &out);
  } else {
    PrintText(context.settings, keys, &out);
  }
  return 0;
}

}  // namespace xb
