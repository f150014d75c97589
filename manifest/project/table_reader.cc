// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/table_reader.h"

#include <algorithm>

#include "base/text.h"

namespace xb::project {
namespace {

bool IsText(const TomlNode& node) { return node.kind == TomlNode::Kind::kText; }

uint8_t KindOf(const TomlNode& node) {
  switch (node.kind) {
    case TomlNode::Kind::kText:
      return kTextValue;
    case TomlNode::Kind::kArray:
      return std::all_of(node.items.begin(), node.items.end(), IsText)
                 ? kListValue
                 : 0;
    case TomlNode::Kind::kBool:
      return kBoolValue;
    case TomlNode::Kind::kInteger:
      return node.integer >= 0 ? kIntegerValue : 0;
    case TomlNode::Kind::kTable:
      return std::all_of(node.items.begin(), node.items.end(), IsText)
                 ? kTableValue
                 : 0;
    case TomlNode::Kind::kNumber:
    case TomlNode::Kind::kTime:
      break;
  }
  return 0;
}

bool IsChoice(const Key& key, const std::string& word) {
  return key.choices.empty() ||
         std::find(key.choices.begin(), key.choices.end(), word) !=
             key.choices.end();
}

std::string NearestChoice(const Key& key, const std::string& word) {
  return NearestKey(word, {key.choices.begin(), key.choices.end()});
}

}  // namespace

Place PlaceOf(const TomlNode& node) { return {node.line, node.column}; }

Error ErrorAt(const TomlDocument& document, Place place, std::string message,
              std::string hint) {
  TomlNode node;
  node.line = place.line;
  node.column = place.column;
  return document.ErrorAt(node, std::move(message), std::move(hint));
}

TableReader::TableReader(const TomlDocument& document, const TomlNode& table,
                         std::string name, std::string_view section)
    : document_(document),
      table_(table),
      name_(std::move(name)),
      section_(SectionNamed(section)) {}

Status TableReader::CheckValue(const Key& key, const TomlNode& node) const {
  const std::string what = "`" + std::string(key.name) + "` of `" + name_ + "`";
  if ((key.kinds & kAnyValue) != 0) return Ok();
  if ((key.kinds & KindOf(node)) == 0) {
    return document_.ErrorAt(node, what + " must be " + DescribeKinds(key));
  }
  constexpr std::string_view kLineEnds("\n\r\0", 3);
  const auto check = [&](const TomlNode& item) -> Status {
    if (item.text.find_first_of(kLineEnds) != std::string::npos ||
        item.key.find_first_of(kLineEnds) != std::string::npos) {
      return document_.ErrorAt(item, what + " must be one line");
    }
    if (IsChoice(key, item.text)) return Ok();
    std::string hint = NearestChoice(key, item.text);
    if (hint.empty()) hint = "it must be " + DescribeKinds(key);
    return document_.ErrorAt(item, what + " cannot be `" + item.text + "`",
                             std::move(hint));
  };
  if (node.kind == TomlNode::Kind::kText) return check(node);
  if (node.kind == TomlNode::Kind::kArray ||
      node.kind == TomlNode::Kind::kTable) {
    for (const TomlNode& item : node.items) XB_TRY(check(item));
  }
  return Ok();
}

Status TableReader::Check(const std::vector<std::string_view>& others) const {
  if (table_.kind != TomlNode::Kind::kTable) {
    return document_.ErrorAt(table_, "`" + name_ + "` is a section",
                             "it is written as `[" + name_ + "]`");
  }
  for (const TomlNode& node : table_.items) {
    if (const Key* key = FindKey(section_, node.key)) {
      XB_TRY(CheckValue(*key, node));
      continue;
    }
    if (std::find(others.begin(), others.end(), node.key) != others.end()) {
      continue;
    }
    std::vector<std::string_view> known = others;
    for (const Key& key : section_.keys) known.push_back(key.name);
    std::string hint = NearestKey(node.key, known);
    if (hint.empty()) hint = "the manual has all keys of this section";
    return document_.ErrorAt(
        node, "unknown key `" + name_ + "." + node.key + "`", std::move(hint));
  }
  return Ok();
}

const TomlNode* TableReader::Find(std::string_view key) const {
  return table_.Find(key);
}

Text TableReader::GetText(std::string_view key) const {
  const TomlNode* node = Find(key);
  if (node == nullptr || !IsText(*node)) return {};
  return {node->text, PlaceOf(*node)};
}

Texts TableReader::GetList(std::string_view key) const {
  const TomlNode* node = Find(key);
  Texts texts;
  if (node == nullptr) return texts;
  if (IsText(*node)) texts.push_back({node->text, PlaceOf(*node)});
  if (node->kind == TomlNode::Kind::kArray) {
    texts.reserve(node->items.size());
    for (const TomlNode& item : node->items) {
      texts.push_back({item.text, PlaceOf(item)});
    }
  }
  return texts;
}

Texts TableReader::GetWords(std::string_view key) const {
  const TomlNode* node = Find(key);
  if (node == nullptr || !IsText(*node)) return GetList(key);
  Texts texts;
  for (const std::string_view word : Split(node->text, ' ')) {
    if (!word.empty()) texts.push_back({std::string(word), PlaceOf(*node)});
  }
  return texts;
}

bool TableReader::GetBool(std::string_view key, bool otherwise) const {
  const TomlNode* node = Find(key);
  if (node == nullptr || node->kind != TomlNode::Kind::kBool) return otherwise;
  return node->boolean;
}

int64_t TableReader::GetInteger(std::string_view key, int64_t otherwise) const {
  const TomlNode* node = Find(key);
  if (node == nullptr || node->kind != TomlNode::Kind::kInteger) {
    return otherwise;
  }
  return node->integer;
}

std::vector<std::pair<Text, Text>> TableReader::GetTable(
    std::string_view key) const {
  std::vector<std::pair<Text, Text>> table;
  const TomlNode* node = Find(key);
  if (node == nullptr || node->kind != TomlNode::Kind::kTable) return table;
  for (const TomlNode& item : node->items) {
    table.push_back({{item.key, PlaceOf(item)}, {item.text, PlaceOf(item)}});
  }
  return table;
}

}  // namespace xb::project
