// SPDX-License-Identifier: Apache-2.0
// The variables of Makefiles: sets by name, and chains of sets in which a
// target's variables hide those of the target that needs it, and those the
// global ones.  Nothing is expanded here.  A Variable stays where it is until
// it is undefined.  Owned by an Evaluation; loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "manifest/make/place.h"

namespace xb::make {

// Who set a variable; the later wins.
enum class Origin : uint8_t {
  kDefault,
  kEnvironment,
  kFile,
  kEnvironmentOverride,  // the environment under -e
  kCommandLine,
  kOverride,
  kAutomatic,
};
std::string_view OriginName(Origin origin);

enum class Export : uint8_t {
  kByOrigin,
  kYes,
  kNo,
  kIfSet,  // by a Makefile or the environment
};

struct Variable {
  std::string name;
  std::string value;
  // What stands for it where nothing may be asked, see Expander; empty: its
  // value.
  std::string written;
  Place place;
  Origin origin = Origin::kFile;
  Export export_mode = Export::kByOrigin;
  bool recursive = true;
  // `+=` for a target: the value of the surrounding sets stands before it.
  bool appends = false;
  bool is_private = false;
  bool per_target = false;
  bool expanding = false;
  // Was set when recipes were already being expanded, so that what it is
  // depends on which of them have been.
  bool is_late = false;
  bool is_read_noted = false;  // see Variables::NoteReads()
  // $(call) may expand a variable within itself.
  bool may_recur = false;
};

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

using NameSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;
using VariableSet =
    std::unordered_map<std::string, Variable, StringHash, std::equal_to<>>;

// A set and what it hides.  `next_is_parent`: what follows belongs to the
// target that needs this one, whose private variables are not seen.
struct Scope {
  VariableSet* set = nullptr;
  const Scope* next = nullptr;
  bool next_is_parent = false;
};

class Variables {
 public:
  Variables() = default;
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

  struct Definition {
    std::string_view name;
    std::string_view value;
    Origin origin = Origin::kFile;
    bool recursive = true;
    Place place = {};
  };
  // In `set`, or the innermost one.  A weaker origin changes nothing.
  Variable* Define(const Definition& definition, VariableSet* set = nullptr);
  void DefineAutomatic(std::string_view name, std::string_view value) {
    Define({.name = name,
            .value = value,
            .origin = Origin::kAutomatic,
            .recursive = false});
  }
  // The global one.
  void Undefine(std::string_view name, Origin origin);

  // Null when there is none.
  Variable* Find(std::string_view name) { return FindFrom(scope_, name); }
  Variable* FindFrom(const Scope* scope, std::string_view name);
  Variable* FindGlobal(std::string_view name);

  const Scope* scope() const { return scope_; }
  void set_scope(const Scope* scope) { scope_ = scope; }
  const Scope& global_scope() const { return global_scope_; }
  VariableSet& global() { return global_; }

  // The environment wins over the Makefiles (-e).
  void set_environment_overrides(bool on) { environment_overrides_ = on; }
  // From here on the names go to `reads` of all variables whose value, or
  // absence, depends on the environment and is asked for; null: nowhere.
  struct Reads {
    NameSet names;
    bool all = false;  // somebody wanted to know which there are
  };
  void NoteReads(Reads* reads) { reads_ = reads; }
  void NoteRead(std::string_view name);
  // Grows with every variable made or removed in the global set.
  uint64_t generation() const { return generation_; }

 private:
  void RefreshNameList(Variable* list);

  VariableSet global_;
  Scope global_scope_{&global_, nullptr, false};
  const Scope* scope_ = &global_scope_;
  bool environment_overrides_ = false;
  uint64_t generation_ = 1;
  uint64_t listed_generation_ = 0;
  Reads* reads_ = nullptr;
};

// Makes `scope` the innermost one for its own life.
class ScopedVariables {
 public:
  ScopedVariables(Variables& variables, const Scope* scope)
      : variables_(variables), before_(variables.scope()) {
    variables_.set_scope(scope);
  }
  ~ScopedVariables() { variables_.set_scope(before_); }
  ScopedVariables(const ScopedVariables&) = delete;
  ScopedVariables& operator=(const ScopedVariables&) = delete;

 private:
  Variables& variables_;
  const Scope* before_;
};

}  // namespace xb::make
