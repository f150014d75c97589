// SPDX-License-Identifier: Apache-2.0
// EnvironmentView is the environment that a make finds, by name: of this
// process, or of a make below that need not be started.  EnvironmentChange is
// what a Makefile does to it for the commands that it runs.  Loop thread only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "manifest/make/world.h"

namespace xb {

struct EnvironmentChange {
  std::vector<std::string> set;  // `NAME=VALUE` each
  std::vector<std::string> unset;
};

class EnvironmentView {
 public:
  explicit EnvironmentView(const make::EnvironmentList& entries);

  std::optional<std::string> Find(const std::string& name) const;
  void Set(const std::string& name, std::string value);
  EnvironmentView With(const EnvironmentChange& change) const;

  // A shell in between sets it to something that is not known here.
  void Forget(const std::string& name);
  bool Knows(const std::string& name) const { return !unknown_.contains(name); }

  make::EnvironmentList Entries() const;
  const std::unordered_map<std::string, std::string>& values() const {
    return values_;
  }

 private:
  std::unordered_map<std::string, std::string> values_;
  std::unordered_set<std::string> unknown_;
};

}  // namespace xb
