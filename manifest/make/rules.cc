// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/rules.h"

#include <algorithm>
#include <utility>

namespace xb::make {
namespace {

// Where the logical line that begins at `from` ends: at a newline that no
// backslash hides.
size_t EndOfLine(std::string_view text, size_t from) {
  size_t at = from;
  for (;;) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return text.size();
    size_t slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) return at;
    ++at;
  }
}

// The prefixes, and whether the line calls make itself.
uint8_t FlagsOf(std::string_view line) {
  uint8_t flags = 0;
  for (const char c : line) {
    if (c == '@') {
      flags |= Recipe::kSilent;
    } else if (c == '-') {
      flags |= Recipe::kIgnoreErrors;
    } else if (c == '+') {
      flags |= Recipe::kRecurse;
    } else if (!IsBlank(c)) {
      break;
    }
  }
  if (line.find("$(MAKE)") != std::string_view::npos ||
      line.find("${MAKE}") != std::string_view::npos) {
    flags |= Recipe::kRecurse;
  }
  return flags;
}

bool SameTargets(const PatternRule& a, const PatternRule& b) {
  return std::equal(a.targets.begin(), a.targets.end(), b.targets.begin(),
                    b.targets.end(), [](const Pattern& x, const Pattern& y) {
                      return x.prefix == y.prefix && x.suffix == y.suffix;
                    });
}

bool SamePrerequisites(const PatternRule& a, const PatternRule& b) {
  return std::equal(a.prerequisites.begin(), a.prerequisites.end(),
                    b.prerequisites.begin(), b.prerequisites.end(),
                    [](const Prerequisite& x, const Prerequisite& y) {
                      return x.text == y.text && x.order_only == y.order_only;
                    });
}

}  // namespace

void Recipe::Chop(bool whole) {
  if (is_chopped) return;
  is_chopped = true;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.size();
    if (whole) {
      if (text.back() == '\n') --end;
    } else {
      end = EndOfLine(text, at);
    }
    Line line;
    line.text = text.substr(at, end - at);
    line.flags = FlagsOf(line.text);
    line.offset = static_cast<int>(lines.size());
    any_recurse |= (line.flags & kRecurse) != 0;
    lines.push_back(std::move(line));
    at = end + 1;
  }
}

Target* RuleBase::Find(std::string_view name) {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

Target* RuleBase::Enter(std::string_view name) {
  if (Target* known = Find(name)) return known;
  Target& target = targets_.emplace_back();
  target.name = target.found_name = name;
  by_name_.emplace(target.name, &target);
  return &target;
}

Target* RuleBase::EnterDoubleColon(std::string_view name) {
  Target* first = Enter(name);
  if (first->first_rule == nullptr) {
    first->first_rule = first;
    return first;
  }
  Target& target = targets_.emplace_back();
  target.name = target.found_name = name;
  target.first_rule = first;
  Target* last = first;
  while (last->next_rule != nullptr) last = last->next_rule;
  last->next_rule = &target;
  return &target;
}

Target* RuleBase::Rename(Target* target, std::string_view path,
                         bool also_name) {
  if (target->found_name != path) {
    const std::string old = target->found_name;
    Target* known = Find(path);
    if (known != nullptr && known != target) {
      Merge(target, known);
      by_name_[old] = known;
      target->renamed = known;
      target = known;
    } else {
      by_name_.erase(old);
      // Who asks by the old name is led here.
      by_name_.emplace(std::string(path), target);
      by_name_.emplace(old, target);
    }
    for (Target* rule = FirstRule(target); rule != nullptr;
         rule = rule->next_rule) {
      rule->found_name = path;
    }
  }
  if (also_name) {
    for (Target* rule = FirstRule(target); rule != nullptr;
         rule = rule->next_rule) {
      rule->name = path;
    }
  }
  return target;
}

void RuleBase::Merge(Target* from, Target* to) {
  if (to->recipe == nullptr) {
    to->recipe = from->recipe;
    to->stem = from->stem;
  }
  to->prerequisites.insert(to->prerequisites.end(), from->prerequisites.begin(),
                           from->prerequisites.end());
  if (to->variables == nullptr) to->variables = std::move(from->variables);
  if (from->mtime_before > to->mtime_before) {
    to->mtime_before = from->mtime_before;
  }
  to->is_target |= from->is_target;
  to->is_explicit |= from->is_explicit;
  to->is_goal |= from->is_goal;
  to->phony |= from->phony;
  to->precious |= from->precious;
  to->secondary |= from->secondary;
  to->tried_implicit |= from->tried_implicit;
  to->ignores_vpath |= from->ignores_vpath;
}

bool RuleBase::AddPatternRule(PatternRule rule, bool replaces) {
  const auto same = std::find_if(
      pattern_rules_.begin(), pattern_rules_.end(), [&](PatternRule* known) {
        return SameTargets(*known, rule) && SamePrerequisites(*known, rule);
      });
  if (same != pattern_rules_.end()) {
    if (!replaces) return false;
    pattern_rules_.erase(same);
  }
  pattern_rules_.push_back(&rule_store_.emplace_back(std::move(rule)));
  return true;
}

// Those with the shorter pattern come first: the last that matches wins.
void RuleBase::AddPatternVariable(PatternVariable variable) {
  const size_t length = variable.target.length();
  const auto at =
      std::find_if(pattern_variables_.begin(), pattern_variables_.end(),
                   [&](const PatternVariable& known) {
                     return known.target.length() > length;
                   });
  pattern_variables_.insert(at, std::move(variable));
}

}  // namespace xb::make
