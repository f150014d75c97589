// SPDX-License-Identifier: Apache-2.0
// Finds a recipe for a target that has none: among the pattern rules, with
// chains through files that would be made on the way.  Changes the rule base
// as if the Makefile had said what was found.  Loop thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "manifest/make/evaluation.h"

namespace xb::make {

class ImplicitSearch {
 public:
  explicit ImplicitSearch(Evaluation& evaluation) : evaluation_(evaluation) {}

  // True when a rule was found.  With `told_depth` what is tried is told on
  // standard output, indented by so much (--debug=implicit).
  Result<bool> Find(Target* target, std::optional<int> told_depth = {});

 private:
  struct Candidate {
    PatternRule* rule = nullptr;
    size_t matched = 0;  // which of its targets
    // Both in the name that is searched for, one after the other.
    std::string_view directory;
    std::string_view stem;

    std::string FullStem() const { return std::string(directory).append(stem); }
  };
  // What a prerequisite is made from when it does not exist.
  struct Step {
    std::string name;
    bool order_only = false;
    bool wait_before = false;
    bool is_from_pattern = false;
    bool is_intermediate = false;
    Target* made = nullptr;
  };
  // How far the prerequisites are taken for given.
  enum class Effort { kExisting, kIntermediate, kMentioned };

  Result<bool> Search(Target* target, std::string_view name, int depth);
  std::vector<Candidate> Candidates(std::string_view name, int depth) const;
  Result<bool> Try(Target* target, const Candidate& candidate, Effort effort,
                   int depth);
  Result<std::vector<Step>> Prerequisites(Target* target,
                                          const Candidate& candidate);
  Result<bool> CanHave(Target* target, const Candidate& candidate, Step* step,
                       Effort effort, int depth);
  bool IsThere(Target* target, const Candidate& candidate, const Step& step,
               Effort effort, int depth);
  Result<bool> CanBeMade(Step* step, int depth);
  void Tell(int depth, std::string_view text) const;
  void Adopt(Target* target, const Candidate& candidate,
             const std::vector<Step>& steps);
  void AdoptIntermediate(const Step& step, const PatternRule& rule);
  bool Exists(const std::string& name);
  // Nothing was found for the name with the rules of now, or more of them.
  bool IsHopeless(std::string_view name) const;

  Evaluation& evaluation_;
  std::optional<int> told_depth_;
  // Some prerequisite was refused because it is only mentioned.
  bool refused_mentioned_ = false;
  // Targets that are only tried; a deque, they refer to each other.
  std::deque<Target> trials_;
  uint64_t expansions_ = 0;  // of prerequisites, for the second time
  // The rules on the way here, which are not used once more.
  std::vector<const PatternRule*> in_use_;
  // Names for which nothing was found in this Find(), and which rules could not
  // be used then.
  std::unordered_map<std::string, std::vector<std::vector<const PatternRule*>>,
                     StringHash, std::equal_to<>>
      hopeless_;
};

// The time of a member of an archive; missing when either is.
FileTime ArchiveMemberTime(Disk& disk, std::string_view name);
// False when the archive or the member cannot be touched.
bool TouchArchiveMember(Disk& disk, std::string_view name, int64_t seconds);

}  // namespace xb::make
