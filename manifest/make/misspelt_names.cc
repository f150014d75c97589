// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/misspelt_names.h"

#include <algorithm>
#include <utility>

#include "base/edit_distance.h"

namespace xb::make {
namespace {

// In shorter words any letter makes another word.
constexpr size_t kShortest = 4;
// From here on two letters may be wrong.
constexpr size_t kLong = 8;
constexpr int kMostWrong = 2;

// What users set, or may set: a Makefile need not say anything about them.
constexpr std::string_view kConventional[] = {
    "ARFLAGS",       "ASFLAGS",      "CFLAGS",       "COFLAGS",
    "CPPFLAGS",      "CXXFLAGS",     "DESTDIR",      "FFLAGS",
    "GFLAGS",        "LDFLAGS",      "LDLIBS",       "LFLAGS",
    "LIBS",          "LINTFLAGS",    "LOADLIBES",    "OBJCFLAGS",
    "PFLAGS",        "RFLAGS",       "TARGET_ARCH",  "TARGET_MACH",
    "VERBOSE",       "YFLAGS",       "MAKEFLAGS",    "MAKECMDGOALS",
    "MAKE_RESTARTS", "MAKE_TERMOUT", "MAKE_TERMERR", "MAKEOVERRIDES",
    "GNUMAKEFLAGS",  "VPATH",        "GPATH"};

bool IsConventional(std::string_view name) {
  return std::find(std::begin(kConventional), std::end(kConventional), name) !=
         std::end(kConventional);
}

bool IsPlainName(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == '_' || c == '-';
  });
}

// `LIBS1` and `LIBS2` are two things, and so are those and `LIBS`.
std::string DigitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

// Two neighbours that have changed places count as one letter.
bool IsSwapped(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto at = std::mismatch(a.begin(), a.end(), b.begin());
  if (at.first == a.end() || at.first + 1 == a.end()) return false;
  const auto i = static_cast<size_t>(at.first - a.begin());
  return a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

// What two names do not have in common, up to the next `_` on both sides.
std::string_view DifferentPart(std::string_view a, std::string_view b) {
  size_t front = 0;
  const size_t most = std::min(a.size(), b.size());
  while (front < most && a[front] == b[front]) ++front;
  size_t back = 0;
  while (back < most - front &&
         a[a.size() - 1 - back] == b[b.size() - 1 - back]) {
    ++back;
  }
  const size_t begin = a.substr(0, front).rfind('_') + 1;
  const size_t end = std::min(a.find('_', a.size() - back), a.size());
  return a.substr(begin, end - begin);
}

}  // namespace

void MisspeltNames::SawUse(std::string_view name, const Place& place) {
  if (!place.is_known() || name.size() < kShortest || !IsPlainName(name) ||
      IsConventional(name) || seen_.contains(name)) {
    return;
  }
  seen_.emplace(name);
  uses_.push_back({std::string(name), place});
}

void MisspeltNames::Knows(std::string_view name) {
  if (!known_.contains(name)) known_.emplace(name);
}

std::vector<std::string_view> MisspeltNames::Candidates(
    Variables& variables) const {
  std::vector<std::string_view> names(std::begin(kConventional),
                                      std::end(kConventional));
  for (const auto& [name, variable] : variables.global()) {
    if (variable.origin == Origin::kFile ||
        variable.origin == Origin::kOverride ||
        variable.origin == Origin::kCommandLine) {
      names.push_back(name);
    }
  }
  names.insert(names.end(), known_.begin(), known_.end());
  // The first of several is suggested; it must not be left to chance.
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<Misspelling> MisspeltNames::Take(Variables& variables) {
  std::vector<Misspelling> found;
  std::vector<std::string_view> candidates;
  for (Use& use : std::exchange(uses_, {})) {
    if (known_.contains(use.name) ||
        variables.FindGlobal(use.name) != nullptr) {
      continue;
    }
    if (candidates.empty()) candidates = Candidates(variables);
    std::string_view meant;
    int nearest = kMostWrong + 1;
    for (const std::string_view candidate : candidates) {
      if (candidate.size() < kShortest ||
          DigitsOf(use.name) != DigitsOf(candidate)) {
        continue;
      }
      // `SSL_DEPS` and `CSV_DEPS` have little in common.
      const size_t word = DifferentPart(use.name, candidate).size();
      const int most = word < kShortest ? 0 : word < kLong ? 1 : kMostWrong;
      const int distance = IsSwapped(use.name, candidate)
                               ? 1
                               : EditDistance(use.name, candidate, kMostWrong);
      if (distance > most || distance >= nearest) continue;
      nearest = distance;
      meant = candidate;
    }
    if (meant.empty()) continue;
    found.push_back({std::move(use.name), use.place, std::string(meant)});
  }
  return found;
}

}  // namespace xb::make
