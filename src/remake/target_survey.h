// SPDX-License-Identifier: Apache-2.0
// TargetSurvey is what Makefiles say that they make, for people: targets in the
// order in which they stand there, with the help that comments give.  A value.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/make/evaluation.h"

namespace xb {

struct SurveyedTarget {
  std::string name;
  std::string help;
  bool is_phony = false;
  bool is_default = false;  // made when nobody says what
  // More than a dependency that an optional include knows.
  bool is_worth_it = false;
};

struct TargetSurvey {
  // Whether there is something to do for this name; empty: nobody asks.
  std::string word;
  bool makes_word = false;

  std::vector<SurveyedTarget> targets;
};

// After the Makefiles were read; `survey->word` is given.
Status SurveyTargets(make::Evaluation& evaluation,
                     std::span<const make::RuleNote> notes,
                     TargetSurvey* survey);

// A line for each; `all`: `NAME: phony` or `NAME: file`, of all.
std::string SurveyText(const TargetSurvey& survey, bool all);

}  // namespace xb
