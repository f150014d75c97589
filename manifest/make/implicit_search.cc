// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/implicit_search.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "manifest/make/file_names.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// A chain as long as that is no chain but a rule that feeds itself.
constexpr int kMaxChain = 100;

bool MatchesAnything(const Pattern& pattern) {
  return pattern.prefix.empty() && pattern.suffix.empty();
}

bool HasSlash(const Pattern& pattern) {
  return pattern.prefix.find('/') != std::string::npos ||
         pattern.suffix.find('/') != std::string::npos;
}

// The first `%` of each word, with the directory in front of the word.
std::string FillPatternWords(std::string_view text, std::string_view stem,
                             std::string_view directory) {
  std::string filled;
  bool word_begins = true;
  bool done = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsSpace(c)) {
      word_begins = true;
      done = false;
      filled += c;
      continue;
    }
    if (c == '%' && !done) {
      if (word_begins) {
        filled += directory;
      } else {
        // The directory goes before the word.
        size_t begin = filled.size();
        while (begin > 0 && !IsSpace(filled[begin - 1])) --begin;
        filled.insert(begin, directory);
      }
      filled += stem;
      done = true;
    } else {
      filled += c;
    }
    word_begins = false;
  }
  return filled;
}

std::string Quoted(std::string_view name) {
  return "'" + std::string(name) + "'";
}

// As it stands in the Makefile, in quotes.
std::string RuleText(const PatternRule& rule) {
  std::string text;
  for (const Pattern& target : rule.targets) AppendWord(target.Text(), &text);
  text += rule.terminal ? "::" : ":";
  bool order_only = false;
  for (const Prerequisite& one : rule.prerequisites) {
    if (one.order_only && !std::exchange(order_only, true)) text += " |";
    text.append(" ").append(one.text);
  }
  return Quoted(text);
}

}  // namespace

void ImplicitSearch::Tell(int depth, std::string_view text) const {
  std::string line(static_cast<size_t>(*told_depth_ + depth), ' ');
  line.append(text).append("\n");
  evaluation_.world().Out(line);
}

Result<bool> ImplicitSearch::Find(Target* target,
                                  std::optional<int> told_depth) {
  hopeless_.clear();
  told_depth_ = told_depth;
  if (told_depth_) {
    Tell(0, "Looking for an implicit rule for " + Quoted(target->name) + ".");
  }
  XB_ASSIGN(const bool found, Search(target, target->name, 0));
  if (found || !IsArchiveName(target->name)) return found;
  // Then as a member: `(x.o)` is made by `(%.o): %.c`.
  const ArchiveName name = SplitArchiveName(target->name);
  if (told_depth_) {
    Tell(0, "Looking for archive-member implicit rule for " +
                Quoted(target->name) + ".");
  }
  return Search(target, "(" + name.member + ")", 0);
}

bool ImplicitSearch::Exists(const std::string& name) {
  Disk& disk = evaluation_.world().disk();
  if (IsArchiveName(name)) return ArchiveMemberTime(disk, name) != 0;
  // Most names that are tried are of no file, and a directory tells at once.
  if (!evaluation_.world().MayExist(name)) return false;
  const auto mtime = disk.StatMtime(name);
  return mtime.ok() && mtime.value() != 0;
}

std::vector<ImplicitSearch::Candidate> ImplicitSearch::Candidates(
    std::string_view name, int depth) const {
  std::vector<Candidate> found;
  bool specific = false;
  const size_t directory = IsArchiveName(name) ? 0 : DirectoryLength(name);
  for (PatternRule* rule : evaluation_.rules().pattern_rules()) {
    // A rule without a recipe takes another one back.
    if (!rule->prerequisites.empty() && rule->recipe == nullptr) continue;
    if (rule->in_use) {
      if (told_depth_) {
        Tell(depth + 1, "Avoiding implicit rule recursion for rule " +
                            RuleText(*rule) + ".");
      }
      continue;
    }
    for (size_t i = 0; i < rule->targets.size(); ++i) {
      const Pattern& pattern = rule->targets[i];
      if (!name.ends_with(pattern.suffix)) continue;
      if (depth > 0 && MatchesAnything(pattern) && !rule->terminal) continue;
      Candidate candidate{
          .rule = rule, .matched = i, .directory = {}, .stem = {}};
      std::string_view rest = name;
      if (directory > 0 && !HasSlash(pattern)) {
        candidate.directory = name.substr(0, directory);
        rest.remove_prefix(directory);
      }
      const auto stem = pattern.Match(rest);
      if (!stem || name.size() < pattern.length()) continue;
      if (!MatchesAnything(pattern)) specific = true;
      if (rule->prerequisites.empty() && rule->recipe == nullptr) continue;
      candidate.stem = *stem;
      found.push_back(candidate);
    }
  }
  if (specific) {
    std::erase_if(found, [](const Candidate& c) {
      return !c.rule->terminal && MatchesAnything(c.rule->targets[c.matched]);
    });
  }
  // The shortest stem says most about the name.
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.directory.size() + a.stem.size() <
                            b.directory.size() + b.stem.size();
                   });
  return found;
}

Result<bool> ImplicitSearch::Search(Target* target, std::string_view name,
                                    int depth) {
  if (depth > kMaxChain || IsHopeless(name)) return false;
  const std::vector<Candidate> candidates = Candidates(name, depth);
  const bool refused_before = std::exchange(refused_mentioned_, false);
  const uint64_t expansions = expansions_;
  for (const Effort effort :
       {Effort::kExisting, Effort::kIntermediate, Effort::kMentioned}) {
    if (effort == Effort::kMentioned && !refused_mentioned_) break;
    if (told_depth_ && effort == Effort::kIntermediate && !candidates.empty()) {
      Tell(depth + 1, "Trying harder.");
    } else if (told_depth_ && effort == Effort::kMentioned) {
      Tell(depth,
           "Searching for a compatibility rule for " + Quoted(name) + ".");
    }
    for (const Candidate& candidate : candidates) {
      if (effort != Effort::kExisting && candidate.rule->terminal) continue;
      // The rule may have come into use above.
      if (candidate.rule->in_use) continue;
      candidate.rule->in_use = true;
      in_use_.push_back(candidate.rule);
      auto found = Try(target, candidate, effort, depth);
      in_use_.pop_back();
      candidate.rule->in_use = false;
      if (!found.ok()) return found;
      if (!found.value()) continue;
      refused_mentioned_ = refused_before;
      if (told_depth_) {
        Tell(depth, "Found implicit rule " + RuleText(*candidate.rule) +
                        " for " + Quoted(name) + ".");
      }
      return true;
    }
  }
  refused_mentioned_ = refused_before;
  if (told_depth_) {
    Tell(depth, "No implicit rule found for " + Quoted(target->name) + ".");
  } else if (depth > 0 && expansions == expansions_) {
    // An expansion may say something, or something else the next time.
    hopeless_[std::string(name)].push_back(in_use_);
  }
  return false;
}

bool ImplicitSearch::IsHopeless(std::string_view name) const {
  const auto known = hopeless_.find(name);
  if (known == hopeless_.end()) return false;
  return std::any_of(
      known->second.begin(), known->second.end(), [this](const auto& rules) {
        return std::all_of(rules.begin(), rules.end(), [this](const auto* one) {
          return std::find(in_use_.begin(), in_use_.end(), one) !=
                 in_use_.end();
        });
      });
}

Result<std::vector<ImplicitSearch::Step>> ImplicitSearch::Prerequisites(
    Target* target, const Candidate& candidate) {
  std::vector<Step> steps;
  PatternRule& rule = *candidate.rule;
  if (rule.patterns.size() != rule.prerequisites.size()) {
    rule.patterns.clear();
    for (const Prerequisite& one : rule.prerequisites) {
      rule.patterns.push_back(ParsePattern(one.text));
    }
  }
  for (size_t i = 0; i < rule.prerequisites.size(); ++i) {
    const Prerequisite& one = rule.prerequisites[i];
    if (!one.needs_expansion) {
      Step step;
      const Pattern& pattern = rule.patterns[i];
      if (pattern.has_percent) {
        step.name.append(candidate.directory)
            .append(pattern.prefix)
            .append(candidate.stem)
            .append(pattern.suffix);
      } else {
        step.name = pattern.prefix;
      }
      step.order_only = one.order_only;
      step.wait_before = one.wait_before;
      step.is_from_pattern = pattern.has_percent;
      steps.push_back(std::move(step));
      continue;
    }
    ++expansions_;
    const std::string text =
        FillPatternWords(one.text, candidate.stem, candidate.directory);
    XB_TRY(evaluation_.PrepareVariables(target, false));
    Variables& variables = evaluation_.variables();
    const ScopedVariables scoped(variables, &target->scope);
    variables.DefineAutomatic("@", target->name);
    variables.DefineAutomatic("*", candidate.FullStem());
    variables.DefineAutomatic("<", "");
    variables.DefineAutomatic("^", "");
    XB_ASSIGN(const std::string expanded, evaluation_.expander().Expand(text));
    bool order_only = false;
    std::string_view rest = expanded;
    for (;;) {
      size_t length = 0;
      for (std::string& name : ParseNames(evaluation_.world(), rest, "|",
                                          Wildcards::kExpand, &length)) {
        Step step;
        step.name = std::move(name);
        step.order_only = order_only;
        steps.push_back(std::move(step));
      }
      if (length >= rest.size()) break;
      rest.remove_prefix(length + 1);
      order_only = true;
    }
  }
  return steps;
}

// Without another rule for it.
bool ImplicitSearch::IsThere(Target* target, const Candidate& candidate,
                             const Step& step, Effort effort, int depth) {
  const std::string& name = step.name;
  const bool tells = told_depth_.has_value();
  const Target* known = evaluation_.rules().Find(name);
  const bool is_mentioned = known != nullptr && known->is_explicit;
  const bool is_own =
      std::any_of(target->prerequisites.begin(), target->prerequisites.end(),
                  [&](const Prerequisite& own) {
                    return own.target != nullptr && own.target->name == name;
                  });
  if ((known != nullptr && known->is_target) || is_own) {
    if (tells) Tell(depth + 1, Quoted(name) + " ought to exist.");
    return true;
  }
  if (is_mentioned && effort == Effort::kMentioned) {
    if (tells) {
      Tell(depth + 1, "Using compatibility rule " + RuleText(*candidate.rule) +
                          " due to " + Quoted(name) + ".");
    }
    return true;
  }
  if (Exists(name)) {
    if (tells) Tell(depth + 1, "Found " + Quoted(name) + ".");
    return true;
  }
  for (const std::string& path : evaluation_.search_path().Candidates(name)) {
    // To be mentioned is enough there.
    if (evaluation_.rules().Find(path) == nullptr && !Exists(path)) continue;
    if (tells) {
      Tell(depth + 1, "Found prerequisite " + Quoted(name) + " as VPATH " +
                          Quoted(path) + ".");
    }
    return true;
  }
  if (!is_mentioned) return false;
  refused_mentioned_ = true;
  if (tells) {
    Tell(depth + 1, "Prerequisite " + Quoted(name) + " of rule " +
                        RuleText(*candidate.rule) +
                        " does not qualify as ought to exist.");
  }
  return false;
}

Result<bool> ImplicitSearch::CanBeMade(Step* step, int depth) {
  const std::string& name = step->name;
  if (told_depth_) {
    const Target* known = evaluation_.rules().Find(name);
    const bool is_intermediate =
        step->is_from_pattern &&
        (known == nullptr || !known->is_explicit || known->is_goal);
    Tell(depth + 1, std::string("Looking for a rule with ") +
                        (is_intermediate ? "intermediate" : "explicit") +
                        " file " + Quoted(name) + ".");
  }
  Target& trial = trials_.emplace_back();
  trial.name = trial.found_name = name;
  XB_ASSIGN(const bool found, Search(&trial, name, depth + 1));
  if (!found) return false;
  step->is_intermediate = true;
  step->made = &trial;
  return true;
}

Result<bool> ImplicitSearch::CanHave(Target* target, const Candidate& candidate,
                                     Step* step, Effort effort, int depth) {
  if (told_depth_) {
    Tell(depth + 1, std::string("Trying ") +
                        (step->is_from_pattern ? "implicit" : "rule") +
                        " prerequisite " + Quoted(step->name) + ".");
  }
  if (IsThere(target, candidate, *step, effort, depth)) return true;
  if (effort == Effort::kExisting) {
    if (told_depth_) Tell(depth + 1, "Not found " + Quoted(step->name) + ".");
    return false;
  }
  XB_ASSIGN(const bool can, CanBeMade(step, depth));
  if (!can && told_depth_) {
    Tell(depth + 1, "Rejecting rule " + RuleText(*candidate.rule) +
                        " due to impossible prerequisite " +
                        Quoted(step->name) + ".");
  }
  return can;
}

Result<bool> ImplicitSearch::Try(Target* target, const Candidate& candidate,
                                 Effort effort, int depth) {
  XB_ASSIGN(std::vector<Step> steps, Prerequisites(target, candidate));
  if (told_depth_) {
    Tell(depth + 1, "Trying pattern rule " + RuleText(*candidate.rule) +
                        " with stem " + Quoted(candidate.stem) + ".");
  }
  for (Step& step : steps) {
    XB_ASSIGN(const bool can, CanHave(target, candidate, &step, effort, depth));
    if (!can) return false;
  }
  Adopt(target, candidate, steps);
  return true;
}

void ImplicitSearch::AdoptIntermediate(const Step& step,
                                       const PatternRule& rule) {
  RuleBase& rules = evaluation_.rules();
  Target* file = rules.Enter(step.name);
  const bool is_mentioned = file->is_explicit;
  Target& made = *step.made;
  file->prerequisites.insert(file->prerequisites.begin(),
                             made.prerequisites.begin(),
                             made.prerequisites.end());
  file->recipe = made.recipe;
  file->stem = made.stem;
  file->is_target = true;
  file->also_make.insert(file->also_make.end(), made.also_make.begin(),
                         made.also_make.end());
  file->tried_implicit = true;
  file->precious |= made.precious;
  // What a Makefile names is not in the way.
  const bool is_pattern_named = std::any_of(
      rule.prerequisites.begin(), rule.prerequisites.end(),
      [&](const Prerequisite& one) { return one.text == step.name; });
  if (!is_mentioned && !is_pattern_named && !file->not_intermediate &&
      !made.not_intermediate && !evaluation_.all_not_intermediate()) {
    file->intermediate = true;
    file->secondary |= evaluation_.all_secondary() || made.secondary;
  }
}

void ImplicitSearch::Adopt(Target* target, const Candidate& candidate,
                           const std::vector<Step>& steps) {
  // What was no rule's may now be.
  hopeless_.clear();
  RuleBase& rules = evaluation_.rules();
  const PatternRule& rule = *candidate.rule;
  std::vector<Prerequisite> found;
  for (const Step& step : steps) {
    if (step.is_intermediate) AdoptIntermediate(step, rule);
    Prerequisite one;
    one.target = rules.Enter(step.name);
    if (one.target->is_peer && !one.target->is_explicit &&
        !one.target->not_intermediate && !evaluation_.all_not_intermediate()) {
      // It comes along with what somebody wants, and nobody names it.
      one.target->intermediate = true;
      one.target->secondary |= evaluation_.all_secondary();
    }
    one.order_only = step.order_only;
    one.wait_before = step.wait_before;
    one.is_explicit = false;
    found.push_back(std::move(one));
  }
  target->prerequisites.insert(target->prerequisites.begin(), found.begin(),
                               found.end());
  target->recipe = rule.recipe;
  target->is_target = true;
  target->stem = candidate.FullStem();
  const auto apply_pattern = [&](const Pattern& pattern, Target* file) {
    const Target* named = rules.Find(pattern.Text());
    if (named == nullptr) return;
    file->precious |= named->precious;
    file->not_intermediate |= named->not_intermediate;
    file->secondary |= named->secondary;
  };
  apply_pattern(rule.targets[candidate.matched], target);
  for (size_t i = 0; i < rule.targets.size(); ++i) {
    if (i == candidate.matched) continue;
    Target* other = rules.Enter(std::string(candidate.directory) +
                                rule.targets[i].Fill(candidate.stem));
    apply_pattern(rule.targets[i], other);
    other->is_target = other->is_peer = true;
    target->also_make.push_back(other);
  }
}

}  // namespace xb::make
