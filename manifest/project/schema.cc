// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/schema.h"

#include <map>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "config/settings_table.h"
#include "manifest/project/keys.h"

namespace xb::project {
namespace {

std::string JsonText(std::string_view text) {
  return "\"" + JsonEscape(text) + "\"";
}

std::string EnumOf(std::span<const std::string_view> choices) {
  std::string text;
  for (const std::string_view choice : choices) {
    text.append(text.empty() ? "" : ", ").append(JsonText(choice));
  }
  return "\"enum\": [" + text + "]";
}

std::string TextType(std::span<const std::string_view> choices) {
  std::string type = "{\"type\": \"string\"";
  if (!choices.empty()) type += ", " + EnumOf(choices);
  return type + "}";
}

std::string ListType(std::span<const std::string_view> choices) {
  return "{\"type\": \"array\", \"items\": " + TextType(choices) + "}";
}

// What a value may be; empty: anything.
std::vector<std::string> TypesOf(const Key& key) {
  std::vector<std::string> types;
  if ((key.kinds & kAnyValue) != 0) return types;
  if ((key.kinds & kBoolValue) != 0) {
    types.emplace_back("{\"type\": \"boolean\"}");
  }
  if ((key.kinds & kIntegerValue) != 0) {
    types.emplace_back("{\"type\": \"integer\", \"minimum\": 0}");
  }
  if ((key.kinds & kTextValue) != 0) types.push_back(TextType(key.choices));
  if ((key.kinds & kListValue) != 0) types.push_back(ListType(key.choices));
  if ((key.kinds & kTableValue) != 0) {
    types.emplace_back(
        "{\"type\": \"object\", \"additionalProperties\": "
        "{\"type\": \"string\"}}");
  }
  return types;
}

std::vector<std::string> TypesOf(const SettingKey& key) {
  switch (key.type) {
    case SettingType::kBool:
      return {"{\"type\": \"boolean\"}"};
    case SettingType::kInteger:
      return {"{\"type\": \"integer\", \"minimum\": " +
              std::to_string(key.least) + "}"};
    case SettingType::kNumber:
      return {"{\"type\": \"number\", \"minimum\": 0}"};
    case SettingType::kText:
    case SettingType::kChoice:
      return {TextType(key.choices)};
    case SettingType::kList:
      return {TextType(key.choices), ListType(key.choices)};
    case SettingType::kSize:
      return {"{\"type\": \"integer\", \"minimum\": 0}",
              "{\"type\": \"string\"}"};
  }
  return {};
}

// A table while it is written: keys, and tables below it.
struct Table {
  std::string help;
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<std::string> order;  // of the tables below
  std::map<std::string, Table, std::less<>> tables;

  Table& At(std::string_view name) {
    const auto known = tables.find(name);
    if (known != tables.end()) return known->second;
    order.emplace_back(name);
    return tables[std::string(name)];
  }
};

// Written in capitals: any name stands there.
bool IsAnyName(std::string_view word) {
  return word == "NAME" || word == "PROFILE" || word == "OPTION" ||
         word == "PLATFORM";
}

std::string ValueText(const std::vector<std::string>& types,
                      std::string_view help, std::string_view usual,
                      std::string_view example) {
  std::string text = "{\"description\": " + JsonText(help);
  if (!usual.empty()) text += ", \"x-default\": " + JsonText(usual);
  if (!example.empty()) text += ", \"x-example\": " + JsonText(example);
  if (types.size() == 1) text += ", " + types[0].substr(1);
  if (types.size() == 1) return text;
  if (types.empty()) return text + "}";
  std::string all;
  for (const std::string& type : types) {
    all.append(all.empty() ? "" : ", ").append(type);
  }
  return text + ", \"anyOf\": [" + all + "]}";
}

void Write(const Table& table, const std::string& indent, std::string* to) {
  *to += "{\n";
  if (!table.help.empty()) {
    *to += indent + "  \"description\": " + JsonText(table.help) + ",\n";
  }
  *to += indent + "  \"type\": \"object\",\n";
  std::string properties;
  std::string any_name;
  const auto add = [&](std::string_view name, std::string_view value) {
    properties.append(properties.empty() ? "\n" : ",\n");
    properties.append(indent).append("    ").append(JsonText(name));
    properties.append(": ").append(value);
  };
  for (const auto& [name, value] : table.values) add(name, value);
  for (const std::string& name : table.order) {
    std::string value;
    const bool is_any = IsAnyName(name);
    Write(table.tables.find(name)->second, indent + (is_any ? "  " : "    "),
          &value);
    if (is_any) {
      any_name = value;
    } else {
      add(name, value);
    }
  }
  if (!properties.empty()) {
    *to +=
        indent + "  \"properties\": {" + properties + "\n" + indent + "  },\n";
  }
  *to += indent + "  \"additionalProperties\": " +
         (any_name.empty() ? "false" : any_name) + "\n" + indent + "}";
}

void AddSettings(Table* table) {
  for (const SettingKey& key : AllSettings()) {
    const size_t dot = key.name.find('.');
    Table* at = table;
    std::string_view name = key.name;
    if (dot != std::string_view::npos) {
      at = &table->At(name.substr(0, dot));
      name.remove_prefix(dot + 1);
    }
    at->values.emplace_back(
        name, ValueText(TypesOf(key), key.help, key.default_text, {}));
  }
}

Table WholeTable() {
  Table root;
  root.help = "xb.toml: what xb builds here, and its settings";
  for (const SectionSpec& section : AllSections()) {
    Table* at = &root;
    for (const std::string_view word : Split(section.name, '.')) {
      at = &at->At(word);
    }
    at->help = section.help;
    for (const Key& key : section.keys) {
      // Tables below it have a section of their own.
      if (key.kinds == kAnyValue && key.example.empty()) continue;
      at->values.emplace_back(
          key.name,
          ValueText(TypesOf(key), key.help, key.default_text, key.example));
    }
  }
  AddSettings(&root);
  AddSettings(&root.At("profile").At("NAME"));
  return root;
}

}  // namespace

std::string JsonSchema() {
  std::string text;
  Write(WholeTable(), "", &text);
  const std::string head =
      "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n";
  return head + text.substr(2) + "\n";
}

}  // namespace xb::project
