// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/option_section.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"
#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

OptionType OptionTypeOf(std::string_view name) {
  if (name == "text") return OptionType::kText;
  if (name == "integer") return OptionType::kInteger;
  if (name == "choice") return OptionType::kChoice;
  return OptionType::kBool;
}

std::string UsualValue(const Option& option) {
  switch (option.type) {
    case OptionType::kBool:
      return "false";
    case OptionType::kInteger:
      return "0";
    case OptionType::kText:
      return {};
    case OptionType::kChoice:
      return option.choices.empty() ? "" : option.choices[0].value;
  }
  return {};
}

std::string TextOf(const TomlNode& node) {
  switch (node.kind) {
    case TomlNode::Kind::kBool:
      return node.boolean ? "true" : "false";
    case TomlNode::Kind::kInteger:
      return std::to_string(node.integer);
    default:
      return node.text;
  }
}

bool IsWordOf(std::string_view word,
              std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const Option* FindOption(const Project& project, std::string_view name) {
  const auto found =
      std::find_if(project.options.begin(), project.options.end(),
                   [&](const Option& one) { return one.name.value == name; });
  return found == project.options.end() ? nullptr : &*found;
}

std::string NearestOption(const Project& project, std::string_view name) {
  std::vector<std::string_view> known;
  for (const Option& option : project.options) {
    known.push_back(option.name.value);
  }
  return NearestKey(name, known);
}

}  // namespace

bool IsValueOf(const Option& option, std::string* value, std::string* cause) {
  switch (option.type) {
    case OptionType::kBool:
      *cause = "true or false";
      if (IsWordOf(*value, {"true", "yes", "on", "1"})) {
        *value = "true";
        return true;
      }
      if (IsWordOf(*value, {"false", "no", "off", "0"})) {
        *value = "false";
        return true;
      }
      return false;
    case OptionType::kInteger:
      *cause = "a whole number";
      return IsDigits(*value) && ParseUint64(*value).has_value();
    case OptionType::kText:
      *cause = "one line";
      return value->find('\n') == std::string::npos;
    case OptionType::kChoice:
      cause->clear();
      for (const Text& choice : option.choices) {
        if (choice.value == *value) return true;
        cause->append(cause->empty() ? "one of `" : ", `");
        cause->append(choice.value).append("`");
      }
      return false;
  }
  return false;
}

Status ReadOption(const TomlDocument& document, const TomlNode& node,
                  Project* project) {
  XB_TRY(CheckName(document, node, "an option"));
  const TableReader table(document, node, "option." + node.key, "option.NAME");
  XB_TRY(table.Check());
  Option option;
  option.name = {node.key, table.place()};
  option.type = OptionTypeOf(table.GetText("type").value);
  option.choices = table.GetList("choices");
  option.help = table.GetText("help").value;
  option.define = table.GetText("define");
  const bool is_choice = option.type == OptionType::kChoice;
  if (is_choice == option.choices.empty()) {
    return document.ErrorAt(
        node,
        is_choice ? "`" + table.name() + "` needs `choices`"
                  : "`" + table.name() + "` is no choice, but has some",
        is_choice ? "" : "`type = \"choice\"` makes it one");
  }
  option.value = UsualValue(option);
  if (const TomlNode* given = table.Find("default")) {
    option.value = TextOf(*given);
    std::string cause;
    if (!IsValueOf(option, &option.value, &cause)) {
      return document.ErrorAt(
          *given, "the default of `" + node.key + "` must be " + cause);
    }
  }
  project->options.push_back(std::move(option));
  return Ok();
}

Result<OptionValues> ValuesFor(const Project& project, const Profile& profile,
                               const OptionValues& chosen) {
  OptionValues values;
  for (const Option& option : project.options) {
    values[option.name.value] = option.value;
  }
  std::string cause;
  for (const auto& [name, text] : profile.options) {
    const Option* option = FindOption(project, name.value);
    if (option == nullptr) {
      return project.ErrorAt(name.place, "unknown option `" + name.value + "`",
                             NearestOption(project, name.value));
    }
    std::string value = text.value;
    if (!IsValueOf(*option, &value, &cause)) {
      return project.ErrorAt(name.place,
                             "`" + name.value + "` must be " + cause);
    }
    values[name.value] = value;
  }
  for (const auto& [name, text] : chosen) {
    const Option* option = FindOption(project, name);
    if (option == nullptr) continue;
    std::string value = text;
    if (!IsValueOf(*option, &value, &cause)) {
      std::string message = "-D " + name;
      message.append("=").append(text).append(": it must be ").append(cause);
      return MakeError(std::move(message));
    }
    values[name] = value;
  }
  return values;
}

Result<bool> Holds(const Project& project, const Text& condition,
                   const OptionValues& values) {
  const std::string_view text = condition.value;
  const size_t equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  const Option* option = FindOption(project, name);
  if (option == nullptr) {
    return project.ErrorAt(condition.place,
                           "unknown option `" + std::string(name) + "`",
                           NearestOption(project, name));
  }
  const std::string& value = values.find(name)->second;
  if (equals == std::string_view::npos) {
    if (option->type == OptionType::kBool) return value == "true";
    return project.ErrorAt(condition.place,
                           "`" + std::string(name) + "` is not true or false",
                           "`[target.NAME.option.\"" + std::string(name) +
                               "=VALUE\"]` asks for a "
                               "value");
  }
  std::string wanted(text.substr(equals + 1));
  std::string cause;
  if (!IsValueOf(*option, &wanted, &cause)) {
    return project.ErrorAt(condition.place,
                           "`" + std::string(name) + "` must be " + cause);
  }
  return value == wanted;
}

}  // namespace xb::project
