// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/manifest_text.h"

#include <algorithm>

namespace xb::project {
namespace {

// What no shell looks at, besides letters and digits.
constexpr std::string_view kPlain = "_+-./=,:@%^";

bool IsPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || kPlain.find(c) != std::string_view::npos;
}

std::string Escape(std::string_view text, std::string_view special) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) escaped += '$';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string EscapeValue(std::string_view text) {
  std::string escaped = Escape(text, "$");
  // Leading spaces of a value are none of it.
  if (escaped.starts_with(' ')) escaped.insert(0, "$");
  return escaped;
}

std::string EscapePath(std::string_view text) { return Escape(text, "$ :"); }

std::string QuoteWord(std::string_view text) {
  // `$` stands for variables of ours, or with another one for itself.
  bool is_plain = !text.empty();
  for (size_t i = 0; i < text.size() && is_plain; ++i) {
    if (text[i] == '$') {
      is_plain = i + 1 < text.size() && text[i + 1] != '$' &&
                 text[i + 1] != ' ' && text[i + 1] != ':';
      continue;
    }
    is_plain = IsPlain(text[i]) || text[i] == '{' || text[i] == '}';
    if (text[i] == '{' && (i == 0 || text[i - 1] != '$')) is_plain = false;
  }
  if (is_plain) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string JoinWords(const Words& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

void AppendWords(const Words& words, Words* to) {
  to->insert(to->end(), words.begin(), words.end());
}

void ManifestText::Variable(std::string_view name, std::string_view value) {
  text_.append(name).append(" = ").append(value).append("\n");
}

void ManifestText::Rule(std::string_view name) {
  text_.append("rule ").append(name).append("\n");
}

void ManifestText::Binding(std::string_view name, std::string_view value) {
  text_.append("  ").append(name).append(" = ").append(value).append("\n");
}

void ManifestText::List(std::string_view before, const Words& words) {
  if (words.empty()) return;
  text_.append(before);
  for (const std::string& word : words) text_.append(" ").append(word);
}

void ManifestText::Build(const Edge& edge) {
  text_.append("build");
  List("", edge.outputs);
  List(" |", edge.implicit_outputs);
  text_.append(": ").append(edge.rule);
  List("", edge.inputs);
  List(" |", edge.implicit);
  List(" ||", edge.order_only);
  text_.append("\n");
}

void ManifestText::BuildOne(std::string_view output, std::string_view rule,
                            std::string_view input,
                            std::string_view order_only) {
  text_.append("build ").append(output).append(": ").append(rule);
  text_.append(" ").append(input).append(order_only).append("\n");
}

void ManifestText::Phony(std::string_view name, const Words& inputs) {
  text_.append("build ").append(name).append(": phony");
  List("", inputs);
  text_.append("\n");
}

}  // namespace xb::project
