// SPDX-License-Identifier: Apache-2.0
// TableReader: one table of the project file by its entry in the table of keys.
// Check() comes first: from then on every value is of a kind that its key
// allows, so that getters do not fail.  Pure functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "config/toml.h"
#include "manifest/project/keys.h"

namespace xb::project {

// Where something stands in the project file; line 0: nowhere.
struct Place {
  int line = 0;
  int column = 0;
};

struct Text {
  std::string value;
  Place place;

  bool is_set() const { return place.line != 0; }
};

using Texts = std::vector<Text>;

Place PlaceOf(const TomlNode& node);
// The error at `place`, which may be nowhere.
Error ErrorAt(const TomlDocument& document, Place place, std::string message,
              std::string hint = {});

class TableReader {
 public:
  // `name` is for errors: `target.app`.  `section` as in the table of keys.
  TableReader(const TomlDocument& document, const TomlNode& table,
              std::string name, std::string_view section);

  // Unknown keys, and values of the wrong kind or not among the choices.
  // `others`: keys that the section has besides, of another reader.
  Status Check(const std::vector<std::string_view>& others = {}) const;

  bool Has(std::string_view key) const { return Find(key) != nullptr; }
  const TomlNode* Find(std::string_view key) const;
  Place place() const { return PlaceOf(table_); }
  const std::string& name() const { return name_; }

  // What is missing or of another kind reads as nothing.
  Text GetText(std::string_view key) const;
  // A text is a list of one.
  Texts GetList(std::string_view key) const;
  // The same, but a text is words with spaces between.
  Texts GetWords(std::string_view key) const;
  bool GetBool(std::string_view key, bool otherwise) const;
  int64_t GetInteger(std::string_view key, int64_t otherwise) const;
  std::vector<std::pair<Text, Text>> GetTable(std::string_view key) const;

 private:
  Status CheckValue(const Key& key, const TomlNode& node) const;

  const TomlDocument& document_;
  const TomlNode& table_;
  const std::string name_;
  const SectionSpec& section_;
};

}  // namespace xb::project
