// SPDX-License-Identifier: Apache-2.0
#include "engine/content_recorder.h"

#include <algorithm>
#include <string>

namespace xb {

Status ContentRecorder::Finished(EdgeId edge,
                                 std::span<const OutputContent> contents,
                                 std::vector<NodeId>* unchanged) {
  FileContents& files = s_.check.files();
  const uint32_t now = ++sequence_;
  std::vector<NodeId> outputs;
  s_.overlay.ForEachOutput(edge,
                           [&](NodeId output) { outputs.push_back(output); });
  for (size_t i = 0; i < outputs.size(); ++i) {
    const NodeId output = outputs[i];
    XB_ASSIGN(const FileStat stat,
              s_.disk.Stat(std::string(s_.overlay.PathOf(output))));
    const FileStamp stamp = StampOf(stat);
    const bool untouched = stamp.exists() && stamp == files.stamp(output);
    if (!untouched) {
      files.SetMade(output, stat, now);
      // Those who read it know which content of it they want.
      const size_t known = s_.log.version_count();
      const bool is_known =
          i < contents.size() && Take(output, stat, contents[i]);
      if (!stamp.exists() ||
          (!is_known && !MayBeAsBefore(edge, output, stamp.size))) {
        continue;
      }
      if (Index(files.Current(output)) >= known) continue;
    }
    // For readers that go by times.
    s_.state.SetStat(output, stat.mtime_ns);
    unchanged->push_back(output);
  }
  return Ok();
}

bool ContentRecorder::Take(NodeId output, const FileStat& stat,
                           const OutputContent& content) {
  if (!stat.is_regular() || stat.size != content.size || !IsRead(output)) {
    return false;
  }
  s_.check.files().SetMadeContent(output, content.digest);
  return true;
}

bool ContentRecorder::MayBeAsBefore(EdgeId edge, NodeId output,
                                    int64_t size) const {
  const ContentLog::SeenRow* seen = s_.log.FindSeen(output);
  if (seen != nullptr && seen->stamp.size == size) return true;
  const auto run = s_.log.Find(s_.overlay.graph().Outputs(edge)[0]);
  return run && std::any_of(run->outputs.begin(), run->outputs.end(),
                            [&](const OutputAsLeft& left) {
                              return left.node == output && left.size == size &&
                                     left.version != kNoVersion;
                            });
}

void ContentRecorder::Record(EdgeId edge, const LogEntry& entry,
                             int64_t started_ns,
                             std::span<const NodeId> discovered) {
  Pending pending{.edge = edge,
                  .entry = entry,
                  .started_ns = started_ns,
                  .started = started_[Index(edge)],
                  .inputs_begin = inputs_.size()};
  const auto append = [&](std::span<const NodeId> nodes) {
    inputs_.insert(inputs_.end(), nodes.begin(), nodes.end());
  };
  // As Overlay::ForEachDirtyingInput() will give them to the next run.
  append(s_.overlay.graph().DirtyingInputs(edge));
  append(discovered);
  append(s_.overlay.DynamicInputs(edge));
  pending.inputs_size =
      static_cast<uint32_t>(inputs_.size() - pending.inputs_begin);
  pending_.push_back(pending);
}

bool ContentRecorder::IsRead(NodeId output) const {
  bool is_read = false;
  s_.overlay.ForEachConsumer(output, [&](EdgeId) { is_read = true; });
  return is_read;
}

std::vector<NodeId> ContentRecorder::FilesOfPending() const {
  const FileContents& contents = s_.check.files();
  std::vector<bool> seen(s_.overlay.node_count());
  std::vector<NodeId> files;
  const auto add = [&](NodeId node) {
    if (seen[Index(node)]) return false;
    seen[Index(node)] = true;
    return true;
  };
  for (const NodeId input : inputs_) {
    if (!add(input)) continue;
    if (!contents.IsPhonyName(input)) {
      files.push_back(input);
      continue;
    }
    for (const NodeId file : contents.FilesBehind(input)) {
      if (add(file)) files.push_back(file);
    }
  }
  for (const Pending& pending : pending_) {
    s_.overlay.ForEachOutput(pending.edge, [&](NodeId output) {
      if (IsRead(output) && add(output)) files.push_back(output);
    });
  }
  return files;
}

FileContents::Certainty ContentRecorder::CertaintyOf(NodeId node) {
  const FileContents& contents = s_.check.files();
  if (!contents.IsPhonyName(node)) return contents.CertaintyOf(node);
  const auto known = phony_.find(Index(node));
  if (known != phony_.end()) return known->second;
  FileContents::Certainty all{.is_certain = true};
  for (const NodeId file : contents.FilesBehind(node)) {
    const FileContents::Certainty one = contents.CertaintyOf(file);
    all.is_certain &= one.is_certain;
    all.made = std::max(all.made, one.made);
    all.since_ns = std::max(all.since_ns, one.since_ns);
  }
  phony_[Index(node)] = all;
  return all;
}

void ContentRecorder::WriteDown(const Pending& pending) {
  FileContents& contents = s_.check.files();
  const std::span<const NodeId> nodes =
      std::span(inputs_).subspan(pending.inputs_begin, pending.inputs_size);
  std::vector<VersionId> inputs;
  inputs.reserve(nodes.size());
  for (const NodeId node : nodes) {
    const FileContents::Certainty certainty = CertaintyOf(node);
    if (!certainty.is_certain || certainty.made >= pending.started ||
        certainty.since_ns >= pending.started_ns) {
      return;
    }
    inputs.push_back(contents.Current(node));
  }
  std::vector<OutputAsLeft> outputs;
  bool all_exist = true;
  s_.overlay.ForEachOutput(pending.edge, [&](NodeId node) {
    const FileStamp stamp = contents.stamp(node);
    all_exist &= stamp.exists();
    const bool is_certain = contents.CertaintyOf(node).is_certain;
    outputs.push_back(
        {.node = node,
         .version = is_certain ? contents.Current(node) : kNoVersion,
         .size = stamp.size,
         .mtime_ns = stamp.mtime_ns});
  });
  if (!all_exist) return;
  s_.log.Record(s_.overlay.graph().Outputs(pending.edge)[0],
                {.entry = pending.entry,
                 .environment = s_.check.environment(),
                 .outputs = outputs,
                 .inputs = inputs});
}

Status ContentRecorder::Settle() {
  if (pending_.empty()) return Ok();
  s_.check.files().Confirm(FilesOfPending());
  for (const Pending& pending : pending_) WriteDown(pending);
  pending_.clear();
  inputs_.clear();
  phony_.clear();
  return s_.log.Flush();
}

}  // namespace xb
