// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/assignment.h"

#include "manifest/make/words.h"

namespace xb::make {
namespace {

struct Operator {
  std::string_view text;
  Flavor flavor;
};

constexpr Operator kOperators[] = {
    {"=", Flavor::kRecursive}, {":=", Flavor::kSimple},
    {"::=", Flavor::kSimple},  {":::=", Flavor::kSimpleRecursive},
    {"+=", Flavor::kAppend},   {"?=", Flavor::kIfUndefined},
    {"!=", Flavor::kShell},
};

const Operator* OperatorAt(std::string_view text) {
  // Looked for at each character of each line.
  constexpr auto kBegins = [](char c) {
    return c == '=' || c == ':' || c == '+' || c == '?' || c == '!';
  };
  if (!kBegins(text[0])) return nullptr;
  for (const Operator& op : kOperators) {
    if (text.starts_with(op.text)) return &op;
  }
  return nullptr;
}

}  // namespace

std::optional<Assignment> ParseAssignment(std::string_view text) {
  text = SkipSpace(text);
  size_t at = 0;
  size_t name_end = std::string_view::npos;
  const Operator* op = nullptr;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '#') return std::nullopt;
    if (c == '$') {
      if (name_end != std::string_view::npos) return std::nullopt;
      at = SkipReference(text, at);
      continue;
    }
    op = OperatorAt(text.substr(at));
    if (op != nullptr) break;
    if (IsSpace(c)) {
      if (name_end == std::string_view::npos) name_end = at;
    } else if (c == ':' || name_end != std::string_view::npos) {
      // A rule, or a second word.
      return std::nullopt;
    }
    ++at;
  }
  if (op == nullptr) return std::nullopt;
  if (name_end == std::string_view::npos) name_end = at;
  return Assignment{.name = text.substr(0, name_end),
                    .flavor = op->flavor,
                    .value = SkipSpace(text.substr(at + op->text.size()))};
}

Modifiers ParseModifiers(std::string_view line, bool for_target) {
  Modifiers modifiers;
  std::string_view text = SkipSpace(line);
  while (!text.empty()) {
    if (ParseAssignment(text)) {
      modifiers.is_assignment = true;
      modifiers.rest = text;
      return modifiers;
    }
    const std::string_view word = FirstWord(text);
    const std::string_view after = SkipSpace(text.substr(word.size()));
    if (word == "export") {
      modifiers.is_export = true;
    } else if (word == "unexport") {
      modifiers.is_unexport = true;
    } else if (word == "override") {
      modifiers.is_override = true;
    } else if (word == "private") {
      modifiers.is_private = true;
    } else if (!for_target && (word == "define" || word == "undefine")) {
      modifiers.is_define = word == "define";
      modifiers.is_undefine = word == "undefine";
      modifiers.is_assignment = true;
      modifiers.rest = after;
      return modifiers;
    } else {
      return Modifiers{};
    }
    text = after;
  }
  return Modifiers{};
}

}  // namespace xb::make
