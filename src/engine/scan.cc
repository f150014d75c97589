// SPDX-License-Identifier: Apache-2.0
#include "engine/scan.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/path.h"
#include "engine/depfile_parser.h"
#include "graph/evaluate.h"
#include "history/scan_order.h"

namespace xb {
namespace {

// Files that one worker stats before it takes the next batch.
constexpr size_t kScanGrain = 512;

constexpr char kDepfileHint[] =
    "The depfile was written by an earlier run of the edge's command; remove "
    "it to have both made again";

}  // namespace

DependencyScan::DependencyScan(const Services& services)
    : s_(services), graph_(services.overlay.graph()) {
  for (const EdgeRow& row : graph_.edges.view()) {
    if (row.dyndep != kNoNode) s_.state.SetDyndepPending(row.dyndep, true);
  }
}

Status DependencyScan::Prefetch(std::span<const NodeId> targets) {
  std::vector<bool> seen(s_.overlay.node_count());
  std::vector<bool> edge_seen(graph_.edge_count());
  std::vector<NodeId> wanted;
  std::vector<NodeId> visited;  // with what is known already
  std::vector<EdgeId> open;
  const auto want = [&](NodeId node) {
    if (seen[Index(node)]) return;
    seen[Index(node)] = true;
    if (!s_.state.is_known(node)) wanted.push_back(node);
    if (s_.content != nullptr) visited.push_back(node);
    const EdgeId producer = s_.overlay.ProducerOf(node);
    if (producer == kNoEdge || edge_seen[Index(producer)]) return;
    if (s_.state.edge(producer).mark == VisitMark::kDone) return;
    edge_seen[Index(producer)] = true;
    open.push_back(producer);
  };
  for (const NodeId target : targets) want(target);
  std::vector<NodeId> inputs;
  while (!open.empty()) {
    const EdgeId edge = open.back();
    open.pop_back();
    s_.overlay.ForEachOutput(edge, want);
    s_.overlay.ForEachInput(edge, want);
    for (const NodeId node : graph_.Validations(edge)) want(node);
    const DepsKind deps_kind = graph_.edge(edge).deps;
    if (deps_kind == DepsKind::kNone) continue;
    if (deps_kind == DepsKind::kDepfile) {
      if (s_.content == nullptr) continue;
      inputs.clear();
      s_.content->AppendInputs(edge, &inputs);
      for (const NodeId node : inputs) want(node);
      continue;
    }
    if (const auto deps = s_.history.deps.Find(graph_.Outputs(edge)[0])) {
      for (const NodeId node : deps->inputs) want(node);
    }
  }
  StatAll(wanted);
  if (s_.content != nullptr) s_.content->files().HashMoved(visited);
  return Ok();
}

void DependencyScan::StatAll(std::span<const NodeId> nodes) {
  OwnedScanOrder order;
  GroupByDirectory(s_.overlay, nodes, &order);
  std::vector<FileStat> found(nodes.size());
  const auto stat = [&](size_t begin, size_t end) {
    auto directory =
        std::upper_bound(order.directories.begin(), order.directories.end(),
                         begin, [](size_t at, const ScanOrder::Directory& d) {
                           return at < d.nodes_end;
                         });
    std::vector<const char*> names;
    for (size_t at = begin; at < end; ++directory) {
      const size_t stop = std::min<size_t>(end, directory->nodes_end);
      const std::string path(order.paths.data() + directory->path.offset,
                             directory->path.size);
      names.clear();
      for (size_t i = at; i < stop; ++i) {
        names.push_back(s_.overlay.PathOf(order.nodes[i]).data() + path.size());
      }
      s_.disk.StatIn(path, names, std::span(found).subspan(at, names.size()));
      at = stop;
    }
  };
  s_.workers.ParallelFor(found.size(), kScanGrain, stat);
  for (size_t i = 0; i < found.size(); ++i) {
    // A failure is told when the scan comes to that file.
    if (found[i].mtime_ns < 0) continue;
    s_.state.SetStat(order.nodes[i], found[i].mtime_ns);
    if (s_.content == nullptr) continue;
    s_.content->files().SetStat(order.nodes[i], found[i]);
  }
}

Status DependencyScan::Stat(NodeId node) {
  if (s_.state.is_known(node)) return Ok();
  XB_ASSIGN(const FileStat stat,
            s_.disk.Stat(std::string(s_.overlay.PathOf(node))));
  s_.state.SetStat(node, stat.mtime_ns);
  if (s_.content != nullptr) s_.content->files().SetStat(node, stat);
  return Ok();
}

Status DependencyScan::Scan(NodeId target, std::vector<NodeId>* validations) {
  size_t next = validations->size();
  XB_TRY(Walk(target, validations));
  for (; next < validations->size(); ++next) {
    const NodeId validation = (*validations)[next];
    XB_TRY(Walk(validation, validations));
  }
  return Ok();
}

Status DependencyScan::Walk(NodeId target, std::vector<NodeId>* validations) {
  stack_.clear();
  inputs_.clear();
  if (Result<bool> pushed = Descend(target); !pushed.ok()) {
    return pushed.TakeError();
  }
  while (!stack_.empty()) {
    XB_ASSIGN(const bool settled, Step(stack_.size() - 1));
    if (!settled) continue;
    const Frame& frame = stack_.back();
    const auto more = graph_.Validations(frame.edge);
    validations->insert(validations->end(), more.begin(), more.end());
    inputs_.resize(frame.inputs_begin);
    stack_.pop_back();
  }
  return Ok();
}

Status DependencyScan::SettleSource(NodeId node) {
  XB_TRY(Stat(node));
  s_.state.SetDirty(node, !s_.state.exists(node));
  return Ok();
}

Result<bool> DependencyScan::Descend(NodeId node) {
  const EdgeId edge = s_.overlay.ProducerOf(node);
  if (edge == kNoEdge) {
    XB_TRY(SettleSource(node));
    return false;
  }
  const VisitMark mark = s_.state.edge(edge).mark;
  if (mark == VisitMark::kDone) return false;
  if (mark == VisitMark::kOnStack) return CycleError(node);
  s_.state.edge(edge).mark = VisitMark::kOnStack;
  Frame frame{.edge = edge, .via = node};
  frame.inputs_begin = static_cast<uint32_t>(inputs_.size());
  stack_.push_back(frame);
  return true;
}

Error DependencyScan::CycleError(NodeId node) const {
  const EdgeId edge = s_.overlay.ProducerOf(node);
  size_t start = 0;
  while (stack_[start].edge != edge) ++start;
  // The circle is told as starting and ending with the node that closes it.
  std::string message =
      "dependency cycle: " + std::string(s_.overlay.PathOf(node));
  for (size_t i = start + 1; i < stack_.size(); ++i) {
    message.append(" -> ").append(s_.overlay.PathOf(stack_[i].via));
  }
  message.append(" -> ").append(s_.overlay.PathOf(node));
  if (start + 1 == stack_.size() && graph_.is_phony(edge) &&
      graph_.Outputs(edge).size() == 1 &&
      graph_.ExplicitOutputs(edge).size() == 1 &&
      graph_.ImplicitInputs(edge).empty()) {
    // The parser drops such an input unless it was told not to.
    message += " [-w phonycycle=err]";
  }
  return MakeError(std::move(message));
}

Result<bool> DependencyScan::Step(size_t frame_index) {
  if (!stack_[frame_index].entered) {
    XB_ASSIGN(const bool entered, Enter(&stack_[frame_index]));
    if (!entered) return false;
  }
  while (true) {
    Frame& frame = stack_[frame_index];
    if (frame.next == frame.inputs_end) break;
    const NodeId input = inputs_[frame.next];
    XB_ASSIGN(const bool pushed, Descend(input));
    if (pushed) return false;
    TakeInput(&frame, input, frame.next >= frame.order_only_begin);
    ++frame.next;
  }
  XB_TRY(Settle(stack_[frame_index]));
  return true;
}

// Returns false when the dyndep file has to be settled first.
Result<bool> DependencyScan::Enter(Frame* frame) {
  const EdgeId edge = frame->edge;
  RunState::PerEdge& state = s_.state.edge(edge);
  const NodeId dyndep = graph_.edge(edge).dyndep;
  if (!state.deps_loaded && dyndep != kNoNode &&
      s_.state.is_dyndep_pending(dyndep)) {
    XB_ASSIGN(const bool pushed, Descend(dyndep));
    if (pushed) return false;
    const EdgeId producer = s_.overlay.ProducerOf(dyndep);
    if (producer == kNoEdge || s_.state.edge(producer).outputs_ready) {
      XB_TRY(LoadDyndep(dyndep));
    }
  }
  state.outputs_ready = true;
  Status stat = Ok();
  s_.overlay.ForEachOutput(edge, [&](NodeId node) {
    if (stat.ok()) stat = Stat(node);
  });
  XB_TRY(std::move(stat));
  if (!state.deps_loaded) {
    state.deps_loaded = true;
    XB_ASSIGN(const bool known, LoadDeps(edge));
    state.deps_missing = !known;
  }
  if (state.deps_missing) frame->dirty = true;
  s_.overlay.ForEachDirtyingInput(
      edge, [&](NodeId node) { inputs_.push_back(node); });
  frame->next = frame->inputs_begin;
  frame->order_only_begin = static_cast<uint32_t>(inputs_.size());
  for (const NodeId node : graph_.OrderOnlyInputs(edge)) {
    inputs_.push_back(node);
  }
  frame->inputs_end = static_cast<uint32_t>(inputs_.size());
  frame->entered = true;
  return true;
}

void DependencyScan::TakeInput(Frame* frame, NodeId input, bool order_only) {
  const EdgeId producer = s_.overlay.ProducerOf(input);
  if (producer != kNoEdge && !s_.state.edge(producer).outputs_ready) {
    s_.state.edge(frame->edge).outputs_ready = false;
  }
  if (order_only) return;
  if (s_.state.is_dirty(input)) {
    s_.reasons.Add(frame->edge, {.kind = ReasonKind::kInputDirty,
                                 .output = frame->via,
                                 .other = input});
    frame->dirty = true;
  } else if (frame->newest_input == kNoNode ||
             s_.state.mtime(input) > s_.state.mtime(frame->newest_input)) {
    frame->newest_input = input;
  }
}

Status DependencyScan::Settle(const Frame& frame) {
  bool dirty = frame.dirty;
  if (!dirty) {
    XB_ASSIGN(dirty, OutputsDirty(frame.edge, frame.newest_input));
  }
  RunState::PerEdge& state = s_.state.edge(frame.edge);
  if (dirty) {
    s_.overlay.ForEachOutput(
        frame.edge, [&](NodeId node) { s_.state.SetDirty(node, true); });
    // A phony edge without inputs has nothing to do and is ready at once.
    if (!graph_.is_phony(frame.edge) ||
        frame.inputs_begin != frame.inputs_end) {
      state.outputs_ready = false;
    }
  }
  state.mark = VisitMark::kDone;
  return Ok();
}

NodeId DependencyScan::NewestInput(EdgeId edge) const {
  NodeId newest = kNoNode;
  s_.overlay.ForEachDirtyingInput(edge, [&](NodeId input) {
    if (newest == kNoNode || s_.state.mtime(input) > s_.state.mtime(newest)) {
      newest = input;
    }
  });
  return newest;
}

void DependencyScan::SeedCommandHashes(std::span<const uint64_t> hashes) {
  command_hashes_.assign(hashes.begin(), hashes.end());
}

Result<uint64_t> DependencyScan::CommandHash(EdgeId edge) {
  if (command_hashes_.empty()) command_hashes_.resize(graph_.edge_count());
  uint64_t& hash = command_hashes_[Index(edge)];
  if (hash == 0) {
    XB_ASSIGN(const std::string command, EvaluateLoggedCommand(graph_, edge));
    hash = s_.history.log.HashCommand(command);
    ++hashes_computed_;
  }
  return hash;
}

Result<bool> DependencyScan::OutputsDirty(EdgeId edge, NodeId newest_input) {
  if (s_.content == nullptr || graph_.is_phony(edge)) {
    return AnyOutputDirty(edge, newest_input);
  }
  // Whatever the times say.
  XB_ASSIGN(const bool dirty, AnyOutputDirty(edge, kNoNode));
  if (dirty) return true;
  switch (s_.content->Judge(edge)) {
    case ContentVerdict::kUnknown:
      break;
    case ContentVerdict::kNew: {
      XB_ASSIGN(const bool outdated, AnyOutputDirty(edge, newest_input));
      if (!outdated) s_.content->Adopt(edge);
      return outdated;
    }
    case ContentVerdict::kChanged:
      return true;
    case ContentVerdict::kSame:
      // A generator looks at more than its inputs: who touches one of them
      // wants it to run.
      if (graph_.Has(edge, EdgeFlag::kGenerator)) break;
      return IsOutdatedByTime(edge, newest_input) &&
             s_.content->EnvironmentChanged(edge);
  }
  return AnyOutputDirty(edge, newest_input);
}

bool DependencyScan::IsOutdatedByTime(EdgeId edge, NodeId newest_input) const {
  if (newest_input == kNoNode) return false;
  const int64_t newest = s_.state.mtime(newest_input);
  const bool restat = s_.overlay.IsRestat(edge);
  bool outdated = false;
  s_.overlay.ForEachOutput(edge, [&](NodeId output) {
    const LogEntry* entry = s_.history.log.Find(output);
    const bool by_record = restat && entry != nullptr;
    outdated |= !by_record && s_.state.mtime(output) < newest;
    outdated |= entry != nullptr && entry->mtime_ns < newest;
  });
  return outdated;
}

Result<bool> DependencyScan::AnyOutputDirty(EdgeId edge, NodeId newest_input) {
  std::optional<uint64_t> command_hash;
  std::vector<NodeId> outputs;
  const auto declared = graph_.Outputs(edge);
  for (const NodeId output : declared) {
    XB_ASSIGN(const bool dirty,
              OutputDirty(edge, output, newest_input, &command_hash));
    if (dirty) return true;
  }
  for (const NodeId output : s_.overlay.DynamicOutputs(edge)) {
    XB_ASSIGN(const bool dirty,
              OutputDirty(edge, output, newest_input, &command_hash));
    if (dirty) return true;
  }
  return false;
}

Result<bool> DependencyScan::OutputDirty(
    EdgeId edge, NodeId output, NodeId newest_input,
    std::optional<uint64_t>* command_hash) {
  if (graph_.is_phony(edge)) {
    const bool has_inputs = !graph_.AllInputs(edge).empty() ||
                            !s_.overlay.DynamicInputs(edge).empty();
    if (!has_inputs && !s_.state.exists(output)) {
      s_.reasons.Add(
          edge, {.kind = ReasonKind::kPhonyWithoutInputs, .output = output});
      return true;
    }
    if (newest_input != kNoNode) {
      s_.state.RaiseMtime(output, s_.state.mtime(newest_input));
    }
    return false;
  }
  if (!s_.state.exists(output)) {
    s_.reasons.Add(edge,
                   {.kind = ReasonKind::kOutputMissing, .output = output});
    return true;
  }
  const LogEntry* entry = s_.history.log.Find(output);
  const bool restat = s_.overlay.IsRestat(edge);
  const int64_t newest =
      newest_input == kNoNode ? 0 : s_.state.mtime(newest_input);
  // The outputs of a restat edge may rightly be old: what was recorded when it
  // last ran counts.
  if (!(restat && entry != nullptr) && newest_input != kNoNode &&
      s_.state.mtime(output) < newest) {
    s_.reasons.Add(edge, {.kind = ReasonKind::kOutputOlder,
                          .output = output,
                          .other = newest_input,
                          .a = s_.state.mtime(output),
                          .b = newest});
    return true;
  }
  const bool generator = graph_.Has(edge, EdgeFlag::kGenerator);
  // Of a command that was cut short nothing is known, not even for a generator.
  const bool cut_short = entry != nullptr && *entry == LogEntry{};
  if (entry == nullptr || cut_short) {
    if (generator && !cut_short) return false;
    s_.reasons.Add(edge,
                   {.kind = ReasonKind::kCommandNotInLog, .output = output});
    return true;
  }
  if (!generator) {
    if (!command_hash->has_value()) {
      XB_ASSIGN(*command_hash, CommandHash(edge));
    }
    bool same = **command_hash == entry->command_hash;
    if (!same) {
      XB_ASSIGN(const std::string command, EvaluateLoggedCommand(graph_, edge));
      same = s_.history.log.MadeBy(*entry, command);
    }
    if (!same) {
      s_.reasons.Add(edge,
                     {.kind = ReasonKind::kCommandChanged, .output = output});
      return true;
    }
  }
  // The output can be newer than an input that changed after the command had
  // started, or be what a failed or killed command left.
  if (newest_input != kNoNode && entry->mtime_ns < newest) {
    s_.reasons.Add(edge, {.kind = ReasonKind::kRecordedOlder,
                          .output = output,
                          .other = newest_input,
                          .a = entry->mtime_ns,
                          .b = newest});
    return true;
  }
  return false;
}

Result<bool> DependencyScan::LoadDeps(EdgeId edge) {
  switch (graph_.edge(edge).deps) {
    case DepsKind::kNone:
      return true;
    case DepsKind::kDepfile:
      return LoadDepfile(edge);
    case DepsKind::kGcc:
    case DepsKind::kMsvc:
    case DepsKind::kUnknown:
      return LoadDepsFromLog(edge);
  }
  return true;
}

bool DependencyScan::LoadDepsFromLog(EdgeId edge) {
  const NodeId output = graph_.Outputs(edge)[0];
  const auto deps = s_.history.deps.Find(output);
  if (!deps) {
    s_.reasons.Add(edge, {.kind = ReasonKind::kDepsMissing, .output = output});
    return false;
  }
  if (s_.state.mtime(output) > deps->mtime_ns &&
      (s_.content == nullptr || !s_.content->IsAsLeft(edge, output))) {
    s_.reasons.Add(edge, {.kind = ReasonKind::kDepsOutOfDate,
                          .output = output,
                          .a = s_.state.mtime(output),
                          .b = deps->mtime_ns});
    return false;
  }
  s_.overlay.SetDiscoveredInputs(edge, deps->inputs);
  return true;
}

Result<bool> DependencyScan::LoadDepfile(EdgeId edge) {
  const std::string path = EvaluateOrEmpty(graph_, edge, KnownName::kDepfile);
  if (path.empty()) return true;
  XB_ASSIGN(const FileStat stat, s_.disk.Stat(path));
  files_read_.push_back({path, stat});
  Result<std::optional<std::string>> read = s_.disk.Read(path);
  if (!read.ok()) {
    return MakeError("loading '" + path + "': " + CauseOf(read.error(), path));
  }
  std::string content = read.value().value_or("");
  const NodeId first_output = graph_.Outputs(edge)[0];
  if (content.empty()) {
    s_.reasons.Add(edge, {.kind = ReasonKind::kDepfileMissing,
                          .output = first_output,
                          .text = path});
    return false;
  }
  DepfileContent depfile;
  if (Status parsed = ParseDepfile(&content, &depfile); !parsed.ok()) {
    return MakeError(path + ": " + parsed.error().message, kDepfileHint);
  }
  if (depfile.outputs.empty()) {
    return MakeError(path + ": no outputs declared", kDepfileHint);
  }
  std::string named;
  for (size_t i = 0; i < depfile.outputs.size(); ++i) {
    named = depfile.outputs[i];
    CanonicalizePath(&named);
    if (i == 0 && named != s_.overlay.PathOf(first_output)) {
      s_.reasons.Add(edge, {.kind = ReasonKind::kDepfileNamesOther,
                            .output = first_output,
                            .text = path,
                            .other_text = named});
      return false;
    }
    bool declared = false;
    s_.overlay.ForEachOutput(edge, [&](NodeId output) {
      declared |= s_.overlay.PathOf(output) == named;
    });
    if (!declared) {
      return MakeError(path + ": depfile mentions '" +
                           std::string(depfile.outputs[i]) +
                           "' as an output, but no such output was declared",
                       kDepfileHint);
    }
  }
  std::vector<NodeId> inputs;
  inputs.reserve(depfile.inputs.size());
  for (const std::string_view input : depfile.inputs) {
    named = input;
    if (named.empty()) return MakeError(path + ": empty path");
    CanonicalizePath(&named);
    inputs.push_back(s_.overlay.Intern(named));
  }
  s_.state.Grow();
  s_.overlay.SetDiscoveredInputs(edge, inputs);
  return true;
}

std::vector<LoadedDyndep> DependencyScan::TakeLoadedDyndeps() {
  return std::exchange(loaded_dyndeps_, {});
}

Status DependencyScan::CheckNewOutputs(std::span<const NodeId> outputs) const {
  std::vector<NodeId> sorted(outputs.begin(), outputs.end());
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  NodeId made_twice = twice == sorted.end() ? kNoNode : *twice;
  for (const NodeId output : outputs) {
    if (s_.overlay.ProducerOf(output) != kNoEdge) made_twice = output;
  }
  if (made_twice == kNoNode) return Ok();
  return MakeError("multiple rules generate " +
                   std::string(s_.overlay.PathOf(made_twice)));
}

Status DependencyScan::LoadDyndep(NodeId node) {
  s_.state.SetDyndepPending(node, false);
  const std::string path(s_.overlay.PathOf(node));
  XB_ASSIGN(const FileStat stat, s_.disk.Stat(path));
  files_read_.push_back({path, stat});
  Result<std::optional<std::string>> read = s_.disk.Read(path);
  if (!read.ok()) {
    return MakeError("loading '" + path + "': " + read.error().message);
  }
  if (!read.value().has_value()) {
    return MakeError("loading '" + path + "': No such file or directory");
  }
  XB_ASSIGN(std::vector<DyndepEntry> entries,
            s_.dyndeps.Read(path, *read.value(), s_.overlay));
  s_.state.Grow();
  std::unordered_map<uint32_t, DyndepEntry*> open;  // by edge
  for (DyndepEntry& entry : entries) open[Index(entry.edge)] = &entry;
  const auto first_output = [&](EdgeId edge) {
    return std::string(s_.overlay.PathOf(graph_.Outputs(edge)[0]));
  };

  LoadedDyndep loaded{.file = node};
  s_.overlay.ForEachConsumer(node, [&](EdgeId edge) {
    if (graph_.edge(edge).dyndep == node) loaded.edges.push_back(edge);
  });
  // An edge can have several links to the file.
  std::sort(loaded.edges.begin(), loaded.edges.end());
  const auto end = std::unique(loaded.edges.begin(), loaded.edges.end());
  loaded.edges.erase(end, loaded.edges.end());
  for (const EdgeId edge : loaded.edges) {
    const auto found = open.find(Index(edge));
    if (found == open.end()) {
      return MakeError("'" + first_output(edge) +
                       "' not mentioned in its dyndep file '" + path + "'");
    }
    Overlay::DynamicLinks& links = found->second->links;
    XB_TRY(CheckNewOutputs(links.outputs));
    s_.overlay.AddDynamicLinks(edge, std::move(links));
    open.erase(found);
  }
  for (const DyndepEntry& entry : entries) {
    if (!open.contains(Index(entry.edge))) continue;
    return MakeError("dyndep file '" + path + "' mentions output '" +
                     first_output(entry.edge) +
                     "' whose build statement does not have a dyndep binding "
                     "for the file");
  }
  loaded_dyndeps_.push_back(std::move(loaded));
  return Ok();
}

}  // namespace xb
