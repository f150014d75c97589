// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/command_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "manifest/make/words.h"

namespace xb::make {
namespace {

// Characters that a shell treats specially wherever they are.
constexpr std::string_view kShellCharacters = "#;\"*?[]&|<>(){}$`^~!";

// Words that are no programs; in order, for the binary search.
constexpr std::array<std::string_view, 41> kShellCommands = {
    ".",       ":",        "alias",   "bg",       "break",  "case",   "cd",
    "command", "continue", "eval",    "exec",     "exit",   "export", "fc",
    "fg",      "for",      "getopts", "hash",     "if",     "jobs",   "kill",
    "login",   "logout",   "read",    "readonly", "return", "set",    "shift",
    "test",    "times",    "trap",    "type",     "ulimit", "umask",  "unalias",
    "unset",   "until",    "wait",    "while",    "{",      "}"};

// The line that begins the text: up to a newline that no backslash hides.
size_t LineLength(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') return i;
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
  }
  return text.size();
}

class PlainSplitter {
 public:
  // `keeps_newlines`: they are characters like others.
  PlainSplitter(std::string_view line, bool keeps_newlines)
      : line_(line), keeps_newlines_(keeps_newlines) {}

  // Nullopt when it takes a shell.
  std::optional<std::vector<std::string>> Split() {
    for (at_ = 0; at_ < line_.size(); ++at_) {
      if (!Step(line_[at_])) return std::nullopt;
    }
    if (quote_ != 0) return std::nullopt;
    EndWord();
    if (words_.empty()) return words_;
    if (std::binary_search(kShellCommands.begin(), kShellCommands.end(),
                           words_[0])) {
      return std::nullopt;
    }
    return std::move(words_);
  }

 private:
  bool Step(char c) {
    if (quote_ != 0) return InQuotes(c);
    if (IsBlank(c)) {
      EndWord();
      return true;
    }
    if (c == '\'' || c == '"') {
      quote_ = c;
      in_word_ = true;
      return true;
    }
    if (c == '\\') return Escaped();
    if (kShellCharacters.find(c) != std::string_view::npos) return false;
    if (c == '\n' && !keeps_newlines_) return false;
    // `A=b program` sets a variable.
    if (c == '=' && words_.empty()) return false;
    Append(c);
    return true;
  }

  bool InQuotes(char c) {
    if (c == quote_) {
      quote_ = 0;
      return true;
    }
    // In quotes a newline is kept, and double ones expand.
    if (quote_ == '"' && (c == '\\' || c == '$' || c == '`')) return false;
    if (c == '\\' && at_ + 1 < line_.size() && line_[at_ + 1] == '\n') {
      return false;
    }
    Append(c);
    return true;
  }

  bool Escaped() {
    if (at_ + 1 == line_.size()) return false;
    ++at_;
    if (line_[at_] == '\n') return true;
    Append(line_[at_]);
    return true;
  }

  void Append(char c) {
    in_word_ = true;
    word_ += c;
  }

  void EndWord() {
    if (!in_word_) return;
    words_.push_back(std::exchange(word_, {}));
    in_word_ = false;
  }

  std::string_view line_;
  const bool keeps_newlines_;
  size_t at_ = 0;
  char quote_ = 0;
  bool in_word_ = false;
  std::string word_;
  std::vector<std::string> words_;
};

// Whose syntax has no line that begins with `@`, `-` or `+`.
bool IsPosixShell(std::string_view shell) {
  constexpr std::string_view kShells[] = {"ash",  "bash", "dash", "ksh",
                                          "rksh", "sh",   "zsh"};
  const std::string_view name = shell.substr(shell.rfind('/') + 1);
  return std::find(std::begin(kShells), std::end(kShells), name) !=
         std::end(kShells);
}

std::string WithoutLinePrefixes(std::string_view text) {
  std::string plain;
  bool at_begin = true;
  for (const char c : text) {
    const bool is_prefix = IsBlank(c) || c == '@' || c == '-' || c == '+';
    if (at_begin && is_prefix) continue;
    at_begin = c == '\n';
    plain += c;
  }
  return plain;
}

// As $(shell) hands a text to the shell: what no backslash hides is dropped.
std::string WithoutNewlines(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') continue;
    plain += text[i];
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\n') {
      plain += text[++i];
    }
  }
  return plain;
}

}  // namespace

CommandWords SplitCommand(std::string_view text,
                          const ShellSettings& settings) {
  static_assert(std::is_sorted(kShellCommands.begin(), kShellCommands.end()));
  CommandWords result;
  std::string_view line = text;
  if (settings.one_shell) {
    result.consumed = text.size();
  } else {
    const size_t length = LineLength(text);
    line = text.substr(0, length);
    result.consumed = std::min(length + 1, text.size());
  }
  while (!line.empty() && IsBlank(line[0])) line.remove_prefix(1);
  if (line.empty()) return result;
  const bool is_plain_shell =
      settings.shell == "/bin/sh" && settings.plain_ifs &&
      (settings.flags == "-c" || settings.flags == "-ec");
  if (is_plain_shell) {
    // Of $(shell) all lines are one command.
    const bool keeps_newlines = settings.one_shell && !settings.has_prefixes;
    if (auto words = PlainSplitter(line, keeps_newlines).Split()) {
      result.words = std::move(*words);
      return result;
    }
  }
  result.by_shell = true;
  for (const std::string_view word : SplitWords(settings.shell)) {
    result.words.emplace_back(word);
  }
  for (const std::string_view word : SplitWords(settings.flags)) {
    result.words.emplace_back(word);
  }
  if (settings.one_shell && !settings.has_prefixes) {
    result.words.push_back(WithoutNewlines(line));
  } else if (settings.one_shell && IsPosixShell(settings.shell)) {
    result.words.push_back(WithoutLinePrefixes(line));
  } else {
    result.words.emplace_back(line);
  }
  return result;
}

}  // namespace xb::make
