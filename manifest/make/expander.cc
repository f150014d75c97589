// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/expander.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "manifest/make/evaluation.h"
#include "manifest/make/functions.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// Of how often and for what make runs, or of what is new.
bool DiffersFromRunToRun(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "?",         "MAKEFLAGS",     "MFLAGS",       "MAKECMDGOALS",
      "MAKELEVEL", "MAKE_RESTARTS", "MAKE_TERMOUT", "MAKE_TERMERR"};
  return std::find(std::begin(kNames), std::end(kNames), name) !=
         std::end(kNames);
}

char ClosingOf(char open) { return open == '(' ? ')' : '}'; }

// Behind the closing character of a call whose inside begins at `from`; npos
// when it is missing.
size_t FindClosing(std::string_view text, size_t from, char open) {
  const char close = ClosingOf(open);
  int depth = 0;
  for (size_t i = from; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth < 0) return i;
  }
  return std::string_view::npos;
}

// The arguments of a call; the last takes the commas that are too many.
std::vector<std::string_view> SplitArguments(std::string_view inside, char open,
                                             size_t most) {
  const char close = ClosingOf(open);
  std::vector<std::string_view> arguments;
  size_t begin = 0;
  int depth = 0;
  for (size_t i = 0; i < inside.size(); ++i) {
    const char c = inside[i];
    if (c == open) ++depth;
    if (c == close) --depth;
    if (c == ',' && depth == 0 && arguments.size() + 1 != most) {
      arguments.push_back(inside.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  arguments.push_back(inside.substr(begin));
  return arguments;
}

// The name of a function at the beginning of a reference, if white space
// follows it, or nothing at all: such a call has no end.
const Function* FunctionAt(std::string_view inside, size_t* length) {
  size_t end = 0;
  while (end < inside.size() &&
         ((inside[end] >= 'a' && inside[end] <= 'z') || inside[end] == '-')) {
    ++end;
  }
  if (end == 0 || (end < inside.size() && !IsSpace(inside[end]))) {
    return nullptr;
  }
  *length = end;
  return FindFunction(inside.substr(0, end));
}

}  // namespace

Expander::Expander(Evaluation& evaluation) : evaluation_(evaluation) {}

Status Expander::CheckDepth() {
  const char here = 0;
  const auto address = reinterpret_cast<uintptr_t>(&here);
  if (depth_ <= 1) stack_base_ = address;
  const uintptr_t used =
      stack_base_ > address ? stack_base_ - address : address - stack_base_;
  if (used > limits_.stack_bytes) {
    return ErrorHere("Expansion is nested too deeply");
  }
  ++references_;
  if (limits_.references != 0 && references_ > limits_.references) {
    return ErrorHere("Expansion has no end");
  }
  return Ok();
}

Status Expander::CheckSize(const std::string& out) {
  if (out.size() <= limits_.text_bytes) return Ok();
  return ErrorHere("Expansion is too large");
}

Status Expander::CheckGrowth(size_t pieces, size_t each) {
  if (each == 0 || pieces <= limits_.text_bytes / each) return Ok();
  return ErrorHere("Expansion is too large");
}

Result<std::string> Expander::Expand(std::string_view text) {
  std::string out;
  XB_TRY(ExpandTo(text, &out));
  return out;
}

Result<std::string> Expander::ExpandIn(const Scope* scope,
                                       std::string_view text) {
  const ScopedVariables scoped(evaluation_.variables(), scope);
  return Expand(text);
}

Status Expander::ExpandTo(std::string_view text, std::string* out) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t dollar = text.find('$', at);
    if (dollar == std::string_view::npos) {
      *out += text.substr(at);
      return Ok();
    }
    *out += text.substr(at, dollar - at);
    at = dollar;
    ++depth_;
    Status status = ExpandReference(text, &at, out);
    --depth_;
    if (!status.ok()) return status;
  }
  return Ok();
}

Status Expander::ExpandReference(std::string_view text, size_t* at,
                                 std::string* out) {
  const size_t next = *at + 1;
  if (next >= text.size()) {
    *at = text.size();
    return Ok();
  }
  const char open = text[next];
  if (open == '$') {
    *out += '$';
    *at = next + 1;
    return Ok();
  }
  XB_TRY(CheckDepth());
  XB_TRY(CheckSize(*out));
  if (open != '(' && open != '{') {
    *at = next + 1;
    if (IsSpace(open)) {
      evaluation_.WarnUndefined(text.substr(next, 1));
      return Ok();
    }
    return AppendVariable(text.substr(next, 1), out);
  }
  XB_ASSIGN(const bool is_call, ExpandCall(text, next, at, out));
  if (is_call) return Ok();
  const size_t begin = next + 1;
  size_t end = text.find(ClosingOf(open), begin);
  if (end == std::string_view::npos) {
    return ErrorHere("unterminated variable reference");
  }
  if (text.substr(begin, end - begin).find('$') == std::string_view::npos) {
    *at = end + 1;
    return ExpandNamed(text.substr(begin, end - begin), out);
  }
  // References inside may hold closing characters of their own.
  const size_t balanced = FindClosing(text, begin, open);
  if (balanced == std::string_view::npos) {
    *at = end + 1;
    return ExpandNamed(text.substr(begin, end - begin), out);
  }
  *at = balanced + 1;
  std::string inside;
  XB_TRY(ExpandTo(text.substr(begin, balanced - begin), &inside));
  return ExpandNamed(inside, out);
}

Result<bool> Expander::ExpandCall(std::string_view text, size_t open,
                                  size_t* end, std::string* out) {
  size_t name_length = 0;
  const Function* function = FunctionAt(text.substr(open + 1), &name_length);
  if (function == nullptr) return false;
  size_t begin = open + 1 + name_length;
  while (begin < text.size() && IsSpace(text[begin])) ++begin;
  const size_t close = FindClosing(text, begin, text[open]);
  if (close == std::string_view::npos) {
    return ErrorHere("unterminated call to function '" +
                     std::string(function->name) + "': missing '" +
                     ClosingOf(text[open]) + "'");
  }
  *end = close + 1;
  if (NoteEffect(*function)) {
    // With what its variables say.
    *out += text.substr(open - 1, begin - (open - 1));
    XB_TRY(ExpandTo(text.substr(begin, close - begin), out));
    *out += ClosingOf(text[open]);
    return true;
  }
  const uint64_t effects = effects_;
  std::vector<std::string> arguments;
  for (const std::string_view raw : SplitArguments(
           text.substr(begin, close - begin), text[open], function->most)) {
    if (function->expands) {
      XB_ASSIGN(std::string expanded, Expand(raw));
      arguments.push_back(std::move(expanded));
    } else {
      arguments.emplace_back(raw);
    }
  }
  if (arguments.size() < function->least) {
    return ErrorHere("insufficient number of arguments (" +
                     std::to_string(arguments.size()) + ") to function '" +
                     std::string(function->name) + "'");
  }
  arguments_have_effects_ = effects_ != effects;
  XB_TRY(function->call(*this, arguments, out));
  return true;
}

bool Expander::NoteEffect(const Function& function) {
  if (function.effect == Function::Effect::kActs) {
    ++effects_;
    ++acts_;
  }
  return is_as_written_ && function.effect != Function::Effect::kNone;
}

Result<std::string> Expander::ExpandAsWritten(const Scope* scope,
                                              std::string_view text) {
  const bool before = std::exchange(is_as_written_, true);
  has_seen_late_ = false;
  auto expanded = ExpandIn(scope, text);
  is_as_written_ = before;
  return expanded;
}

Result<bool> Expander::CallBuiltin(std::string_view name,
                                   std::span<const std::string> arguments,
                                   std::string* out) {
  const Function* function = FindFunction(name);
  if (function == nullptr) return false;
  if (arguments.size() < function->least) {
    return ErrorHere("insufficient number of arguments (" +
                     std::to_string(arguments.size()) + ") to function '" +
                     std::string(name) + "'");
  }
  if (NoteEffect(*function)) {
    out->append("$(").append(name);
    for (const std::string& argument : arguments) {
      out->append(" ").append(argument);
    }
    *out += ')';
    return true;
  }
  XB_TRY(function->call(*this, arguments, out));
  return true;
}

Status Expander::ExpandNamed(std::string_view inside, std::string* out) {
  const size_t colon = inside.find(':');
  if (colon != std::string_view::npos) {
    const size_t equals = inside.find('=', colon + 1);
    if (equals != std::string_view::npos) {
      return ExpandSubstitution(inside.substr(0, colon),
                                inside.substr(colon + 1, equals - colon - 1),
                                inside.substr(equals + 1), out);
    }
  }
  return AppendVariable(inside, out);
}

Status Expander::ExpandSubstitution(std::string_view name,
                                    std::string_view from, std::string_view to,
                                    std::string* out) {
  std::string value;
  XB_TRY(AppendVariable(name, &value));
  Pattern pattern = ParsePattern(from);
  Pattern replacement;
  if (pattern.has_percent) {
    replacement = ParsePattern(to);
  } else {
    pattern = {.prefix = {}, .suffix = std::string(from), .has_percent = true};
    replacement = {
        .prefix = {}, .suffix = std::string(to), .has_percent = true};
  }
  XB_TRY(CheckGrowth(CountWords(value), to.size()));
  AppendPatsubst(value, pattern, replacement, out);
  return Ok();
}

Status Expander::AppendVariable(std::string_view name, std::string* out) {
  // What a command finds in its environment is not asked for.
  if (uses_ != nullptr && !is_lenient_) uses_->emplace_back(name);
  if (is_as_written_ && DiffersFromRunToRun(name)) {
    out->append("$(").append(name).append(")");
    return Ok();
  }
  Variable* variable = evaluation_.variables().Find(name);
  if (variable == nullptr) {
    evaluation_.WarnUndefined(name);
    return Ok();
  }
  return AppendValue(variable, out);
}

Status Expander::AppendValue(Variable* variable, std::string* out) {
  has_seen_late_ |= variable->is_late;
  if (!variable->written.empty()) {
    ++effects_;
    if (is_as_written_) {
      *out += variable->written;
      return CheckSize(*out);
    }
  }
  if (variable->value.empty() && !variable->appends) return Ok();
  if (!variable->recursive && !variable->appends) {
    *out += variable->value;
    return CheckSize(*out);
  }
  const Place* before = variable_place_;
  const Place place_before = place_;
  // As a value: $(eval) may give the variable another place, and another value.
  const Place own_place = variable->place;
  if (own_place.is_known()) {
    variable_place_ = &own_place;
    // In the environment of a command there is no line to blame.
    if (!place_.is_known()) place_ = own_place;
  }
  Status status;
  if (variable->expanding && !variable->may_recur) {
    if (is_lenient_) {
      *out += evaluation_.GivenValue(variable->name);
    } else {
      status = ErrorHere("Recursive variable '" + variable->name +
                         "' references itself (eventually)");
    }
  } else {
    const bool was_expanding = variable->expanding;
    variable->expanding = true;
    const std::string text = variable->value;
    status = variable->appends
                 ? AppendInherited(evaluation_.variables().scope(),
                                   variable->name, false, out)
                 : ExpandTo(text, out);
    variable->expanding = was_expanding;
  }
  variable_place_ = before;
  place_ = place_before;
  return status;
}

// The values of all sets, from the outermost that counts to this one.
Status Expander::AppendInherited(const Scope* scope, std::string_view name,
                                 bool in_parent, std::string* out) {
  if (scope == nullptr) return Ok();
  evaluation_.variables().NoteRead(name);
  const bool parent_next = in_parent || scope->next_is_parent;
  const auto found = scope->set->find(name);
  if (found == scope->set->end() || (in_parent && found->second.is_private)) {
    return AppendInherited(scope->next, name, parent_next, out);
  }
  Variable& variable = found->second;
  std::string value;
  if (variable.appends) {
    XB_TRY(AppendInherited(scope->next, name, parent_next, &value));
    if (!value.empty()) value += ' ';
  }
  if (variable.recursive) {
    const std::string text = variable.value;
    XB_TRY(ExpandTo(text, &value));
  } else {
    value += variable.value;
  }
  *out += value;
  return CheckSize(*out);
}

}  // namespace xb::make
