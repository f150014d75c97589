// SPDX-License-Identifier: Apache-2.0
#include "os/shell_words.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace xb {
namespace {

// In order, for the binary search.
constexpr std::array<std::string_view, 101> kShellWords = {
    "!",         ".",         ":",        "[",       "[[",         "]]",
    "alias",     "autoload",  "bg",       "bind",    "break",      "builtin",
    "caller",    "case",      "cd",       "chdir",   "command",    "compgen",
    "complete",  "compopt",   "continue", "coproc",  "declare",    "dirs",
    "disown",    "do",        "done",     "echo",    "elif",       "else",
    "enable",    "esac",      "eval",     "exec",    "exit",       "export",
    "false",     "fc",        "fg",       "fi",      "float",      "for",
    "function",  "functions", "getopts",  "global",  "hash",       "help",
    "history",   "if",        "in",       "integer", "jobs",       "kill",
    "let",       "local",     "logout",   "mapfile", "nameref",    "newgrp",
    "popd",      "print",     "printf",   "pushd",   "pwd",        "read",
    "readarray", "readonly",  "return",   "select",  "set",        "setopt",
    "shift",     "shopt",     "source",   "stop",    "suspend",    "test",
    "then",      "time",      "times",    "trap",    "true",       "type",
    "typeset",   "ulimit",    "umask",    "unalias", "unfunction", "unset",
    "unsetopt",  "until",     "vared",    "wait",    "whence",     "where",
    "which",     "while",     "zmodload", "{",       "}"};

// Characters that mean themselves outside quotes anywhere in a word.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0x80; c < 0x100; ++c) plain[c] = true;
  for (unsigned c = '0'; c <= '9'; ++c) plain[c] = true;
  for (unsigned c = 'A'; c <= 'Z'; ++c) plain[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) plain[c] = true;
  for (const char c : std::string_view("%+,-./:=@_")) {
    plain[static_cast<unsigned char>(c)] = true;
  }
  return plain;
}();

// Splits one command.  Each step consumes some input or gives up.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::optional<std::vector<std::string>> Split() {
    while (at_ < text_.size()) {
      if (!Step()) return std::nullopt;
    }
    EndWord();
    if (words_.empty() || !IsProgram(words_.front())) return std::nullopt;
    return std::move(words_);
  }

 private:
  bool Step() {
    const char c = text_[at_++];
    switch (c) {
      case ' ':
      case '\t':
        EndWord();
        return true;
      case '\'':
        return SingleQuoted();
      case '"':
        return DoubleQuoted();
      case '\\':
        // An escaped newline joins lines; rare enough for the shell.
        if (at_ == text_.size() || text_[at_] == '\n') return false;
        Append(text_[at_++]);
        return true;
      default:
        if (!IsPlain(c)) return false;
        TakePlain();
        return true;
    }
  }

  static bool IsPlain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

  // All plain characters from the one before at_ on.
  void TakePlain() {
    const size_t begin = at_ - 1;
    while (at_ < text_.size() && IsPlain(text_[at_])) ++at_;
    in_word_ = true;
    word_ += text_.substr(begin, at_ - begin);
  }

  bool SingleQuoted() {
    const size_t end = text_.find('\'', at_);
    if (end == std::string_view::npos) return false;
    in_word_ = true;
    word_ += text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  bool DoubleQuoted() {
    in_word_ = true;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (c == '$' || c == '`') return false;
      if (c == '\\') {
        if (at_ == text_.size() || text_[at_] == '\n') return false;
        // Before anything else a backslash means itself.
        const char next = text_[at_];
        if (next == '"' || next == '\\' || next == '$' || next == '`') {
          word_ += next;
          ++at_;
          continue;
        }
      }
      word_ += c;
    }
    return false;
  }

  void Append(char c) {
    in_word_ = true;
    word_ += c;
  }

  void EndWord() {
    if (!in_word_) return;
    words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  // `=` may be an assignment and `%` a job; an empty name is not found.
  static bool IsProgram(std::string_view word) {
    return !word.empty() && word[0] != '%' &&
           word.find('=') == std::string_view::npos && !IsShellWord(word);
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;
  std::vector<std::string> words_;
};

}  // namespace

bool IsShellWord(std::string_view word) {
  static_assert(std::ranges::is_sorted(kShellWords));
  return std::ranges::binary_search(kShellWords, word);
}

std::optional<std::vector<std::string>> SplitPlainCommand(
    std::string_view command) {
  return Splitter(command).Split();
}

}  // namespace xb
