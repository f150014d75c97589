// SPDX-License-Identifier: Apache-2.0
// A TOML file as a plain tree that remembers where each thing stands, so that
// errors about its meaning can point at it.  toml.cc is the only file that sees
// the library which reads the language.  Pure functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xb {

struct TomlNode {
  enum class Kind : uint8_t {
    kTable,
    kArray,
    kText,
    kInteger,
    kNumber,
    kBool,
    kTime,  // a date or a time of day; nobody asks for its value
  };

  Kind kind = Kind::kTable;
  // In a table, the key and where it stands; in an array where the value does.
  // Columns count characters, from 1.
  std::string key;
  int line = 0;
  int column = 0;

  // Of the kind.
  std::string text;
  int64_t integer = 0;
  double number = 0;
  bool boolean = false;
  // Of a table (in the order of the text) or an array.
  std::vector<TomlNode> items;

  // nullptr when the table has no such key.
  const TomlNode* Find(std::string_view wanted) const;
};

struct TomlDocument {
  std::string file;
  std::string text;
  TomlNode root;

  // The error at the place of `node`.
  Error ErrorAt(const TomlNode& node, std::string message,
                std::string hint = {}) const;
};

// `file` is for errors, which point at the place.
Result<TomlDocument> ParseToml(std::string file, std::string text);

// "did you mean `...`?", or empty.
std::string NearestKey(std::string_view word,
                       const std::vector<std::string_view>& known);

}  // namespace xb
