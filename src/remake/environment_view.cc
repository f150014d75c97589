// SPDX-License-Identifier: Apache-2.0
#include "remake/environment_view.h"

#include <algorithm>
#include <utility>

namespace xb {

EnvironmentView::EnvironmentView(const make::EnvironmentList& entries) {
  for (const std::string& entry : entries) {
    const size_t equals = entry.find('=');
    if (equals == std::string::npos || equals == 0) continue;
    values_[entry.substr(0, equals)] = entry.substr(equals + 1);
  }
}

std::optional<std::string> EnvironmentView::Find(
    const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

void EnvironmentView::Set(const std::string& name, std::string value) {
  values_[name] = std::move(value);
}

EnvironmentView EnvironmentView::With(const EnvironmentChange& change) const {
  EnvironmentView changed = *this;
  for (const std::string& name : change.unset) {
    changed.values_.erase(name);
    changed.unknown_.erase(name);
  }
  for (const std::string& entry : change.set) {
    const size_t equals = entry.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = entry.substr(0, equals);
    changed.values_[name] = entry.substr(equals + 1);
    changed.unknown_.erase(name);
  }
  return changed;
}

void EnvironmentView::Forget(const std::string& name) { unknown_.insert(name); }

make::EnvironmentList EnvironmentView::Entries() const {
  make::EnvironmentList entries;
  entries.reserve(values_.size());
  for (const auto& [name, value] : values_) {
    std::string& entry = entries.emplace_back(name);
    entry.append("=").append(value);
  }
  // In the order in which recipes get it.
  std::sort(entries.begin(), entries.end());
  return entries;
}

}  // namespace xb
