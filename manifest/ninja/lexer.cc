// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/lexer.h"

#include <utility>

namespace xb::ninja {

struct CharacterClasses {
  static constexpr std::array<uint8_t, 256> Make() {
    std::array<uint8_t, 256> classes{};
    for (int i = 0; i < 256; ++i) {
      const char c = static_cast<char>(i);
      uint8_t& bits = classes[static_cast<size_t>(i)];
      if (IsSimpleNameCharacter(c)) bits |= Lexer::kName | Lexer::kSimpleName;
      if (c == '.') bits |= Lexer::kName;
      if (c == '$' || c == '\r' || c == '\n' || c == '\0') {
        bits |= Lexer::kPathStop | Lexer::kValueStop;
      }
      if (c == ' ' || c == ':' || c == '|') bits |= Lexer::kPathStop;
    }
    return classes;
  }
};

namespace {

constexpr std::array<uint8_t, 256> kClasses = CharacterClasses::Make();

uint8_t ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }

bool IsCrLf(const char* at) { return at[0] == '\r' && at[1] == '\n'; }

Token KeywordOrName(std::string_view word) {
  constexpr std::pair<std::string_view, Token> kKeywords[] = {
      {"build", Token::kBuild},     {"pool", Token::kPool},
      {"rule", Token::kRule},       {"default", Token::kDefault},
      {"include", Token::kInclude}, {"subninja", Token::kSubninja},
  };
  for (const auto& [keyword, token] : kKeywords) {
    if (word == keyword) return token;
  }
  return Token::kIdentifier;
}

}  // namespace

bool IsKeyword(std::string_view word) {
  return KeywordOrName(word) != Token::kIdentifier;
}

std::string_view NameOf(Token token) {
  switch (token) {
    case Token::kError:
      return "lexing error";
    case Token::kBuild:
      return "'build'";
    case Token::kColon:
      return "':'";
    case Token::kDefault:
      return "'default'";
    case Token::kEquals:
      return "'='";
    case Token::kIdentifier:
      return "identifier";
    case Token::kInclude:
      return "'include'";
    case Token::kIndent:
      return "indent";
    case Token::kNewline:
      return "newline";
    case Token::kPipe:
      return "'|'";
    case Token::kPipe2:
      return "'||'";
    case Token::kPipeAt:
      return "'|@'";
    case Token::kPool:
      return "'pool'";
    case Token::kRule:
      return "'rule'";
    case Token::kSubninja:
      return "'subninja'";
    case Token::kEof:
      return "eof";
  }
  XB_CHECK(false);
}

Lexer::Lexer(std::string_view file, std::string_view text, size_t from)
    : file_(file),
      begin_(text.data()),
      at_(begin_ + from),
      last_(at_),
      counted_(at_) {}

void Lexer::SkipSpaces() {
  for (;;) {
    if (*at_ == ' ') {
      ++at_;
    } else if (at_[0] == '$' && at_[1] == '\n') {
      at_ += 2;
    } else if (at_[0] == '$' && IsCrLf(at_ + 1)) {
      at_ += 3;
    } else {
      return;
    }
  }
}

Token Lexer::ReadToken() {
  const char* start = at_;
  const char* word = start;
  for (;;) {
    while (*word == ' ') ++word;
    if (*word != '#') break;
    const char* newline = std::strchr(word, '\n');
    // Without a newline behind it a `#` begins no comment.
    if (newline == nullptr) break;
    start = word = newline + 1;
  }
  last_ = start;
  if (*word == '\n' || IsCrLf(word)) {
    at_ = word + (*word == '\n' ? 1 : 2);
    return Token::kNewline;
  }
  if (word > start) {
    at_ = word;
    SkipSpaces();
    return Token::kIndent;
  }
  if (*word == '\0') {
    at_ = word;
    return Token::kEof;
  }
  Token token = Token::kError;
  at_ = word + 1;
  if (*word == '=') {
    token = Token::kEquals;
  } else if (*word == ':') {
    token = Token::kColon;
  } else if (*word == '|') {
    token = Token::kPipe;
    if (*at_ == '@' || *at_ == '|') {
      token = *at_ == '@' ? Token::kPipeAt : Token::kPipe2;
      ++at_;
    }
  } else if ((ClassOf(*word) & kName) != 0) {
    while ((ClassOf(*at_) & kName) != 0) ++at_;
    token = KeywordOrName({word, static_cast<size_t>(at_ - word)});
  }
  SkipSpaces();
  return token;
}

bool Lexer::ConsumeToken(Token token) {
  if (ReadToken() == token) return true;
  UnreadToken();
  return false;
}

Status Lexer::ExpectToken(Token token) {
  const Token read = ReadToken();
  if (read == token) return Ok();
  std::string message = "expected ";
  message.append(NameOf(token)).append(", got ").append(NameOf(read));
  if (token == Token::kColon) message += " ($ also escapes ':')";
  return ErrorHere(std::move(message));
}

bool Lexer::ReadName(std::string_view* name) {
  last_ = at_;
  while ((ClassOf(*at_) & kName) != 0) ++at_;
  if (at_ == last_) return false;
  *name = {last_, static_cast<size_t>(at_ - last_)};
  SkipSpaces();
  return true;
}

size_t Lexer::EscapeLength(const char* dollar) const {
  const char* at = dollar + 1;
  switch (*at) {
    case '$':
    case ' ':
    case ':':
      return 2;
    case '^':
      return newline_escape_ ? 2 : 0;
    case '\r':
      if (!IsCrLf(at)) return 0;
      ++at;
      [[fallthrough]];
    case '\n':
      ++at;
      while (*at == ' ') ++at;
      break;
    case '{':
      ++at;
      while ((ClassOf(*at) & kName) != 0) ++at;
      if (at == dollar + 2 || *at != '}') return 0;
      ++at;
      break;
    default:
      while ((ClassOf(*at) & kSimpleName) != 0) ++at;
      if (at == dollar + 1) return 0;
      break;
  }
  return static_cast<size_t>(at - dollar);
}

Status Lexer::Read(uint8_t stops, RawText* raw) {
  *raw = {.data = at_};
  const char* at = at_;
  for (;;) {
    while ((ClassOf(*at) & stops) == 0) ++at;
    if (*at != '$') break;
    const size_t length = EscapeLength(at);
    if (length == 0) {
      last_ = at;
      const bool is_caret = at[1] == '^';
      return ErrorHere("bad $-escape (literal $ must be written as $$)",
                       is_caret ? "`$^` is a newline if the manifest says "
                                  "`ninja_required_version = 1.14` before it"
                                : "");
    }
    raw->plain = false;
    raw->has_newline_escape |= at[1] == '^';
    at += length;
  }
  last_ = at;
  raw->size = static_cast<uint32_t>(at - raw->data);
  if (*at == '\0') return ErrorHere("unexpected EOF");
  if (*at == '\r' && !IsCrLf(at)) {
    return ErrorHere(std::string(DescribeLastError()));
  }
  at_ = at;
  if (stops == kPathStop) {
    SkipSpaces();
  } else {
    at_ += *at == '\r' ? 2 : 1;
  }
  return Ok();
}

Status Lexer::ReadAssignment(std::string_view* name, RawText* value) {
  if (!ReadName(name)) return ErrorHere("expected variable name");
  XB_TRY(ExpectToken(Token::kEquals));
  return ReadValue(value);
}

std::string_view Lexer::DescribeLastError() const {
  return *last_ == '\t' ? "tabs are not allowed, use spaces" : "lexing error";
}

Error Lexer::ErrorHere(std::string message, std::string hint) const {
  SourcePosition position;
  position.file = file_;
  position.line = 1;
  const char* line = begin_;
  for (const char* at = begin_; at < last_; ++at) {
    if (*at != '\n') continue;
    ++position.line;
    line = at + 1;
  }
  position.column = static_cast<int>(last_ - line) + 1;
  position.source_line.assign(line, std::strcspn(line, "\n"));
  Error error = MakeError(std::move(message), std::move(hint));
  error.position = std::move(position);
  return error;
}

uint32_t Lexer::CurrentLine() {
  while (const void* newline = std::memchr(
             counted_, '\n', static_cast<size_t>(last_ - counted_))) {
    ++counted_lines_;
    counted_ = static_cast<const char*>(newline) + 1;
  }
  return counted_lines_;
}

}  // namespace xb::ninja
