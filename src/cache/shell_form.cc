// SPDX-License-Identifier: Apache-2.0
#include "cache/shell_form.h"

#include <utility>

namespace xb {
namespace {

bool IsName(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text) {
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!is_letter && (c < '0' || c > '9')) return false;
  }
  return true;
}

bool IsShellAssignment(std::string_view word) {
  const size_t equals = word.find('=');
  return equals != std::string_view::npos && IsName(word.substr(0, equals));
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<std::vector<SimpleCommand>> Parse() {
    while (at_ < text_.size()) {
      if (!Step()) return std::nullopt;
    }
    if (!EndCommand()) return std::nullopt;
    return std::move(commands_);
  }

 private:
  // Where the word that is being read belongs.
  enum class Target { kWord, kRead, kWritten, kAppended };

  bool Step() {
    const char c = text_[at_++];
    switch (c) {
      case ' ':
      case '\t':
        EndWord();
        return true;
      case '&':
        return Take('&') && EndCommand() && MoreFollows();
      case '|':
        return Next() != '|' && Next() != '&' && EndCommand() && MoreFollows();
      case '<':
        return Next() != '<' && Next() != '>' && Next() != '&' &&
               BeginRedirection(Target::kRead);
      case '>':
        return Redirect();
      default:
        return TakeWordPart(c);
    }
  }

  char Next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Take(char c) {
    if (Next() != c) return false;
    ++at_;
    return true;
  }
  bool MoreFollows() const {
    return text_.find_first_not_of(" \t", at_) != std::string_view::npos;
  }

  bool Redirect() {
    if (Take('&')) {
      // `2>&1`, with nothing but a descriptor on either side.
      const char to = Next();
      DropDescriptor();
      if (to != '1' && to != '2') return false;
      ++at_;
      return !in_word_ && (Next() == '\0' || Next() == ' ' || Next() == '&' ||
                           Next() == '|');
    }
    if (Next() == '|') return false;
    const bool is_append = Take('>');
    return BeginRedirection(is_append ? Target::kAppended : Target::kWritten);
  }

  // The digit in front of `>` or `<` is no word.
  void DropDescriptor() {
    if (in_word_ && !quoted_ && (word_ == "1" || word_ == "2")) {
      word_.clear();
      in_word_ = false;
    }
  }

  bool BeginRedirection(Target target) {
    DropDescriptor();
    EndWord();
    if (target_ != Target::kWord) return false;
    target_ = target;
    return true;
  }

  bool TakeWordPart(char c) {
    switch (c) {
      case '\'':
        return SingleQuoted();
      case '"':
        return DoubleQuoted();
      case '\\':
        // An escaped newline joins lines.
        if (at_ == text_.size() || text_[at_] == '\n') return false;
        quoted_ = true;
        Append(text_[at_++]);
        return true;
      case '#':
      case '~':
        if (!in_word_) return false;
        Append(c);
        return true;
      case '\n':
      case '\r':
      case '\0':
      case '$':
      case '`':
      case ';':
      case '(':
      case ')':
      case '*':
      case '?':
      case '[':
      case '{':
      case '!':
        return false;
      default:
        Append(c);
        return true;
    }
  }

  bool SingleQuoted() {
    const size_t end = text_.find('\'', at_);
    if (end == std::string_view::npos) return false;
    in_word_ = true;
    quoted_ = true;
    word_ += text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  bool DoubleQuoted() {
    in_word_ = true;
    quoted_ = true;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (c == '$' || c == '`') return false;
      if (c == '\\') {
        const char next = Next();
        if (next == '\0' || next == '\n') return false;
        // Before anything else a backslash means itself.
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
    switch (target_) {
      case Target::kWord:
        if (command_.words.empty() && IsShellAssignment(word_)) {
          command_.assignments.push_back(std::move(word_));
        } else {
          command_.words.push_back(std::move(word_));
        }
        break;
      case Target::kRead:
        command_.read_files.push_back(std::move(word_));
        break;
      case Target::kWritten:
        command_.written_files.push_back(std::move(word_));
        break;
      case Target::kAppended:
        command_.appended_files.push_back(std::move(word_));
        break;
    }
    target_ = Target::kWord;
    word_.clear();
    in_word_ = false;
    quoted_ = false;
  }

  bool EndCommand() {
    EndWord();
    if (target_ != Target::kWord || command_.words.empty()) return false;
    const bool is_idle =
        command_.words.size() == 1 &&
        (command_.words[0] == ":" || command_.words[0] == "true") &&
        command_.written_files.empty() && command_.appended_files.empty();
    if (!is_idle) commands_.push_back(std::move(command_));
    command_ = {};
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  Target target_ = Target::kWord;
  std::string word_;
  bool in_word_ = false;
  bool quoted_ = false;
  SimpleCommand command_;
  std::vector<SimpleCommand> commands_;
};

}  // namespace

std::optional<std::vector<SimpleCommand>> ParseShellForm(
    std::string_view command) {
  return Parser(command).Parse();
}

}  // namespace xb
