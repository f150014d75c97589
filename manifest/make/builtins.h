// SPDX-License-Identifier: Apache-2.0
// What every make knows before it reads a Makefile: the rules and variables
// that POSIX and the manual of GNU make list.  Constants only.
#pragma once

#include <span>
#include <string_view>

namespace xb::make {

struct BuiltinVariable {
  std::string_view name;
  std::string_view value;
};

struct BuiltinSuffixRule {
  std::string_view suffixes;
  std::string_view recipe;  // without the last newline
};

struct BuiltinPatternRule {
  std::string_view target;
  std::string_view prerequisites;
  std::string_view recipe;
  bool terminal = false;
};

std::string_view BuiltinSuffixes();
std::span<const BuiltinVariable> BuiltinVariables();
std::span<const BuiltinSuffixRule> BuiltinSuffixRules();
std::span<const BuiltinPatternRule> BuiltinPatternRules();

}  // namespace xb::make
