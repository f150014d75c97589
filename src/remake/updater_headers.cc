// SPDX-License-Identifier: Apache-2.0
// The part of Updater that finds out which headers were read, and makes them
// prerequisites.
#include <string>
#include <utility>
#include <vector>

#include "manifest/make/file_names.h"
#include "remake/updater.h"

namespace xb {

using make::RuleBase;

void Updater::AddKnownHeaders(Target* target) {
  if (target->has_known_headers || target->phony || target->recipe == nullptr ||
      target->recipe->text.empty() || make::IsArchiveName(target->name)) {
    return;
  }
  target->has_known_headers = true;
  const FileTime time = TimeOf(target);
  if (time == make::kMissingTime || time == make::kNewTime) return;
  for (const std::string& name : headers_.Known(target->name, time)) {
    Target* const header = RuleBase::Resolve(rules_.Enter(name));
    if (header == target) continue;
    // One that is gone is no error: who compiles will see.
    if (!header->is_target && TimeOf(header) == make::kMissingTime) {
      RuleBase::Resolve(header)->is_target = true;
    }
    make::Prerequisite one;
    one.target = RuleBase::Resolve(header);
    one.is_automatic = false;
    one.is_explicit = false;
    target->prerequisites.push_back(std::move(one));
  }
}

void Updater::AskForHeaders(Job* job, std::vector<std::string>* words) {
  const Target& target = *job->target;
  if (options_.dry_run || target.phony || make::IsArchiveName(target.name)) {
    return;
  }
  std::vector<std::string> probe = *words;
  if (!AddDepfile("-", &probe)) return;
  std::string depfile = headers_.Prepare(target.name, job->depfiles.size());
  if (depfile.empty() || !AddDepfile(depfile, words)) return;
  job->depfiles.push_back(std::move(depfile));
}

void Updater::KeepHeaders(Target* target,
                          const std::vector<std::string>& depfiles) {
  if (options_.simulates() || target->phony ||
      target->outcome != Outcome::kSuccess) {
    return;
  }
  headers_.Keep(target->name, TimeOf(target), depfiles);
}

void Updater::ListCompiles(const Target& target, const std::string& line) {
  for (CompileCommand& one :
       FindCompileCommands(line, evaluation_.directory())) {
    if (one.output.empty()) one.output = target.name;
    compiles_->push_back(std::move(one));
  }
}

}  // namespace xb
