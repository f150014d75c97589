// SPDX-License-Identifier: Apache-2.0
#include "engine/content_recorder.h"

#include <algorithm>
#include <string>

namespace xb {

void ContentRecorder::BeginBuild() {
  s_.check.BeginBuild();
  s_.check.files().BeginBuild();
}

Status ContentRecorder::Finished(EdgeId edge,
                                 std::span<const OutputContent> contents,
                                 std::vector<NodeId>* unchanged) {
  FileContents& files = s_.check.files();
  files.NextEvent();
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
      files.SetMade(output, stat);
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

void ContentRecorder::Ended(EdgeId edge, const LogEntry& entry) {
  // A generator goes by times while nothing is known.
  if (!s_.check.files().remembers() ||
      s_.overlay.graph().Has(edge, EdgeFlag::kGenerator)) {
    return;
  }
  s_.log.Record(s_.overlay.graph().Outputs(edge)[0],
                {.entry = entry,
                 .environment = s_.check.environment(),
                 .outputs = {},
                 .inputs = {},
                 .place = s_.log.place()});
}

Status ContentRecorder::FlushEnded() { return s_.log.Flush(); }

void ContentRecorder::Record(EdgeId edge, const LogEntry& entry,
                             int64_t started_ns,
                             std::span<const NodeId> discovered) {
  Pending pending{
      .edge = edge,
      .entry = entry,
      .began = {.event = started_[Index(edge)], .now_ns = started_ns},
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

void ContentRecorder::LookAtFiles() {
  FileContents& contents = s_.check.files();
  std::vector<bool> seen(s_.overlay.node_count());
  std::vector<NodeId> files;
  std::vector<NodeId> unread;
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
      if (add(output)) (IsRead(output) ? files : unread).push_back(output);
    });
  }
  contents.Confirm(files);
  contents.LookAgain(unread);
}

std::optional<uint32_t> ContentRecorder::SameSince(NodeId phony_name) {
  const auto known = phony_.find(Index(phony_name));
  if (known != phony_.end()) return known->second;
  const FileContents& contents = s_.check.files();
  std::optional<uint32_t> since = 0;
  for (const NodeId file : contents.FilesBehind(phony_name)) {
    const auto one = contents.SameSince(file);
    since = since && one ? std::optional(std::max(*since, *one)) : std::nullopt;
  }
  return phony_[Index(phony_name)] = since;
}

VersionId ContentRecorder::ReadSince(const FileContents::Moment& began,
                                     NodeId node) {
  FileContents& contents = s_.check.files();
  if (!contents.IsPhonyName(node)) return contents.ReadSince(began, node);
  const std::optional<uint32_t> since = SameSince(node);
  if (!since || *since >= began.event) {
    for (const NodeId file : contents.FilesBehind(node)) {
      if (contents.ReadSince(began, file) == kNoVersion) return kNoVersion;
    }
  }
  return contents.Current(node);
}

void ContentRecorder::WriteDown(const Pending& pending) {
  FileContents& contents = s_.check.files();
  const Graph& graph = s_.overlay.graph();
  const std::span<const NodeId> nodes =
      std::span(inputs_).subspan(pending.inputs_begin, pending.inputs_size);
  std::vector<VersionId> inputs;
  inputs.reserve(nodes.size());
  for (const NodeId node : nodes) {
    VersionId version = ReadSince(pending.began, node);
    if (version == kNoVersion) {
      // It may write its own inputs.
      if (graph.Has(pending.edge, EdgeFlag::kGenerator)) return;
      version = s_.log.Intern(node, kUnknownContent);
    }
    inputs.push_back(version);
  }
  std::vector<OutputAsLeft> outputs;
  bool all_exist = true;
  s_.overlay.ForEachOutput(pending.edge, [&](NodeId node) {
    outputs.push_back(contents.AsLeft(node));
    all_exist &= outputs.back().mtime_ns != 0;
  });
  if (!all_exist) return;
  s_.log.Record(graph.Outputs(pending.edge)[0],
                {.entry = pending.entry,
                 .environment = s_.check.environment(),
                 .outputs = outputs,
                 .inputs = inputs,
                 .place = s_.log.place()});
}

Status ContentRecorder::Settle() {
  if (pending_.empty()) return Ok();
  if (s_.check.files().remembers()) {
    LookAtFiles();
    for (const Pending& pending : pending_) WriteDown(pending);
  }
  pending_.clear();
  inputs_.clear();
  phony_.clear();
  return s_.log.Flush();
}

}  // namespace xb
