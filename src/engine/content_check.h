// SPDX-License-Identifier: Apache-2.0
// ContentCheck tells whether an edge would read what it read when it last ran,
// whatever the times of the files say.  It only answers for runs that the
// build log still tells of.  When another program has run the edge since, times
// decide once; from then on the stats of its files are known.  Loop thread
// only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/file_contents.h"
#include "engine/reasons.h"
#include "graph/overlay.h"
#include "history/build_log.h"
#include "history/content_log.h"

namespace xb {

enum class ContentVerdict : uint8_t {
  kUnknown,  // times decide
  kNew,      // the same; what they call clean, Adopt()
  kSame,     // read the same inputs, and its outputs are as it left them
  kChanged,  // an input has another content
};

class ContentCheck {
 public:
  struct Services {
    const Overlay& overlay;
    const BuildLog& build_log;
    ContentLog& log;
    FileContents& files;
    Reasons& reasons;
    // Of the variables that compilers look at; see cli/.
    uint64_t environment = 0;
  };
  explicit ContentCheck(const Services& services)
      : s_(services), counted_(services.overlay.graph().edge_count()) {}

  // Of an edge that is not phony, all of whose inputs are clean.  Notes the
  // reason for kChanged.
  ContentVerdict Judge(EdgeId edge);
  // Times say that `edge`, which is kNew, is clean.  From now on any change of
  // its files counts.
  void Adopt(EdgeId edge);
  // As Adopt(), of an edge that has no LastRun(); `inputs`: each of them as
  // VersionToAdopt().
  void AdoptAs(EdgeId edge, std::span<const VersionId> inputs);
  // kNoVersion: there is no such file.
  VersionId VersionToAdopt(NodeId input);

  // --- What Judge() is made of, for those who have the inputs at hand.
  // The last run of `edge`, as long as the build log tells of it.
  std::optional<ContentLog::Run> LastRun(EdgeId edge) const;
  // `input`, which the run had as `then`, has been left alone since.
  bool IsUntouched(const ContentLog::Run& run, NodeId input,
                   VersionId then) const;
  // By their stats alone; false in a copy of the directory of that run.
  bool AreOutputsAsLeft(EdgeId edge, const ContentLog::Run& run) const;

  // Asked for an edge that is kSame and out of date by time: true, with the
  // reason, when it ran in another environment.  Otherwise it is one more
  // that need not run.
  bool EnvironmentChanged(EdgeId edge);
  // The same without a reason.
  bool IsSameEnvironment(EdgeId edge);
  // `output` is what the last run of `edge` left, if that is known.
  bool IsAsLeft(EdgeId edge, NodeId output);
  // Stats and hashes that Judge() will want for `edge`.
  void AppendInputs(EdgeId edge, std::vector<NodeId>* nodes) const;

  FileContents& files() { return s_.files; }
  uint64_t environment() const { return s_.environment; }

  // From now on edges that need not run are the plan's to count.
  void BeginBuild() { is_building_ = true; }
  size_t clean_edges() const { return clean_edges_; }

 private:
  enum class Left : uint8_t {
    kSame,
    kReplaced,  // by what the command cannot have left, nor a later one
    kOther,
  };
  enum class Inputs : uint8_t {
    kSame,
    kFewer,  // or in another order
    kMore,
  };
  // Finds the versions of a run's inputs, in whatever order they are asked for.
  class Listed;

  // Of a run of which nothing but its end was written down.
  ContentVerdict JudgeUnsettled(EdgeId edge, const ContentLog::Run& run);
  // True when all is as it was, or nothing is known about what is not.
  bool CompareInputs(EdgeId edge, const ContentLog::Run& run, Inputs* inputs);
  bool IsSameInput(const ContentLog::Run& run, NodeId input, VersionId then);
  // An input that the run did not have.
  bool IsOlderThan(const ContentLog::Run& run, NodeId input);
  void TellInput(EdgeId edge, NodeId input, VersionId then);
  Left CompareOutput(const ContentLog::Run& run, NodeId output);
  // False: nothing will be written down about `edge`.
  bool MayAdopt(EdgeId edge) const;
  // That `edge` was found clean by times, with these inputs.
  void WriteDown(EdgeId edge, uint64_t environment,
                 std::span<const VersionId> inputs);

  Services s_;
  std::vector<bool> counted_;  // by edge
  bool is_building_ = false;
  size_t clean_edges_ = 0;
};

}  // namespace xb
