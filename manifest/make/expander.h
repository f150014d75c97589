// SPDX-License-Identifier: Apache-2.0
// Expander replaces the references in a text: variables, substitutions and
// function calls.  What recurs without end is an error, not a crash: each
// nested expansion looks at how deep the stack is.  Part of an Evaluation;
// loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/make/place.h"
#include "manifest/make/variables.h"

namespace xb::make {

class Evaluation;
struct Function;

struct ExpanderLimits {
  size_t stack_bytes = 5u << 20;
  size_t text_bytes = 1u << 30;
  // References expanded in all; 0: as many as there are.
  uint64_t references = 0;
};

class Expander {
 public:
  explicit Expander(Evaluation& evaluation);

  Status ExpandTo(std::string_view text, std::string* out);
  Result<std::string> Expand(std::string_view text);
  // In the scope given, and for a recipe or a rule at `place`.
  Result<std::string> ExpandIn(const Scope* scope, std::string_view text);
  // What a text says, with nothing run, printed or set for it: calls that would
  // stand in the result as they are written, and so does what variables have
  // got from such calls, and what differs from run to run.
  Result<std::string> ExpandAsWritten(const Scope* scope,
                                      std::string_view text);
  bool is_as_written() const { return is_as_written_; }
  // The last ExpandAsWritten() has used what other recipes have set.
  bool has_seen_late() const { return has_seen_late_; }
  // Grows with each call that does something, and each use of what variables
  // have got from one.
  uint64_t effects() const { return effects_; }
  // The first of them alone.
  uint64_t acts() const { return acts_; }
  // The arguments of the call at hand are the result of such.
  bool arguments_have_effects() const { return arguments_have_effects_; }
  Status AppendVariable(std::string_view name, std::string* out);
  Status AppendValue(Variable* variable, std::string* out);

  // Where errors are, when no variable is being expanded.
  const Place& place() const { return place_; }
  void set_place(const Place& place) { place_ = place; }
  // The variable's place while one is expanded.
  const Place& blamed_place() const {
    return variable_place_ != nullptr ? *variable_place_ : place_;
  }
  Error ErrorHere(std::string message) const {
    return MakeErrorAt(blamed_place(), std::move(message));
  }

  Evaluation& evaluation() { return evaluation_; }
  void set_limits(const ExpanderLimits& limits) { limits_ = limits; }

  // Calls a built-in function with arguments that are expanded already.
  // False when there is none of that name.
  Result<bool> CallBuiltin(std::string_view name,
                           std::span<const std::string> arguments,
                           std::string* out);
  // For $(call): how many arguments the call around this one had.
  size_t call_arguments() const { return call_arguments_; }
  void set_call_arguments(size_t count) { call_arguments_ = count; }
  // Expanding the environment of a child: a reference to itself is no error.
  void set_lenient(bool on) { is_lenient_ = on; }

  // From here on the names of all variables that are asked for go to `uses`,
  // in order; null: nowhere.
  void NoteUses(std::vector<std::string>* uses) { uses_ = uses; }

  Status CheckDepth();
  // Before `pieces` of `each` bytes are added to a text.
  Status CheckGrowth(size_t pieces, size_t each);

 private:
  struct Reference;

  Status ExpandReference(std::string_view text, size_t* at, std::string* out);
  // False when the text at hand is no call.
  Result<bool> ExpandCall(std::string_view text, size_t open, size_t* end,
                          std::string* out);
  // False: it is to be called.
  bool NoteEffect(const Function& function);
  Status ExpandNamed(std::string_view inside, std::string* out);
  Status ExpandSubstitution(std::string_view name, std::string_view from,
                            std::string_view to, std::string* out);
  Status AppendInherited(const Scope* scope, std::string_view name,
                         bool in_parent, std::string* out);
  Status CheckSize(const std::string& out);

  Evaluation& evaluation_;
  ExpanderLimits limits_;
  Place place_;
  const Place* variable_place_ = nullptr;
  std::vector<std::string>* uses_ = nullptr;
  size_t call_arguments_ = 0;
  uint64_t references_ = 0;
  uintptr_t stack_base_ = 0;  // where the outermost expansion began
  int depth_ = 0;
  bool is_lenient_ = false;
  bool is_as_written_ = false;
  bool has_seen_late_ = false;
  bool arguments_have_effects_ = false;
  uint64_t effects_ = 0;
  uint64_t acts_ = 0;
};

}  // namespace xb::make
