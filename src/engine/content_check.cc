// SPDX-License-Identifier: Apache-2.0
#include "engine/content_check.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace xb {
class ContentCheck::Listed {
 public:
  Listed(const ContentLog& log, const ContentLog::Run& run)
      : log_(log), run_(run) {}

  // kNoVersion: not in the list.  `at`: where it ought to be.
  VersionId Find(size_t at, NodeId input) {
    if (at < run_.inputs.size() && NodeOf(run_.inputs[at]) == input) {
      return run_.inputs[at];
    }
    is_in_order_ = false;
    if (moved_.empty()) {
      for (const VersionId id : run_.inputs) moved_[Index(NodeOf(id))] = id;
    }
    const auto found = moved_.find(Index(input));
    return found == moved_.end() ? kNoVersion : found->second;
  }
  bool is_in_order() const { return is_in_order_; }

 private:
  NodeId NodeOf(VersionId id) const { return log_.version(id).node; }

  const ContentLog& log_;
  const ContentLog::Run& run_;
  bool is_in_order_ = true;
  // Only for inputs that are not where they were.
  std::unordered_map<uint32_t, VersionId> moved_;
};

std::optional<ContentLog::Run> ContentCheck::LastRun(EdgeId edge) const {
  const auto run = s_.log.Find(s_.overlay.graph().Outputs(edge)[0]);
  if (!run || EntryOf(s_.build_log, s_.overlay, edge) != run->entry) {
    return std::nullopt;
  }
  return run;
}

bool ContentCheck::MayAdopt(EdgeId edge) const {
  return s_.files.remembers() && EntryOf(s_.build_log, s_.overlay, edge);
}

ContentVerdict ContentCheck::Judge(EdgeId edge) {
  const auto run = LastRun(edge);
  if (!run) return ContentVerdict::kNew;
  if (!run->is_settled()) return JudgeUnsettled(edge, *run);
  Inputs inputs = Inputs::kSame;
  if (!CompareInputs(edge, *run, &inputs)) return ContentVerdict::kChanged;
  bool all_same = true;
  NodeId replaced = kNoNode;
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    const Left left = CompareOutput(*run, output);
    all_same &= left == Left::kSame;
    if (left == Left::kReplaced) replaced = output;
  });
  if (replaced != kNoNode) {
    s_.reasons.Add(edge,
                   {.kind = ReasonKind::kOutputReplaced, .output = replaced});
    return ContentVerdict::kChanged;
  }
  if (!all_same) return ContentVerdict::kUnknown;
  if (inputs == Inputs::kMore) return ContentVerdict::kNew;
  // From now on any change of this copy counts as it did in the original.
  const bool is_copy = run->place != s_.log.place();
  if (inputs == Inputs::kFewer || is_copy) Adopt(edge);
  return ContentVerdict::kSame;
}

// Its inputs may have been replaced since by files with older times.
ContentVerdict ContentCheck::JudgeUnsettled(EdgeId edge,
                                            const ContentLog::Run& run) {
  bool is_older = true;
  s_.overlay.ForEachDirtyingInput(edge, [&](NodeId input) {
    if (!is_older && !s_.reasons.keeps_all()) return;
    if (IsOlderThan(run, input)) return;
    is_older = false;
    TellInput(edge, input, kNoVersion);
  });
  return is_older ? ContentVerdict::kNew : ContentVerdict::kChanged;
}

bool ContentCheck::IsOlderThan(const ContentLog::Run& run, NodeId input) {
  const auto is_older = [&](NodeId file) {
    return s_.files.stamp(file).ctime_ns <= run.entry.mtime_ns;
  };
  if (!s_.files.IsPhonyName(input)) return is_older(input);
  const std::vector<NodeId> files = s_.files.FilesBehind(input);
  return std::all_of(files.begin(), files.end(), is_older);
}

bool ContentCheck::CompareInputs(EdgeId edge, const ContentLog::Run& run,
                                 Inputs* inputs) {
  const bool generator = s_.overlay.graph().Has(edge, EdgeFlag::kGenerator);
  Listed listed(s_.log, run);
  bool same = true;
  bool has_more = false;
  size_t count = 0;
  s_.overlay.ForEachDirtyingInput(edge, [&](NodeId input) {
    const VersionId then = listed.Find(count++, input);
    // The edge runs.  What it then reads is known if this stays the same.
    if (then != kNoVersion && s_.log.version(then).digest == kUnknownContent) {
      s_.files.Current(input);
    }
    if (!same && !s_.reasons.keeps_all()) return;
    if (then == kNoVersion) has_more = true;
    const bool is_same = then == kNoVersion
                             ? generator || IsOlderThan(run, input)
                             : IsSameInput(run, input, then);
    if (is_same) return;
    same = false;
    TellInput(edge, input, then);
  });
  const bool is_exact = listed.is_in_order() && count == run.inputs.size();
  if (!is_exact) *inputs = has_more ? Inputs::kMore : Inputs::kFewer;
  return same;
}

bool ContentCheck::IsSameInput(const ContentLog::Run& run, NodeId input,
                               VersionId then) {
  const Hash128& digest = s_.log.version(then).digest;
  if (s_.files.IsUntouched(input, digest, run.place != s_.log.place())) {
    return true;
  }
  // No content is any of these.
  return IsOfContent(digest) && s_.files.Current(input) == then;
}

// `then`: kNoVersion = the run did not have it.
void ContentCheck::TellInput(EdgeId edge, NodeId input, VersionId then) {
  Reason reason{.kind = ReasonKind::kInputContent,
                .output = s_.overlay.graph().Outputs(edge)[0],
                .other = input};
  const Hash128 digest =
      then == kNoVersion ? kUnknownContent : s_.log.version(then).digest;
  if (then == kNoVersion) {
    reason.kind = ReasonKind::kInputSince;
  } else if (IsOfStamp(digest)) {
    reason.kind = ReasonKind::kInputStat;
  } else if (digest == kUnknownContent) {
    reason.kind = ReasonKind::kInputMeanwhile;
  } else {
    const VersionId now = s_.files.Current(input);
    reason.text = HexOf(digest);
    reason.other_text =
        now == kNoVersion ? "none" : HexOf(s_.log.version(now).digest);
  }
  s_.reasons.Add(edge, std::move(reason));
}

ContentCheck::Left ContentCheck::CompareOutput(const ContentLog::Run& run,
                                               NodeId output) {
  const auto left =
      std::find_if(run.outputs.begin(), run.outputs.end(),
                   [&](const OutputAsLeft& o) { return o.node == output; });
  if (left == run.outputs.end()) return Left::kOther;
  const FileStamp stamp = s_.files.stamp(output);
  if (!stamp.exists()) return Left::kOther;
  const bool is_file = left->size >= 0;
  const bool same_times = stamp.mtime_ns == left->mtime_ns &&
                          (!is_file || stamp.size == left->size);
  if (same_times && stamp.ctime_ns == left->ctime_ns &&
      stamp.inode == left->inode) {
    return Left::kSame;
  }
  const bool is_link = s_.files.IsLink(output);
  const bool is_regular = s_.files.is_regular(output);
  if (is_link != (left->size == OutputAsLeft::kLink) ||
      (!is_link && is_regular != is_file)) {
    return Left::kReplaced;
  }
  if (same_times && !is_file) return Left::kSame;
  if (left->version != kNoVersion) {
    if (s_.files.Current(output) == left->version) return Left::kSame;
  } else if (same_times && run.place != s_.log.place()) {
    // A copy has no other ctime to tell an edit by, and nobody has read it.
    return Left::kSame;
  }
  // Of a file that somebody has written nobody knows the time in advance.
  return same_times ? Left::kReplaced : Left::kOther;
}

void ContentCheck::Adopt(EdgeId edge) {
  if (!MayAdopt(edge)) return;
  const auto run = LastRun(edge);
  std::optional<Listed> listed;
  if (run && run->is_settled()) listed.emplace(s_.log, *run);
  std::vector<VersionId> inputs;
  bool all_exist = true;
  s_.overlay.ForEachDirtyingInput(edge, [&](NodeId input) {
    VersionId version = kNoVersion;
    if (listed) version = listed->Find(inputs.size(), input);
    const bool is_elsewhere = version != kNoVersion &&
                              run->place != s_.log.place() &&
                              IsOfStamp(s_.log.version(version).digest);
    if (version == kNoVersion || is_elsewhere) version = VersionToAdopt(input);
    all_exist &= version != kNoVersion;
    inputs.push_back(version);
  });
  if (all_exist) WriteDown(edge, run ? run->environment : 0, inputs);
}

void ContentCheck::AdoptAs(EdgeId edge, std::span<const VersionId> inputs) {
  if (MayAdopt(edge)) WriteDown(edge, 0, inputs);
}

void ContentCheck::WriteDown(EdgeId edge, uint64_t environment,
                             std::span<const VersionId> inputs) {
  std::vector<OutputAsLeft> outputs;
  bool all_exist = true;
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    outputs.push_back(s_.files.AsLeft(output));
    all_exist &= outputs.back().mtime_ns != 0;
  });
  if (!all_exist) return;
  s_.log.Record(s_.overlay.graph().Outputs(edge)[0],
                {.entry = *EntryOf(s_.build_log, s_.overlay, edge),
                 .environment = environment,
                 .outputs = outputs,
                 .inputs = inputs,
                 .place = s_.log.place()});
}

VersionId ContentCheck::VersionToAdopt(NodeId input) {
  if (!s_.files.IsPhonyName(input)) {
    if (!s_.files.stamp(input).exists()) return kNoVersion;
    const VersionId recalled = s_.files.Recalled(input);
    if (recalled != kNoVersion) return recalled;
  }
  return s_.log.Intern(input, s_.files.StampDigest(input));
}

bool ContentCheck::IsAsLeft(EdgeId edge, NodeId output) {
  const auto run = LastRun(edge);
  return run && CompareOutput(*run, output) == Left::kSame;
}

bool ContentCheck::IsUntouched(const ContentLog::Run& run, NodeId input,
                               VersionId then) const {
  const ContentLog::Version& was = s_.log.version(then);
  return was.node == input &&
         s_.files.IsUntouched(input, was.digest, run.place != s_.log.place());
}

bool ContentCheck::AreOutputsAsLeft(EdgeId edge,
                                    const ContentLog::Run& run) const {
  // In a copy contents tell, not stats.
  if (run.place != s_.log.place()) return false;
  size_t count = 0;
  bool same = true;
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    same = same && count < run.outputs.size();
    if (!same) return;
    const OutputAsLeft& left = run.outputs[count++];
    const FileStamp& stamp = s_.files.stamp(output);
    same = left.node == output && left.size == stamp.size &&
           left.mtime_ns == stamp.mtime_ns && left.ctime_ns == stamp.ctime_ns &&
           left.inode == stamp.inode;
  });
  return same && count == run.outputs.size();
}

bool ContentCheck::IsSameEnvironment(EdgeId edge) {
  const auto run = s_.log.Find(s_.overlay.graph().Outputs(edge)[0]);
  if (run && run->environment != s_.environment) return false;
  if (!is_building_ && !counted_[Index(edge)]) {
    counted_[Index(edge)] = true;
    ++clean_edges_;
  }
  return true;
}

bool ContentCheck::EnvironmentChanged(EdgeId edge) {
  if (IsSameEnvironment(edge)) return false;
  const auto run = LastRun(edge);
  s_.reasons.Add(edge, {.kind = run && run->environment != 0
                                    ? ReasonKind::kEnvironment
                                    : ReasonKind::kEnvironmentUnknown,
                        .output = s_.overlay.graph().Outputs(edge)[0]});
  return true;
}

void ContentCheck::AppendInputs(EdgeId edge, std::vector<NodeId>* nodes) const {
  const auto run = LastRun(edge);
  if (!run) return;
  for (const VersionId id : run->inputs) {
    nodes->push_back(s_.log.version(id).node);
  }
}

}  // namespace xb
