// SPDX-License-Identifier: Apache-2.0
// ManifestText: a manifest in the ninja language while it is written.  What it
// is given is in that language already: EscapeValue() and EscapePath() turn
// plain text into it.  No state but the text; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xb::project {

using Words = std::vector<std::string>;

// `$` and nothing else means something in a value.
std::string EscapeValue(std::string_view text);
// In a path also space and colon do.
std::string EscapePath(std::string_view text);
// One word for the shell, quoted where needed; `$name` of the manifest in it
// stays.  `text` is in the language of manifests.
std::string QuoteWord(std::string_view text);

std::string JoinWords(const Words& words);
void AppendWords(const Words& words, Words* to);

class ManifestText {
 public:
  struct Edge {
    Words outputs;
    Words implicit_outputs = {};
    std::string_view rule = {};
    Words inputs = {};
    Words implicit = {};
    Words order_only = {};
  };

  void Line(std::string_view line) { text_.append(line).append("\n"); }
  void Blank() { text_.append("\n"); }
  void Variable(std::string_view name, std::string_view value);
  // Followed by the bindings that belong to it.
  void Rule(std::string_view name);
  void Build(const Edge& edge);
  // A common edge, without a list of anything.
  void BuildOne(std::string_view output, std::string_view rule,
                std::string_view input, std::string_view order_only);
  void Binding(std::string_view name, std::string_view value);
  void Phony(std::string_view name, const Words& inputs);

  void Append(std::string_view text) { text_.append(text); }
  const std::string& text() const { return text_; }
  std::string Take() { return std::move(text_); }

 private:
  void List(std::string_view before, const Words& words);

  std::string text_;
};

}  // namespace xb::project
