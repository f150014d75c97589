// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/variables.h"

#include "manifest/make/words.h"

namespace xb::make {
namespace {

constexpr std::string_view kNameList = ".VARIABLES";

// Such a variable is another one, or not there, in another environment.
bool IsFromOutside(Origin origin) {
  return origin == Origin::kDefault || origin == Origin::kEnvironment ||
         origin == Origin::kEnvironmentOverride;
}

}  // namespace

std::string_view OriginName(Origin origin) {
  switch (origin) {
    case Origin::kDefault:
      return "default";
    case Origin::kEnvironment:
      return "environment";
    case Origin::kFile:
      return "file";
    case Origin::kEnvironmentOverride:
      return "environment override";
    case Origin::kCommandLine:
      return "command line";
    case Origin::kOverride:
      return "override";
    case Origin::kAutomatic:
      return "automatic";
  }
  return "";
}

Variable* Variables::Define(const Definition& definition, VariableSet* set) {
  if (set == nullptr) set = scope_->set;
  Origin origin = definition.origin;
  if (environment_overrides_ && origin == Origin::kEnvironment) {
    origin = Origin::kEnvironmentOverride;
  }
  // Then the environment may say otherwise, also where it says nothing now.
  if (environment_overrides_) NoteRead(definition.name);
  const auto found = set->find(definition.name);
  Variable* variable = nullptr;
  if (found != set->end()) {
    variable = &found->second;
    if (environment_overrides_ && variable->origin == Origin::kEnvironment) {
      variable->origin = Origin::kEnvironmentOverride;
    }
    if (origin < variable->origin) return variable;
  } else {
    std::string name(definition.name);
    variable = &(*set)[name];
    variable->name = std::move(name);
    if (set == &global_) ++generation_;
  }
  variable->value = definition.value;
  variable->written.clear();
  variable->origin = origin;
  variable->recursive = definition.recursive;
  variable->place = definition.place;
  return variable;
}

void Variables::Undefine(std::string_view name, Origin origin) {
  NoteRead(name);
  const auto found = global_.find(name);
  if (found == global_.end()) return;
  if (environment_overrides_ && found->second.origin == Origin::kEnvironment) {
    found->second.origin = Origin::kEnvironmentOverride;
  }
  if (origin < found->second.origin) return;
  // It may be the one that is being expanded.
  if (found->second.expanding) {
    found->second.value.clear();
    return;
  }
  global_.erase(found);
  ++generation_;
}

Variable* Variables::FindFrom(const Scope* scope, std::string_view name) {
  bool in_parent = false;
  for (; scope != nullptr; scope = scope->next) {
    const auto found = scope->set->find(name);
    if (found != scope->set->end() &&
        !(in_parent && found->second.is_private)) {
      Variable& variable = found->second;
      if (name == kNameList) RefreshNameList(&variable);
      if (!variable.is_read_noted && IsFromOutside(variable.origin)) {
        variable.is_read_noted = reads_ != nullptr;
        NoteRead(name);
      }
      return &variable;
    }
    in_parent |= scope->next_is_parent;
  }
  NoteRead(name);
  return nullptr;
}

void Variables::NoteRead(std::string_view name) {
  if (reads_ == nullptr || reads_->names.contains(name)) return;
  reads_->names.emplace(name);
}

Variable* Variables::FindGlobal(std::string_view name) {
  return FindFrom(&global_scope_, name);
}

void Variables::RefreshNameList(Variable* list) {
  if (reads_ != nullptr) reads_->all = true;
  if (listed_generation_ == generation_) return;
  listed_generation_ = generation_;
  list->value.clear();
  for (const auto& [name, variable] : global_) AppendWord(name, &list->value);
}

}  // namespace xb::make
