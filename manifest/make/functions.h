// SPDX-License-Identifier: Apache-2.0
// The functions of the language, by name.  Each appends its result.  Pure of
// state of their own; loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xb::make {

class Expander;

using Arguments = std::span<const std::string>;

struct Function {
  std::string_view name;
  size_t least = 0;
  size_t most = 0;      // 0: any number
  bool expands = true;  // the arguments, before the call
  Status (*call)(Expander&, Arguments, std::string*) = nullptr;
  // Whether it asks the world for more than names, or does something.
  enum class Effect : uint8_t { kNone, kLooks, kActs };
  Effect effect = Effect::kNone;
};

// Null when there is no such function.
const Function* FindFunction(std::string_view name);

// Text and lists.
Status CallSubst(Expander&, Arguments, std::string*);
Status CallPatsubst(Expander&, Arguments, std::string*);
Status CallStrip(Expander&, Arguments, std::string*);
Status CallFindstring(Expander&, Arguments, std::string*);
Status CallFilter(Expander&, Arguments, std::string*);
Status CallFilterOut(Expander&, Arguments, std::string*);
Status CallSort(Expander&, Arguments, std::string*);
Status CallWord(Expander&, Arguments, std::string*);
Status CallWordlist(Expander&, Arguments, std::string*);
Status CallWords(Expander&, Arguments, std::string*);
Status CallFirstword(Expander&, Arguments, std::string*);
Status CallLastword(Expander&, Arguments, std::string*);
Status CallAddprefix(Expander&, Arguments, std::string*);
Status CallAddsuffix(Expander&, Arguments, std::string*);
Status CallJoin(Expander&, Arguments, std::string*);
Status CallIntcmp(Expander&, Arguments, std::string*);
// Names of files, and files.
Status CallDir(Expander&, Arguments, std::string*);
Status CallNotdir(Expander&, Arguments, std::string*);
Status CallSuffix(Expander&, Arguments, std::string*);
Status CallBasename(Expander&, Arguments, std::string*);
Status CallAbspath(Expander&, Arguments, std::string*);
Status CallRealpath(Expander&, Arguments, std::string*);
Status CallWildcard(Expander&, Arguments, std::string*);
Status CallFile(Expander&, Arguments, std::string*);
Status CallShell(Expander&, Arguments, std::string*);
// Control and variables.
Status CallIf(Expander&, Arguments, std::string*);
Status CallAnd(Expander&, Arguments, std::string*);
Status CallOr(Expander&, Arguments, std::string*);
Status CallForeach(Expander&, Arguments, std::string*);
Status CallLet(Expander&, Arguments, std::string*);
Status CallCall(Expander&, Arguments, std::string*);
Status CallEval(Expander&, Arguments, std::string*);
Status CallValue(Expander&, Arguments, std::string*);
Status CallOrigin(Expander&, Arguments, std::string*);
Status CallFlavor(Expander&, Arguments, std::string*);
Status CallInfo(Expander&, Arguments, std::string*);
Status CallWarning(Expander&, Arguments, std::string*);
Status CallError(Expander&, Arguments, std::string*);

}  // namespace xb::make
