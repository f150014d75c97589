// SPDX-License-Identifier: Apache-2.0
// Recognises definitions of variables: `NAME OP VALUE`, with the words in
// front that change what it means.  Nothing is expanded.  Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xb::make {

enum class Flavor : uint8_t {
  kRecursive,        // =
  kSimple,           // := ::=
  kSimpleRecursive,  // :::= expanded now, and once more when used
  kAppend,           // +=
  kIfUndefined,      // ?=
  kShell,            // !=
};

struct Assignment {
  std::string_view name;  // not expanded, no white space around it
  Flavor flavor = Flavor::kRecursive;
  std::string_view value;  // from its first character to the end of the line
};
// Nullopt when the text is something else.
std::optional<Assignment> ParseAssignment(std::string_view text);

// The words `export`, `override` and so on before a definition.
struct Modifiers {
  bool is_assignment = false;  // otherwise all the rest means nothing
  bool is_define = false;
  bool is_undefine = false;
  bool is_export = false;
  bool is_unexport = false;
  bool is_override = false;
  bool is_private = false;
  // The definition, or what follows `define` and `undefine`.
  std::string_view rest;
};
Modifiers ParseModifiers(std::string_view line, bool for_target);

}  // namespace xb::make
