// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/statement_list.h"

#include <utility>

#include "base/hash.h"
#include "base/ids.h"
#include "base/path.h"

namespace xb::ninja {
namespace {

RawText Plain(std::string_view text) {
  return {.data = text.data(), .size = static_cast<uint32_t>(text.size())};
}

// Reads one piece into one list.
class StatementReader {
 public:
  StatementReader(const Piece& piece, StatementList* list)
      : text_(piece.text),
        stop_(text_.data() + piece.end),
        lexer_(piece.file, text_, piece.begin),
        list_(*list) {
    lexer_.set_newline_escape(piece.newline_escape);
  }

  void Read();

 private:
  void ReadOthers();
  void ReadBuild();
  Status ReadWords(Statement* statement);
  Status ReadBindings(Statement* statement);
  Status ReadPaths(Statement* statement, uint32_t* end);

  const std::string_view text_;
  const char* const stop_;
  Lexer lexer_;
  StatementList& list_;
};

void StatementReader::Read() {
  while (!list_.error) {
    const Token token = lexer_.ReadToken();
    if (lexer_.last() >= stop_) break;
    if (token == Token::kEof) {
      list_.ends_early = true;
      return;
    }
    if (token == Token::kBuild) {
      ReadBuild();
    } else if (token != Token::kNewline) {
      ReadOthers();
    }
  }
  list_.lines = lexer_.CurrentLine() - 1;
}

void StatementReader::ReadOthers() {
  Statement others;
  others.begin = lexer_.last();
  others.end = text_.data() +
               FindBuildLine(
                   text_, static_cast<size_t>(others.begin + 1 - text_.data()));
  list_.statements.push_back(others);
  lexer_.SkipTo(others.end);
}

void StatementReader::ReadBuild() {
  Statement statement;
  statement.kind = Statement::Kind::kBuild;
  statement.begin = lexer_.last();
  statement.line = lexer_.CurrentLine();
  statement.paths_begin = static_cast<uint32_t>(list_.paths.size());
  statement.bindings_begin = static_cast<uint32_t>(list_.bindings.size());
  statement.bindings_end = statement.bindings_begin;
  Status status = ReadWords(&statement);
  if (status.ok()) status = ReadBindings(&statement);
  statement.end = lexer_.last();
  if (!status.ok()) {
    statement.kind = Statement::Kind::kBroken;
    list_.error = status.error();
  }
  list_.statements.push_back(statement);
}

Status StatementReader::ReadPaths(Statement* statement, uint32_t* end) {
  for (;;) {
    RawText path;
    Status read = lexer_.ReadPath(&path);
    statement->has_newline_escape |= path.has_newline_escape;
    XB_TRY(std::move(read));
    if (path.empty()) break;
    list_.paths.push_back(list_.path_words.Add(path));
  }
  *end = static_cast<uint32_t>(list_.paths.size());
  return Ok();
}

Status StatementReader::ReadWords(Statement* statement) {
  XB_TRY(ReadPaths(statement, &statement->explicit_outputs_end));
  statement->outputs_end = statement->explicit_outputs_end;
  if (lexer_.ConsumeToken(Token::kPipe)) {
    XB_TRY(ReadPaths(statement, &statement->outputs_end));
  }
  if (statement->outputs_end == statement->paths_begin) {
    return lexer_.ErrorHere("expected path");
  }
  XB_TRY(lexer_.ExpectToken(Token::kColon));

  std::string_view rule;
  if (!lexer_.ReadName(&rule)) {
    return lexer_.ErrorHere("expected build command name");
  }
  statement->has_rule = true;
  statement->rule_at = rule.data();
  statement->rule = list_.names.Add(Plain(rule));

  XB_TRY(ReadPaths(statement, &statement->explicit_inputs_end));
  statement->implicit_inputs_end = statement->explicit_inputs_end;
  if (lexer_.ConsumeToken(Token::kPipe)) {
    XB_TRY(ReadPaths(statement, &statement->implicit_inputs_end));
  }
  statement->inputs_end = statement->implicit_inputs_end;
  if (lexer_.ConsumeToken(Token::kPipe2)) {
    XB_TRY(ReadPaths(statement, &statement->inputs_end));
  }
  statement->validations_end = statement->inputs_end;
  if (lexer_.ConsumeToken(Token::kPipeAt)) {
    XB_TRY(ReadPaths(statement, &statement->validations_end));
  }
  return lexer_.ExpectToken(Token::kNewline);
}

Status StatementReader::ReadBindings(Statement* statement) {
  while (lexer_.ConsumeToken(Token::kIndent)) {
    statement->has_block = true;
    std::string_view name;
    RawText value;
    Status read = lexer_.ReadAssignment(&name, &value);
    statement->has_newline_escape |= value.has_newline_escape;
    XB_TRY(std::move(read));
    list_.bindings.push_back(
        {list_.names.Add(Plain(name)), list_.values.Add(value)});
    ++statement->bindings_end;
  }
  return Ok();
}

// Is the newline at `at` part of a value?  Says so of some that are not.
bool MayBeEscaped(std::string_view text, size_t at) {
  if (at > 0 && text[at - 1] == '\r') --at;
  return at > 0 && text[at - 1] == '$';
}

}  // namespace

uint32_t WordTable::Add(const RawText& raw) {
  const std::string_view text = raw.view();
  const auto hash = static_cast<uint32_t>(Xxh3(text));
  uint32_t& recent = recent_[hash % kRecent];
  if (recent != kNoIndex && words_[recent].hash == hash &&
      words_[recent].raw.view() == text) {
    return recent;
  }
  recent = static_cast<uint32_t>(words_.size());
  const bool is_final =
      raw.plain && (kind_ != WordKind::kPath || IsCanonicalPath(text));
  words_.push_back({raw, hash, is_final});
  bytes_ += raw.size + 1;  // a path has a NUL behind it
  return recent;
}

void WordTable::Clear() {
  words_.clear();
  bytes_ = 0;
  recent_.fill(kNoIndex);
}

void StatementList::Clear() {
  statements.clear();
  paths.clear();
  bindings.clear();
  names.Clear();
  values.Clear();
  path_words.Clear();
  error.reset();
  ends_early = false;
  lines = 0;
}

size_t FindBuildLine(std::string_view text, size_t from) {
  if (from == 0 && text.substr(0, 6) == "build ") return 0;
  size_t at = from == 0 ? 0 : from - 1;
  for (;;) {
    at = text.find("\nbuild ", at);
    if (at == std::string_view::npos) return text.size();
    if (!MayBeEscaped(text, at)) return at + 1;
    ++at;
  }
}

void ReadStatements(const Piece& piece, StatementList* list) {
  list->Clear();
  StatementReader(piece, list).Read();
}

}  // namespace xb::ninja
