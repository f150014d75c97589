// SPDX-License-Identifier: Apache-2.0
// Functions that decide what is expanded, and those on variables.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "manifest/make/evaluation.h"
#include "manifest/make/expander.h"
#include "manifest/make/functions.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// A set of variables of its own in front of all others, for one call.
class LocalVariables {
 public:
  explicit LocalVariables(Variables& variables)
      : variables_(variables),
        scope_{&set_, variables.scope(), false},
        scoped_(variables, &scope_) {}

  void Set(std::string_view name, std::string_view value) {
    variables_.DefineAutomatic(name, value);
  }

 private:
  Variables& variables_;
  VariableSet set_;
  Scope scope_;
  ScopedVariables scoped_;
};

// What a decision is made of: without the white space around it.
Result<std::string> ExpandTrimmed(Expander& expander, std::string_view text) {
  return expander.Expand(Trim(text));
}

Result<std::string> ExpandCondition(Expander& expander, std::string_view text) {
  const Evaluation::Condition condition(expander.evaluation());
  return ExpandTrimmed(expander, text);
}

}  // namespace

Status CallIf(Expander& expander, Arguments arguments, std::string* out) {
  XB_ASSIGN(const std::string condition,
            ExpandCondition(expander, arguments[0]));
  const size_t chosen = condition.empty() ? 2 : 1;
  if (chosen >= arguments.size()) return Ok();
  return expander.ExpandTo(arguments[chosen], out);
}

Status CallAnd(Expander& expander, Arguments arguments, std::string* out) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    XB_ASSIGN(const std::string value, ExpandCondition(expander, arguments[i]));
    if (value.empty()) return Ok();
    if (i + 1 == arguments.size()) *out += value;
  }
  return Ok();
}

Status CallOr(Expander& expander, Arguments arguments, std::string* out) {
  for (const std::string& argument : arguments) {
    XB_ASSIGN(const std::string value, ExpandCondition(expander, argument));
    if (value.empty()) continue;
    *out += value;
    return Ok();
  }
  return Ok();
}

Status CallForeach(Expander& expander, Arguments arguments, std::string* out) {
  XB_ASSIGN(const std::string name, ExpandTrimmed(expander, arguments[0]));
  XB_ASSIGN(const std::string list, expander.Expand(arguments[1]));
  XB_TRY(expander.CheckGrowth(CountWords(list), arguments[2].size()));
  LocalVariables local(expander.evaluation().variables());
  bool first = true;
  WordCursor cursor(list);
  while (const auto word = cursor.Next()) {
    local.Set(name, *word);
    if (!first) *out += ' ';
    first = false;
    XB_TRY(expander.ExpandTo(arguments[2], out));
  }
  return Ok();
}

Status CallLet(Expander& expander, Arguments arguments, std::string* out) {
  XB_ASSIGN(const std::string names, expander.Expand(arguments[0]));
  XB_ASSIGN(const std::string list, expander.Expand(arguments[1]));
  LocalVariables local(expander.evaluation().variables());
  const std::vector<std::string_view> all = SplitWords(names);
  WordCursor cursor(list);
  for (size_t i = 0; i < all.size(); ++i) {
    if (i + 1 == all.size()) {
      local.Set(all[i], SkipSpace(cursor.rest()));
    } else {
      local.Set(all[i], cursor.Next().value_or(std::string_view()));
    }
  }
  return expander.ExpandTo(arguments[2], out);
}

Status CallCall(Expander& expander, Arguments arguments, std::string* out) {
  XB_TRY(expander.CheckDepth());
  const std::string_view name = Trim(arguments[0]);
  if (name.empty()) return Ok();
  XB_ASSIGN(const bool is_builtin,
            expander.CallBuiltin(name, arguments.subspan(1), out));
  if (is_builtin) return Ok();
  Variables& variables = expander.evaluation().variables();
  Variable* body = variables.Find(name);
  if (body == nullptr) {
    expander.evaluation().WarnUndefined(name);
    return Ok();
  }
  if (body->value.empty() && !body->appends) return Ok();
  const bool could_recur = body->may_recur;
  const size_t outer = expander.call_arguments();
  Status status;
  {
    LocalVariables local(variables);
    local.Set("0", name);
    for (size_t i = 1; i < arguments.size(); ++i) {
      local.Set(std::to_string(i), arguments[i]);
    }
    // Those of the call around this one are not to be seen.
    for (size_t i = arguments.size(); i < outer; ++i) {
      local.Set(std::to_string(i), "");
    }
    expander.set_call_arguments(arguments.size());
    body->may_recur = true;
    status = expander.AppendValue(body, out);
  }
  expander.set_call_arguments(outer);
  body->may_recur = could_recur;
  return status;
}

Status CallEval(Expander& expander, Arguments arguments, std::string*) {
  XB_TRY(expander.CheckDepth());
  return expander.evaluation().Eval(arguments[0],
                                    expander.arguments_have_effects());
}

Status CallValue(Expander& expander, Arguments arguments, std::string* out) {
  expander.evaluation().NoteKnown(arguments[0]);
  const Variable* variable =
      expander.evaluation().variables().Find(arguments[0]);
  if (variable != nullptr) *out += variable->value;
  return Ok();
}

Status CallOrigin(Expander& expander, Arguments arguments, std::string* out) {
  expander.evaluation().NoteKnown(arguments[0]);
  const Variable* variable =
      expander.evaluation().variables().Find(arguments[0]);
  *out += variable == nullptr ? "undefined" : OriginName(variable->origin);
  return Ok();
}

Status CallFlavor(Expander& expander, Arguments arguments, std::string* out) {
  expander.evaluation().NoteKnown(arguments[0]);
  const Variable* variable =
      expander.evaluation().variables().Find(arguments[0]);
  if (variable == nullptr) {
    *out += "undefined";
  } else {
    *out += variable->recursive ? "recursive" : "simple";
  }
  return Ok();
}

Status CallInfo(Expander& expander, Arguments arguments, std::string*) {
  expander.evaluation().world().Out(arguments[0] + "\n");
  return Ok();
}

Status CallWarning(Expander& expander, Arguments arguments, std::string*) {
  Evaluation& evaluation = expander.evaluation();
  evaluation.Warn(expander.place(), arguments[0]);
  return Ok();
}

Status CallError(Expander& expander, Arguments arguments, std::string*) {
  Error error = MakeErrorAt(expander.place(), arguments[0]);
  error.is_fatal = true;  // even without a text
  return error;
}

}  // namespace xb::make
