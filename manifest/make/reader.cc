// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/reader.h"

#include <algorithm>
#include <utility>

#include "manifest/make/file_names.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

bool IsWord(std::string_view line, std::string_view word) {
  return FirstWord(line) == word;
}

}  // namespace

Reader::Reader(Evaluation& evaluation, std::string_view text,
               const Place& start, Source source)
    : evaluation_(evaluation),
      text_(text),
      place_(start),
      next_line_(start.line),
      source_(source) {}

Status Reader::Read() {
  std::string line;
  while (NextLine(&line)) {
    evaluation_.expander().set_place(place_);
    XB_TRY(TakeLine(line));
  }
  place_.line = next_line_;
  XB_TRY(FinishRule());
  if (!conditionals_.empty()) return ErrorHere("missing 'endif'");
  return Ok();
}

// With the newlines that backslashes hide, without its own.
bool Reader::NextLine(std::string* line) {
  line->clear();
  if (at_ >= text_.size()) return false;
  place_.line = next_line_;
  while (at_ < text_.size()) {
    const size_t newline = text_.find('\n', at_);
    const bool is_last = newline == std::string_view::npos;
    std::string_view piece =
        text_.substr(at_, is_last ? newline : newline - at_);
    at_ = is_last ? text_.size() : newline + 1;
    // What is evaluated stands where its $(eval) does.
    if (source_ == Source::kFile) ++next_line_;
    if (source_ == Source::kFile && !is_last && piece.ends_with('\r')) {
      piece.remove_suffix(1);
    }
    *line += piece;
    size_t slashes = 0;
    while (slashes < piece.size() &&
           piece[piece.size() - 1 - slashes] == '\\') {
      ++slashes;
    }
    if (slashes % 2 == 0 || is_last) return true;
    if (at_ >= text_.size()) {
      // Nothing follows that it could be joined with.
      line->pop_back();
      return true;
    }
    *line += '\n';
  }
  return true;
}

bool Reader::Ignores() const {
  return std::any_of(
      conditionals_.begin(), conditionals_.end(),
      [](const Conditional& c) { return c.branch != Branch::kTaken; });
}

void Reader::NoteComment(const std::string& line) {
  const std::string_view text = SkipSpace(line);
  if (text.starts_with('#')) {
    comment_.emplace_back(text);
    return;
  }
  own_comment_.clear();
  if (!text.empty()) own_comment_.swap(comment_);
  comment_.clear();
}

Status Reader::TakeLine(const std::string& line) {
  if (evaluation_.keeps_notes()) NoteComment(line);
  if (line.empty()) return Ok();
  if (line[0] == evaluation_.recipe_prefix()) {
    if (drops_recipe_) return Ok();
    if (rule_) {
      if (Ignores()) return Ok();
      if (!rule_->has_recipe) rule_->recipe_line = place_.line;
      rule_->has_recipe = true;
      rule_->recipe.append(line, 1, std::string::npos).append("\n");
      return Ok();
    }
  }
  return TakeStatement(line);
}

Status Reader::TakeStatement(const std::string& line) {
  std::string joined = line;
  JoinContinuations(
      &joined, evaluation_.posix() ? BlanksBefore::kKeep : BlanksBefore::kDrop);
  DropComment(&joined);
  const std::string_view text = SkipSpace(joined);
  const Modifiers modifiers = ParseModifiers(text, false);
  if (in_ignored_define_) {
    if (IsWord(text, "define")) ++ignored_defines_;
    if (IsWord(text, "endef") && --ignored_defines_ == 0) {
      in_ignored_define_ = false;
    }
    return Ok();
  }
  if (modifiers.is_assignment) {
    if (!Ignores()) return TakeDefinition(modifiers);
    NoteIgnored(modifiers);
    if (modifiers.is_define) {
      in_ignored_define_ = true;
      ignored_defines_ = 1;
    }
    return Ok();
  }
  if (text.empty()) return Ok();
  XB_ASSIGN(const bool is_conditional, TakeConditional(text));
  if (is_conditional || Ignores()) return Ok();
  const std::string_view word = FirstWord(text);
  const std::string_view rest = SkipSpace(text.substr(word.size()));
  // `include: x` is a rule.
  const bool is_rule = !rest.empty() && rest[0] == ':';
  if (!is_rule) {
    if (word == "export" || word == "unexport") {
      return Export(rest, word == "export");
    }
    if (word == "vpath") return Vpath(rest);
    if (word == "include" || word == "-include" || word == "sinclude") {
      return Include(word, rest);
    }
    if (word == "load" || word == "-load") {
      return ErrorHere(
          "The 'load' operation is not supported on this platform");
    }
  }
  if (line[0] == evaluation_.recipe_prefix()) {
    return ErrorHere("recipe commences before first target");
  }
  return TakeRule(line);
}

// What another branch sets is no mistake where it is not set.
void Reader::NoteIgnored(const Modifiers& modifiers) {
  const auto assignment = ParseAssignment(modifiers.rest);
  evaluation_.NoteKnown(assignment ? assignment->name : Trim(modifiers.rest));
}

Status Reader::TakeDefinition(const Modifiers& modifiers) {
  const Origin origin =
      modifiers.is_override ? Origin::kOverride : Origin::kFile;
  XB_TRY(FinishRule());
  Variable* variable = nullptr;
  if (modifiers.is_undefine) return Undefine(modifiers.rest, origin);
  if (modifiers.is_define) {
    XB_TRY(Define(modifiers.rest, origin, &variable));
  } else {
    const auto assignment = ParseAssignment(modifiers.rest);
    if (!assignment) return ErrorHere("missing separator");
    XB_ASSIGN(const std::string name,
              evaluation_.expander().Expand(assignment->name));
    if (Trim(name).empty()) return ErrorHere("empty variable name");
    XB_TRY(evaluation_.Assign(*assignment, Trim(name), origin, place_, false,
                              &variable));
  }
  if (variable == nullptr) return Ok();
  if (modifiers.is_export) variable->export_mode = Export::kYes;
  if (modifiers.is_unexport) variable->export_mode = Export::kNo;
  if (modifiers.is_private) variable->is_private = true;
  return Ok();
}

Status Reader::Define(std::string_view rest, Origin origin,
                      Variable** variable) {
  // The text of the line goes away when the next one is read.
  const std::string head(rest);
  Assignment assignment;
  if (const auto given = ParseAssignment(head)) {
    assignment = *given;
    if (!Trim(assignment.value).empty()) WarnExtra("define");
  } else {
    assignment.name = Trim(head);
  }
  XB_ASSIGN(const std::string name,
            evaluation_.expander().Expand(assignment.name));
  if (Trim(name).empty()) return ErrorHere("empty variable name");
  const Place start = place_;
  XB_ASSIGN(const std::string body, ReadDefineBody());
  assignment.value = body;
  // What its value holds is expanded here, and not where it begins.
  evaluation_.expander().set_place(place_);
  return evaluation_.Assign(assignment, Trim(name), origin, start, false,
                            variable);
}

Result<std::string> Reader::ReadDefineBody() {
  const Place start = place_;
  std::string body;
  std::string line;
  int depth = 1;
  bool first = true;
  while (NextLine(&line)) {
    JoinContinuations(&line);
    if (line.empty() || line[0] != evaluation_.recipe_prefix()) {
      const std::string_view text = SkipSpace(line);
      if (IsWord(text, "define")) {
        ++depth;
      } else if (IsWord(text, "endef") ||
                 text.substr(0, text.find('#')) == "endef") {
        if (--depth == 0) {
          std::string after(text.substr(5));
          DropComment(&after);
          if (!Trim(after).empty()) WarnExtra("endef");
          return body;
        }
      }
    }
    if (!first) body += '\n';
    first = false;
    body += line;
  }
  return MakeErrorAt(start, "missing 'endef', unterminated 'define'");
}

Status Reader::Undefine(std::string_view rest, Origin origin) {
  XB_ASSIGN(const std::string name, evaluation_.expander().Expand(rest));
  if (Trim(name).empty()) return ErrorHere("empty variable name");
  evaluation_.NoteKnown(Trim(name));
  evaluation_.variables().Undefine(Trim(name), origin);
  return Ok();
}

Status Reader::Export(std::string_view rest, bool exports) {
  XB_TRY(FinishRule());
  if (rest.empty()) {
    evaluation_.set_export_all(exports);
    return Ok();
  }
  XB_ASSIGN(const std::string names, evaluation_.expander().Expand(rest));
  for (const std::string_view name : SplitWords(names)) {
    Variable* variable = evaluation_.variables().Find(name);
    if (variable == nullptr) {
      variable = evaluation_.variables().Define({.name = name,
                                                 .value = "",
                                                 .origin = Origin::kFile,
                                                 .recursive = false,
                                                 .place = place_});
    }
    variable->export_mode = exports ? Export::kYes : Export::kNo;
  }
  return Ok();
}

Status Reader::Vpath(std::string_view rest) {
  XB_TRY(FinishRule());
  XB_ASSIGN(const std::string text, evaluation_.expander().Expand(rest));
  const std::string_view pattern = FirstWord(SkipSpace(text));
  if (pattern.empty()) {
    evaluation_.search_path().Clear();
    return Ok();
  }
  evaluation_.search_path().Add(pattern,
                                SkipSpace(text).substr(pattern.size()));
  return Ok();
}

Status Reader::Include(std::string_view word, std::string_view rest) {
  XB_ASSIGN(const std::string text, evaluation_.expander().Expand(rest));
  XB_TRY(FinishRule());
  const bool is_optional = word != "include";
  for (const std::string& name :
       ParseNames(evaluation_.world(), text, "", Wildcards::kExpand)) {
    XB_TRY(evaluation_.ReadMakefile(name, place_, is_optional));
    evaluation_.expander().set_place(place_);
  }
  return Ok();
}

void Reader::WarnExtra(std::string_view word) {
  evaluation_.Warn(
      place_, "extraneous text after '" + std::string(word) + "' directive");
}

Result<bool> Reader::TakeConditional(std::string_view line) {
  const std::string_view word = FirstWord(line);
  const std::string_view rest = Trim(line.substr(word.size()));
  if (word == "else") {
    XB_TRY(Else(rest));
  } else if (word == "endif") {
    XB_TRY(EndIf(rest));
  } else if (word == "ifdef" || word == "ifndef" || word == "ifeq" ||
             word == "ifneq") {
    // `ifdef: x` is no rule either.
    XB_TRY(If(word, rest));
  } else {
    return false;
  }
  return true;
}

Status Reader::EndIf(std::string_view rest) {
  if (conditionals_.empty()) return ErrorHere("extraneous 'endif'");
  if (!rest.empty()) WarnExtra("endif");
  conditionals_.pop_back();
  return Ok();
}

Status Reader::Else(std::string_view rest) {
  if (conditionals_.empty()) return ErrorHere("extraneous 'else'");
  const size_t own = conditionals_.size() - 1;
  if (conditionals_[own].seen_else) {
    return ErrorHere("only one 'else' per conditional");
  }
  Branch& branch = conditionals_[own].branch;
  if (branch == Branch::kTaken) {
    branch = Branch::kOver;
  } else if (branch == Branch::kNotYet) {
    branch = Branch::kTaken;
  }
  if (rest.empty()) {
    conditionals_[own].seen_else = true;
    return Ok();
  }
  const std::string_view word = FirstWord(rest);
  if (word != "ifdef" && word != "ifndef" && word != "ifeq" &&
      word != "ifneq") {
    WarnExtra("else");
    conditionals_[own].seen_else = true;
    return Ok();
  }
  // `else ifeq` goes on with the same conditional.
  XB_TRY(If(word, Trim(rest.substr(word.size()))));
  const Branch inner = conditionals_.back().branch;
  conditionals_.pop_back();
  if (conditionals_[own].branch == Branch::kTaken) {
    conditionals_[own].branch = inner;
  }
  return Ok();
}

Status Reader::If(std::string_view word, std::string_view rest) {
  if (Ignores()) {
    conditionals_.push_back({Branch::kOver, false});
    return Ok();
  }
  conditionals_.push_back({});
  bool holds = false;
  if (word == "ifdef" || word == "ifndef") {
    XB_ASSIGN(holds, IsDefined(rest));
    if (word == "ifndef") holds = !holds;
  } else {
    XB_ASSIGN(holds, Compare(rest));
    if (word == "ifneq") holds = !holds;
  }
  conditionals_.back().branch = holds ? Branch::kTaken : Branch::kNotYet;
  return Ok();
}

Result<bool> Reader::IsDefined(std::string_view rest) {
  XB_ASSIGN(const std::string text, evaluation_.expander().Expand(rest));
  const std::string_view name = FirstWord(SkipSpace(text));
  if (!Trim(SkipSpace(text).substr(name.size())).empty()) {
    return ErrorHere("invalid syntax in conditional");
  }
  evaluation_.NoteKnown(name);
  const Variable* variable = evaluation_.variables().Find(name);
  return variable != nullptr && !variable->value.empty();
}

Result<bool> Reader::Compare(std::string_view rest) {
  const auto invalid = [this] {
    return ErrorHere("invalid syntax in conditional");
  };
  if (rest.empty()) return invalid();
  const Evaluation::Condition condition(evaluation_);
  // The first side is expanded before anybody looks for the second.
  std::string left;
  std::string_view second;
  std::string_view after;
  if (rest[0] == '(') {
    int depth = 0;
    size_t comma = 1;
    for (; comma < rest.size(); ++comma) {
      if (rest[comma] == '(') ++depth;
      if (rest[comma] == ')') --depth;
      if (rest[comma] == ',' && depth <= 0) break;
    }
    if (comma >= rest.size()) return invalid();
    XB_ASSIGN(left, evaluation_.expander().Expand(
                        TrimEnd(rest.substr(1, comma - 1))));
    depth = 0;
    size_t close = comma + 1;
    for (; close < rest.size(); ++close) {
      if (rest[close] == '(') ++depth;
      if (rest[close] == ')' && --depth < 0) break;
    }
    if (close >= rest.size()) return invalid();
    second = SkipSpace(rest.substr(comma + 1, close - comma - 1));
    after = rest.substr(close + 1);
  } else {
    std::string_view text = rest;
    for (const bool is_first : {true, false}) {
      text = SkipSpace(text);
      if (text.empty() || (text[0] != '"' && text[0] != '\'')) {
        return invalid();
      }
      const size_t end = text.find(text[0], 1);
      if (end == std::string_view::npos) return invalid();
      second = text.substr(1, end - 1);
      if (is_first) {
        XB_ASSIGN(left, evaluation_.expander().Expand(second));
      }
      text.remove_prefix(end + 1);
    }
    after = text;
  }
  if (!Trim(after).empty()) WarnExtra("ifeq");
  XB_ASSIGN(const std::string right, evaluation_.expander().Expand(second));
  return left == right;
}

}  // namespace xb::make
