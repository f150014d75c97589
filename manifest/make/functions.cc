// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/functions.h"

#include <algorithm>
#include <array>

namespace xb::make {
namespace {

using Effect = Function::Effect;

// In order of their names, for the binary search.
constexpr std::array<Function, 38> kFunctions = {{
    {"abspath", 0, 1, true, CallAbspath},
    {"addprefix", 2, 2, true, CallAddprefix},
    {"addsuffix", 2, 2, true, CallAddsuffix},
    {"and", 1, 0, false, CallAnd},
    {"basename", 0, 1, true, CallBasename},
    {"call", 1, 0, true, CallCall},
    {"dir", 0, 1, true, CallDir},
    {"error", 0, 1, true, CallError, Effect::kActs},
    {"eval", 0, 1, true, CallEval, Effect::kActs},
    {"file", 1, 2, true, CallFile, Effect::kActs},
    {"filter", 2, 2, true, CallFilter},
    {"filter-out", 2, 2, true, CallFilterOut},
    {"findstring", 2, 2, true, CallFindstring},
    {"firstword", 0, 1, true, CallFirstword},
    {"flavor", 0, 1, true, CallFlavor},
    {"foreach", 3, 3, false, CallForeach},
    {"if", 2, 3, false, CallIf},
    {"info", 0, 1, true, CallInfo, Effect::kActs},
    {"intcmp", 2, 5, false, CallIntcmp},
    {"join", 2, 2, true, CallJoin},
    {"lastword", 0, 1, true, CallLastword},
    {"let", 3, 3, false, CallLet},
    {"notdir", 0, 1, true, CallNotdir},
    {"or", 1, 0, false, CallOr},
    {"origin", 0, 1, true, CallOrigin},
    {"patsubst", 3, 3, true, CallPatsubst},
    {"realpath", 0, 1, true, CallRealpath},
    {"shell", 0, 1, true, CallShell, Effect::kActs},
    {"sort", 0, 1, true, CallSort},
    {"strip", 0, 1, true, CallStrip},
    {"subst", 3, 3, true, CallSubst},
    {"suffix", 0, 1, true, CallSuffix},
    {"value", 0, 1, true, CallValue},
    {"warning", 0, 1, true, CallWarning, Effect::kActs},
    {"wildcard", 0, 1, true, CallWildcard, Effect::kLooks},
    {"word", 2, 2, true, CallWord},
    {"wordlist", 3, 3, true, CallWordlist},
    {"words", 0, 1, true, CallWords},
}};

static_assert(std::is_sorted(kFunctions.begin(), kFunctions.end(),
                             [](const Function& a, const Function& b) {
                               return a.name < b.name;
                             }));

}  // namespace

const Function* FindFunction(std::string_view name) {
  const auto found =
      std::lower_bound(kFunctions.begin(), kFunctions.end(), name,
                       [](const Function& function, std::string_view key) {
                         return function.name < key;
                       });
  if (found == kFunctions.end() || found->name != name) return nullptr;
  return &*found;
}

}  // namespace xb::make
