// SPDX-License-Identifier: Apache-2.0
// What the Makefiles say about files: targets with prerequisites and recipes,
// pattern rules, suffixes.  Targets, recipes and pattern rules are owned by
// the RuleBase and stay where they are for its life, so they refer to each
// other by pointers.  Loop thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "manifest/make/place.h"
#include "manifest/make/variables.h"
#include "manifest/make/words.h"

namespace xb::make {

struct Target;

// Times in ns; a file that is missing is older than all others.
using FileTime = int64_t;
inline constexpr FileTime kUnknownTime = -1;
inline constexpr FileTime kMissingTime = 0;
inline constexpr FileTime kOldTime = 1;                                    // -o
inline constexpr FileTime kNewTime = std::numeric_limits<int64_t>::max();  // -W

struct Recipe {
  std::string text;  // lines end in newlines, without their prefix
  Place place;       // of the first line; nowhere for a built-in one
  char prefix = '\t';

  // One entry for each logical line, once Chop() was called.
  enum LineFlag : uint8_t { kSilent = 1, kIgnoreErrors = 2, kRecurse = 4 };
  struct Line {
    std::string text;
    uint8_t flags = 0;  // of LineFlag
    int offset = 0;     // logical lines before it: what make tells
  };
  std::vector<Line> lines;
  bool is_chopped = false;
  bool any_recurse = false;

  // `whole`: .ONESHELL, the recipe is one line.
  void Chop(bool whole);
};

struct Prerequisite {
  Target* target = nullptr;
  // Not a file's name yet: the text of several, to be expanded once more.
  std::string text;
  std::string stem;  // of a static pattern rule
  bool needs_expansion = false;
  bool has_stem = false;
  bool order_only = false;
  bool wait_before = false;  // .WAIT stands in front of it
  bool is_automatic = true;  // is in $^ and the like
  bool changed = false;      // while updating
  bool is_explicit = true;   // not from an implicit rule
  uint32_t position = 0;     // in the rule, once they were shuffled
};

enum class TargetState : uint8_t {
  kNotStarted,
  kPrerequisitesRunning,
  kRunning,
  kFinished,
};

// In the order of how bad they are.
enum class Outcome : uint8_t { kNone, kSuccess, kQuestion, kFailed };

struct Target {
  std::string name;
  std::string found_name;  // where the search path found it
  Target* renamed = nullptr;
  std::vector<Prerequisite> prerequisites;
  Recipe* recipe = nullptr;
  Place place;  // of the first rule that it is a target of
  std::string stem;
  // The line that tells why it could not be included, while that counts.
  std::string include_error;
  std::vector<Target*> also_make;  // by the same run of the recipe

  // Rules with `::` for one name: the first, and the next after this one.
  Target* first_rule = nullptr;
  Target* next_rule = nullptr;

  std::unique_ptr<VariableSet> variables;
  std::unique_ptr<VariableSet> pattern_variables;
  Scope scope;
  Scope pattern_scope;
  Target* parent = nullptr;  // for whose sake it is updated
  const Target* prepared_for = nullptr;

  FileTime mtime = kUnknownTime;
  FileTime mtime_before = kUnknownTime;
  uint64_t considered = 0;  // the pass that looked at it last
  TargetState state = TargetState::kNotStarted;
  Outcome outcome = Outcome::kNone;
  uint8_t recipe_flags = 0;  // of Recipe::LineFlag

  bool is_shuffled = false;
  bool low_resolution = false;  // its time has whole seconds
  bool has_extra = false;       // those of .EXTRA_PREREQS are there
  bool is_target = false;       // of a rule
  bool is_explicit = false;     // mentioned in a Makefile
  bool is_goal = false;         // named on the command line
  bool phony = false;
  bool intermediate = false;
  bool not_intermediate = false;
  bool secondary = false;
  bool precious = false;
  bool builtin = false;  // a suffix rule of make's own
  bool tried_implicit = false;
  bool ignores_vpath = false;
  bool updating = false;
  bool updated = false;
  bool dont_care = false;          // no message when it cannot be made
  bool has_known_headers = false;  // they are prerequisites
  bool is_prepared = false;        // its variables, for `prepared_for`
  bool undiagnosed = false;        // failed while nobody cared
  bool is_grouped = false;         // also_make is from `&:`
  bool is_peer = false;            // the same pattern rule makes another
  bool is_expanded = false;        // its prerequisites are
  bool searched_patterns = false;  // for variables
  bool waits = false;              // .NOTPARALLEL names it
};

struct PatternRule {
  std::vector<Pattern> targets;
  std::vector<Prerequisite> prerequisites;  // texts with `%`
  std::vector<Pattern> patterns;  // the same, once they were looked at
  Recipe* recipe = nullptr;
  bool terminal = false;
  bool in_use = false;
};

struct PatternVariable {
  Pattern target;
  Variable variable;
  enum class Flavor : uint8_t { kSet, kAppend, kIfUndefined } flavor;
};

class RuleBase {
 public:
  RuleBase() = default;
  RuleBase(const RuleBase&) = delete;
  RuleBase& operator=(const RuleBase&) = delete;

  // Null when no such name is known.
  Target* Find(std::string_view name);
  Target* Enter(std::string_view name);
  // Another `::` rule for the same name.
  Target* EnterDoubleColon(std::string_view name);
  // What a target has become by renaming.
  static Target* Resolve(Target* target) {
    while (target->renamed != nullptr) target = target->renamed;
    return target;
  }
  // The file is found at `path` from now on; `also_name`: is called so, too.
  Target* Rename(Target* target, std::string_view path, bool also_name);

  Recipe* NewRecipe() { return &recipes_.emplace_back(); }

  // In the order in which they are tried.  False when the rule is there
  // already and `replaces` is not given.
  bool AddPatternRule(PatternRule rule, bool replaces);
  std::vector<PatternRule*>& pattern_rules() { return pattern_rules_; }

  void AddPatternVariable(PatternVariable variable);
  const std::vector<PatternVariable>& pattern_variables() const {
    return pattern_variables_;
  }

  std::deque<Target>& targets() { return targets_; }

 private:
  void Merge(Target* from, Target* to);

  std::deque<Target> targets_;
  std::unordered_map<std::string, Target*, StringHash, std::equal_to<>>
      by_name_;
  std::deque<Recipe> recipes_;
  std::deque<PatternRule> rule_store_;
  std::vector<PatternRule*> pattern_rules_;
  std::vector<PatternVariable> pattern_variables_;
};

// The names of all `::` rules, or the one.
inline Target* FirstRule(Target* target) {
  return target->first_rule != nullptr ? target->first_rule : target;
}

}  // namespace xb::make
