// SPDX-License-Identifier: Apache-2.0
// Evaluation is everything that reading Makefiles makes known: variables,
// rules, search paths, switches.  It reads them once; when a Makefile was
// remade a new one is made.  It outlives what points into it: targets,
// recipes, places.  Loop thread only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "manifest/make/assignment.h"
#include "manifest/make/expander.h"
#include "manifest/make/misspelt_names.h"
#include "manifest/make/options.h"
#include "manifest/make/place.h"
#include "manifest/make/rules.h"
#include "manifest/make/search_path.h"
#include "manifest/make/variables.h"
#include "manifest/make/world.h"

namespace xb::make {

// Who is running: what the Makefiles see in MAKE, CURDIR and so on.
struct Identity {
  std::string program = "make";  // in messages
  std::string command = "make";  // MAKE_COMMAND
  std::string directory = "/";   // CURDIR
  std::string host = "unknown";  // MAKE_HOST
  int level = 0;                 // MAKELEVEL
  int restarts = 0;              // MAKE_RESTARTS
  // Names of the terminals that are written to; empty: it is none.
  std::string terminal_out;
  std::string terminal_err;
};

// A Makefile that was read or asked for.
struct MakefileUse {
  std::string name;
  Place from;  // of the include; nowhere for a top one
  bool is_optional = false;
  bool is_found = false;
  std::string cause;  // why it could not be read
};

// A rule as it stands in the file, its prerequisites expanded once.
struct ParsedRule {
  std::vector<std::string> names;
  bool grouped = false;
  bool double_colon = false;
  bool has_pattern = false;
  Pattern pattern;  // of a static pattern rule
  std::string prerequisites;
  bool has_recipe = false;
  std::string recipe;
  int recipe_line = 0;
  char recipe_prefix = '\t';
  Place place;
  std::string help;  // see RuleNote
};

// What people want to know about a rule for one target, and make does not.
struct RuleNote {
  std::string target;
  Place place;
  std::string help;  // what comments say about it
  bool has_recipe = false;
};

class Evaluation {
 public:
  Evaluation(World& world, Options options, Identity identity);
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // In this order: what make knows by itself, the environment, the Makefiles.
  void DefineBuiltins();
  void DefineEnvironment(const EnvironmentList& environment);
  Status DefineFromCommandLine();
  // MAKEFILES, --eval, then those of -f or the first of the usual names.
  Status ReadMakefiles();
  // After the last Makefile: suffixes, built-in rules, special targets.
  Status Finish();

  Status ReadMakefile(const std::string& name, const Place& from,
                      bool is_optional);
  // `has_effects`: what was run says what is in the text.
  Status Eval(std::string_view text, bool has_effects = false);
  // In the innermost set; `for_target`: it is that of a target or a pattern.
  Status Assign(const Assignment& assignment, std::string_view name,
                Origin origin, const Place& place, bool for_target,
                Variable** defined);
  // What counts before the recipe is known: the default goal, switches.
  void NoticeRule(const ParsedRule& rule);
  Status AddRule(const ParsedRule& rule);

  // Of the variable in the environment that make itself was started with.
  std::string_view GivenValue(std::string_view name);
  // The output as a word list, and .SHELLSTATUS.
  Result<std::string> RunShell(const std::string& command);
  // What a command for `target` finds in its environment; null: one of
  // $(shell), for which the variables in scope count.
  Result<EnvironmentList> EnvironmentFor(Target* target);
  // It hands such a variable on as it came from the environment.
  bool HandsOn(const Target* target, std::string_view name);

  // Makes the variables of a target ready; not `reading`: with those of the
  // patterns that it matches.
  Status PrepareVariables(Target* target, bool reading);
  // The names in `text`, which may hold `|` and .WAIT.
  std::vector<Prerequisite> ParsePrerequisites(std::string_view text);
  // From here on each explicit rule is noted, in order; null: none.
  void KeepNotes(std::vector<RuleNote>* notes) { notes_ = notes; }
  bool keeps_notes() const { return notes_ != nullptr; }
  // Expands what was left for the second time.  Automatic variables are set.
  Status ExpandPrerequisites(Target* target);

  // Where `target` has got the prerequisite at `index` from, as far as that is
  // known; only while misspelt names are looked for.
  Place PlaceOfPrerequisite(const Target& target, size_t index) const;
  // Those of .EXTRA_PREREQS; once for each target that has a recipe.
  Status AddExtraPrerequisites(Target* target);

  void Warn(const Place& place, const std::string& message);
  void WarnUndefined(std::string_view name);
  // From here on names that are likely misspelt are looked for; or null.
  void FindMisspelt(MisspeltNames* names) { misspelt_ = names; }
  // Warns of those found since the last time.
  void TellMisspelt();
  // The Makefile asks whether there is such a variable, or sets it elsewhere.
  void NoteKnown(std::string_view name) {
    if (misspelt_ != nullptr) misspelt_->Knows(name);
  }
  // While it lives, what is expanded is a condition: that something is not set
  // is an answer.
  class Condition {
   public:
    explicit Condition(Evaluation& evaluation) : evaluation_(evaluation) {
      ++evaluation_.conditions_;
    }
    ~Condition() { --evaluation_.conditions_; }
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

   private:
    Evaluation& evaluation_;
  };

  Variables& variables() { return variables_; }
  RuleBase& rules() { return rules_; }
  Expander& expander() { return expander_; }
  World& world() { return world_; }
  SearchPath& search_path() { return search_path_; }
  PlaceNames& place_names() { return place_names_; }
  Options& options() { return options_; }
  const Identity& identity() const { return identity_; }
  const std::string& directory() const { return identity_.directory; }
  const std::vector<MakefileUse>& makefiles() const { return makefiles_; }
  Target* DefaultRecipe() { return rules_.Find(".DEFAULT"); }

  // Switches that Makefiles turn.
  bool one_shell() const { return one_shell_; }
  bool posix() const { return posix_; }
  bool delete_on_error() const { return delete_on_error_; }
  bool not_parallel() const { return not_parallel_; }
  bool all_secondary() const { return all_secondary_; }
  bool all_not_intermediate() const { return all_not_intermediate_; }
  char recipe_prefix() const { return recipe_prefix_; }
  void set_export_all(bool on) { export_all_ = on; }
  // Set while a Makefile that decides the default goal is read.
  bool sets_default_goal() const { return sets_default_goal_; }
  std::vector<std::string>& include_dirs() { return include_dirs_; }
  // The job pool is known only later than the Makefiles.
  void UpdateMakeflags();

 private:
  Status ReadNamed(const std::string& name, const Place& from, bool is_optional,
                   bool* found);
  Status ReadText(const std::string& name, std::string text);
  void AppendToMakefileList(const std::string& name);
  // What stands for a value that `text` gives, if there were effects since
  // `before`; else empty.
  Result<std::string> WrittenValue(std::string_view text, uint64_t before);
  // What a definition gives, as in Variable.
  struct Assigned {
    std::string value;
    std::string written;
    bool recursive = true;
    bool appends = false;
  };
  // `+=` to `before`; the variable when that was all, else null.
  Result<Variable*> Append(const Assignment& assignment, Variable* before,
                           Origin origin, const Place& place,
                           Assigned* assigned);
  Result<std::string> AppendedValue(const Assignment& assignment,
                                    const Variable& before, bool* recursive);
  Status PrepareOne(Target* target);
  void NoticeSpecial(std::string_view name);
  Status AddPatternRule(const ParsedRule& rule, Recipe* recipe);
  Status AddTargetRule(const ParsedRule& rule, const std::string& name,
                       Recipe* recipe, Target** added);
  Status CheckOneKind(const ParsedRule& rule);
  Recipe* MakeRecipe(const ParsedRule& rule);
  std::vector<Prerequisite> PrerequisitesFor(const ParsedRule& rule,
                                             const std::string& name);
  void WarnOfSecondRecipe(const Target& target, const Recipe& recipe);
  void DropUnwantedBuiltins();
  void AddBuiltinRules();
  void ConvertSuffixRules();
  void ConvertSuffixRule(const std::string& target, const std::string& source,
                         Recipe* recipe);
  Status ApplySpecialTargets();
  Status AddAllExtraPrerequisites();
  void ApplyListed(Target* special, bool* for_all, bool Target::*field);
  void ApplyFlags(Target* special, Recipe::LineFlag flag, bool* for_all);
  // `scope`: whose set has it.
  Export ExportModeOf(const Variable& variable, const Scope* scope);
  bool IsExported(const Variable& variable, const Scope* scope);
  void DefineMakeflags();

  World& world_;
  Options options_;
  const Identity identity_;
  PlaceNames place_names_;
  Variables variables_;
  RuleBase rules_;
  SearchPath search_path_;
  Expander expander_;
  std::vector<MakefileUse> makefiles_;
  std::vector<std::string> include_dirs_;
  EnvironmentList given_environment_;
  std::string shell_from_environment_;
  bool has_shell_in_environment_ = false;

  bool posix_ = false;
  bool one_shell_ = false;
  bool second_expansion_ = false;
  bool export_all_ = false;
  bool delete_on_error_ = false;
  bool not_parallel_ = false;
  bool all_secondary_ = false;
  bool all_not_intermediate_ = false;
  bool sets_default_goal_ = true;
  bool is_finished_ = false;
  bool eval_has_effects_ = false;
  std::vector<RuleNote>* notes_ = nullptr;
  MisspeltNames* misspelt_ = nullptr;
  // What each rule has added to a target.
  struct RulePart {
    Place place;
    size_t count = 0;
    bool in_front = false;
  };
  std::unordered_map<const Target*, std::vector<RulePart>> rule_parts_;
  int conditions_ = 0;
  int include_depth_ = 0;
  char recipe_prefix_ = '\t';
};

}  // namespace xb::make
