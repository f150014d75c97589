// SPDX-License-Identifier: Apache-2.0
// Reader takes one Makefile, or the text of an $(eval), line by line:
// conditionals, definitions, directives and rules, which it gives to the
// Evaluation.  It lives as long as the reading; loop thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/make/assignment.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/place.h"

namespace xb::make {

class Reader {
 public:
  enum class Source { kFile, kEval };
  // `text` must outlive the reader.
  Reader(Evaluation& evaluation, std::string_view text, const Place& start,
         Source source);

  Status Read();

 private:
  enum class Branch : uint8_t { kTaken, kNotYet, kOver };
  struct Conditional {
    Branch branch = Branch::kTaken;
    bool seen_else = false;
  };

  bool NextLine(std::string* line);
  void NoteComment(const std::string& line);
  Status TakeLine(const std::string& line);
  Status TakeStatement(const std::string& line);
  void NoteIgnored(const Modifiers& modifiers);
  Status TakeDefinition(const Modifiers& modifiers);
  Status Define(std::string_view rest, Origin origin, Variable** variable);
  Result<std::string> ReadDefineBody();
  Status Undefine(std::string_view rest, Origin origin);
  Status Export(std::string_view rest, bool exports);
  Status Vpath(std::string_view rest);
  Status Include(std::string_view word, std::string_view rest);

  // Nullopt when the line is no conditional.
  Result<bool> TakeConditional(std::string_view line);
  Status Else(std::string_view rest);
  Status EndIf(std::string_view rest);
  Status If(std::string_view word, std::string_view rest);
  Result<bool> Compare(std::string_view rest);
  Result<bool> IsDefined(std::string_view rest);
  bool Ignores() const;

  Status TakeRule(const std::string& line);
  // `left` ends before the colon; `rest` begins with what is expanded.
  struct RuleText {
    std::string left;
    std::string expanded;
    std::string raw;
    std::optional<std::string> recipe;
    std::string comment;
  };
  Result<bool> SplitRule(const std::string& line, std::string text,
                         RuleText* parts);
  Status StartRule(RuleText parts);
  Status TakeStaticPattern(std::string* prerequisites, ParsedRule* rule);
  Status AssignForTargets(const std::vector<std::string>& names,
                          const Modifiers& modifiers);
  Status AssignForPattern(const std::string& name, const Modifiers& modifiers,
                          const Assignment& assignment);
  Status FinishRule();

  Error ErrorHere(std::string message) const {
    return MakeErrorAt(place_, std::move(message));
  }
  void WarnExtra(std::string_view word);

  Evaluation& evaluation_;
  std::string_view text_;
  size_t at_ = 0;
  Place place_;  // of the line at hand
  int next_line_ = 1;
  Source source_;
  std::vector<Conditional> conditionals_;
  std::optional<ParsedRule> rule_;
  // Lines right above that at hand, and those that belong to it.  Only while
  // notes of rules are kept.
  std::vector<std::string> comment_;
  std::vector<std::string> own_comment_;
  bool drops_recipe_ = false;  // of a rule without targets
  bool in_ignored_define_ = false;
  int ignored_defines_ = 0;
};

}  // namespace xb::make
