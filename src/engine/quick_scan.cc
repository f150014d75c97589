// SPDX-License-Identifier: Apache-2.0
#include "engine/quick_scan.h"

#include <algorithm>
#include <vector>

#include "os/directory_stats.h"

namespace xb {
namespace {

// Files that one worker looks at before it takes the next piece.
constexpr size_t kGrain = 1024;

}  // namespace

void QuickScan::Restrict(std::span<const NodeId> targets) {
  wanted_edges_.assign(graph_.edge_count(), false);
  wanted_nodes_.assign(overlay_.node_count(), false);
  std::vector<EdgeId> open;
  const auto want = [&](NodeId node) {
    if (wanted_nodes_[Index(node)]) return;
    wanted_nodes_[Index(node)] = true;
    const EdgeId producer = overlay_.ProducerOf(node);
    if (producer == kNoEdge || wanted_edges_[Index(producer)]) return;
    wanted_edges_[Index(producer)] = true;
    open.push_back(producer);
  };
  const auto want_all = [&](std::span<const NodeId> nodes) {
    for (const NodeId node : nodes) want(node);
  };
  want_all(targets);
  while (!open.empty()) {
    const EdgeId edge = open.back();
    open.pop_back();
    want_all(graph_.AllInputs(edge));
    want_all(Discovered(edge));
    want_all(overlay_.DynamicInputs(edge));
    overlay_.ForEachOutput(
        edge, [&](NodeId node) { wanted_nodes_[Index(node)] = true; });
    want_all(graph_.Validations(edge));
  }
}

Status QuickScan::LoadDyndeps(std::span<const NodeId> targets,
                              DependencyScan* scan, WorkQueue& workers,
                              std::vector<NodeId>* validations) {
  std::vector<bool> tried(graph_.node_count());
  while (true) {
    Restrict(targets);
    std::vector<NodeId> files;
    for (uint32_t e = 0; e < graph_.edge_count(); ++e) {
      const NodeId file = graph_.edge(EdgeId{e}).dyndep;
      if (!wanted_edges_[e] || !IsDyndepPending(EdgeId{e})) continue;
      if (tried[Index(file)]) continue;
      tried[Index(file)] = true;
      files.push_back(file);
    }
    if (files.empty()) return Ok();
    Restrict(files);
    ReadTimes(workers);
    SettleCleanEdges();
    for (const NodeId file : files) {
      XB_TRY(scan->Scan(file, validations));
      // Another one may have led here.
      if (state_.is_dyndep_pending(file) && IsReady(file)) {
        XB_TRY(scan->LoadDyndep(file));
      }
    }
  }
}

std::span<const NodeId> QuickScan::Discovered(EdgeId edge) const {
  if (graph_.edge(edge).deps == DepsKind::kNone) return {};
  const auto deps = history_.deps.Find(graph_.Outputs(edge)[0]);
  return deps ? deps->inputs : std::span<const NodeId>();
}

void QuickScan::ReadTimes(WorkQueue& workers) {
  const auto is_missed = [&](NodeId node) {
    return IsWanted(node) && !state_.is_known(node);
  };
  const auto nodes = order_.nodes;
  if (std::none_of(nodes.begin(), nodes.end(), is_missed)) return;
  // The mtime of a file that was not looked at, or cannot be, stays -1.
  struct Found {
    FileStat stat{.mtime_ns = -1};
    bool is_link = false;
  };
  std::vector<Found> found(order_.nodes.size());
  // Who writes down what an edge left has to know.
  const bool with_links = content_ != nullptr && content_->files().remembers();
  const auto read = [&](size_t begin, size_t end) {
    DirectoryStats stats;
    const auto directories = order_.directories;
    auto directory =
        std::upper_bound(directories.begin(), directories.end(), begin,
                         [](size_t at, const ScanOrder::Directory& d) {
                           return at < d.nodes_end;
                         });
    for (size_t at = begin; at < end; ++directory) {
      const size_t stop = std::min<size_t>(end, directory->nodes_end);
      bool entered = false;
      for (; at < stop; ++at) {
        const NodeId node = order_.nodes[at];
        if (!is_missed(node)) continue;
        if (!entered) {
          stats.Enter(order_.paths.data() + directory->path.offset, stop - at);
          entered = true;
        }
        const char* path = overlay_.PathOf(node).data();
        const char* name = path + directory->path.size;
        Found& file = found[at];
        const bool known = with_links
                               ? stats.Stat(name, &file.stat, &file.is_link)
                               : stats.Stat(name, &file.stat);
        if (!known) file.stat.mtime_ns = -1;
      }
    }
  };
  workers.ParallelFor(found.size(), kGrain, read);
  for (size_t i = 0; i < found.size(); ++i) {
    // A failure is told when the scan comes to that file.
    const FileStat& stat = found[i].stat;
    if (stat.mtime_ns < 0) continue;
    state_.SetStat(order_.nodes[i], stat.mtime_ns);
    if (content_ == nullptr) continue;
    content_->files().SetStat(order_.nodes[i], stat);
    if (with_links && !found[i].is_link) {
      content_->files().SetNoLink(order_.nodes[i]);
    }
  }
}

void QuickScan::SettleCleanEdges() {
  // A dyndep file that is loaded later may give a file a producer, and then
  // its readers are looked for.
  const auto edges = graph_.edges.view();
  const bool with_links =
      std::any_of(edges.begin(), edges.end(), [&](const EdgeRow& row) {
        return row.dyndep != kNoNode && state_.is_dyndep_pending(row.dyndep);
      });
  GatherFiles();
  for (const EdgeId edge : order_.edges) {
    if (!wanted_edges_.empty() && !wanted_edges_[Index(edge)]) continue;
    RunState::PerEdge& state = state_.edge(edge);
    // An earlier scan may have found it dirty, and what is above it as well.
    if (state.mark != VisitMark::kNone || !IsClean(edge)) continue;
    state.mark = VisitMark::kDone;
    state.outputs_ready = true;
    state.deps_loaded = true;
    ShowOutputs(edge);
    if (with_links) overlay_.SetDiscoveredInputs(edge, Discovered(edge));
  }
}

void QuickScan::GatherFiles() {
  files_.assign(overlay_.node_count(), {});
  for (uint32_t i = 0; i < files_.size(); ++i) {
    const NodeId node{i};
    if (!state_.is_known(node)) continue;
    File& file = files_[i];
    if (IsReady(node)) file.mtime_ns = state_.mtime(node);
    if (content_ == nullptr) continue;
    file.recalled = content_->files().Recalled(node);
    file.stamp = content_->files().RecalledStamp(node);
  }
}

void QuickScan::ShowOutputs(EdgeId edge) {
  overlay_.ForEachOutput(edge, [&](NodeId output) {
    files_[Index(output)].mtime_ns = state_.mtime(output);
  });
}

bool QuickScan::IsReady(NodeId input) const {
  const EdgeId producer = overlay_.ProducerOf(input);
  return producer == kNoEdge || state_.edge(producer).outputs_ready;
}

bool QuickScan::TakeInputs(std::span<const NodeId> inputs,
                           const ContentLog::Run* run, Walk* walk) const {
  for (const NodeId input : inputs) {
    const File& file = files_[Index(input)];
    if (file.mtime_ns == 0) return false;
    walk->newest = std::max(walk->newest, file.mtime_ns);
    if (walk->then == nullptr) continue;
    // A version is of one node.
    const VersionId then = *walk->then++;
    if (then == file.recalled || then == file.stamp) continue;
    walk->same = walk->same && content_->IsUntouched(*run, input, then);
  }
  return true;
}

bool QuickScan::IsCleanPhony(EdgeId edge) {
  Walk walk;
  if (graph_.AllInputs(edge).empty() ||
      !TakeInputs(graph_.DirtyingInputs(edge), nullptr, &walk)) {
    return false;
  }
  const auto outputs = graph_.Outputs(edge);
  // What cannot be looked at is an error, to be told by the scan.
  if (!std::all_of(outputs.begin(), outputs.end(),
                   [&](NodeId node) { return state_.is_known(node); })) {
    return false;
  }
  for (const NodeId output : outputs) state_.RaiseMtime(output, walk.newest);
  if (content_ == nullptr) return true;
  // A name that no file has stands for the content of all its inputs.
  for (const NodeId input : graph_.DirtyingInputs(edge)) {
    if (files_[Index(input)].recalled == kNoVersion) return true;
  }
  for (const NodeId output : outputs) {
    VersionId& version = files_[Index(output)].recalled;
    if (version != kNoVersion || graph_.ConsumersOf(output).empty()) continue;
    // Hashes no file: the inputs are known.
    version = content_->files().Current(output);
  }
  return true;
}

bool QuickScan::IsClean(EdgeId edge) {
  const EdgeRow& row = graph_.edge(edge);
  // These need more than a look at what is known.
  if (row.deps == DepsKind::kDepfile || !graph_.Validations(edge).empty() ||
      IsDyndepPending(edge) ||
      (graph_.is_phony(edge) && row.dyndep != kNoNode)) {
    return false;
  }
  for (const NodeId input : graph_.OrderOnlyInputs(edge)) {
    if (!IsReady(input)) return false;
  }
  if (graph_.is_phony(edge)) return IsCleanPhony(edge);
  std::span<const NodeId> discovered;
  if (row.deps != DepsKind::kNone) {
    const NodeId first = graph_.Outputs(edge)[0];
    const auto deps = history_.deps.Find(first);
    if (!deps || state_.mtime(first) > deps->mtime_ns) return false;
    discovered = deps->inputs;
  }
  const auto declared = graph_.DirtyingInputs(edge);
  const auto dynamic = overlay_.DynamicInputs(edge);
  Walk walk;
  std::optional<ContentLog::Run> run;
  if (content_ != nullptr) run = content_->LastRun(edge);
  if (run) {
    if (run->inputs.size() !=
        declared.size() + discovered.size() + dynamic.size()) {
      return false;
    }
    walk.then = run->inputs.data();
  }
  const ContentLog::Run* const then = run ? &*run : nullptr;
  if (!TakeInputs(declared, then, &walk) ||
      !TakeInputs(discovered, then, &walk) ||
      !TakeInputs(dynamic, then, &walk) || !walk.same) {
    return false;
  }
  if (run) return IsCleanByContent(edge, *run, walk.newest);
  if (!AreOutputsClean(edge, walk.newest)) return false;
  if (content_ != nullptr) Adopt(edge, discovered, dynamic);
  return true;
}

bool QuickScan::IsCleanByContent(EdgeId edge, const ContentLog::Run& run,
                                 int64_t newest) const {
  if (!content_->AreOutputsAsLeft(edge, run)) return false;
  if (AreOutputsClean(edge, newest)) return true;
  return !graph_.Has(edge, EdgeFlag::kGenerator) && AreOutputsClean(edge, 0) &&
         content_->IsSameEnvironment(edge);
}

void QuickScan::Adopt(EdgeId edge, std::span<const NodeId> discovered,
                      std::span<const NodeId> dynamic) {
  if (!content_->files().remembers()) return;
  versions_.clear();
  const auto take = [&](NodeId input) {
    File& file = files_[Index(input)];
    if (file.recalled == kNoVersion && file.stamp == kNoVersion) {
      file.stamp = content_->VersionToAdopt(input);
    }
    versions_.push_back(file.recalled != kNoVersion ? file.recalled
                                                    : file.stamp);
    return versions_.back() != kNoVersion;
  };
  const auto declared = graph_.DirtyingInputs(edge);
  if (std::all_of(declared.begin(), declared.end(), take) &&
      std::all_of(discovered.begin(), discovered.end(), take) &&
      std::all_of(dynamic.begin(), dynamic.end(), take)) {
    content_->AdoptAs(edge, versions_);
  }
}

bool QuickScan::AreOutputsClean(EdgeId edge, int64_t newest) const {
  const auto is_clean = [&](NodeId output) {
    return IsOutputClean(edge, output, newest);
  };
  const auto declared = graph_.Outputs(edge);
  const auto dynamic = overlay_.DynamicOutputs(edge);
  return std::all_of(declared.begin(), declared.end(), is_clean) &&
         std::all_of(dynamic.begin(), dynamic.end(), is_clean);
}

bool QuickScan::IsOutputClean(EdgeId edge, NodeId output,
                              int64_t newest) const {
  if (!state_.exists(output)) return false;
  const LogEntry* entry = history_.log.Find(output);
  const bool generator = graph_.Has(edge, EdgeFlag::kGenerator);
  if (!(overlay_.IsRestat(edge) && entry != nullptr) &&
      state_.mtime(output) < newest) {
    return false;
  }
  if (entry == nullptr) return generator;
  // Of a command that was cut short nothing is known.
  if (entry->mtime_ns < newest || *entry == LogEntry{}) return false;
  if (generator) return true;
  const uint64_t hash = hashes_.empty() ? 0 : hashes_[Index(edge)];
  return hash != 0 && entry->command_hash == hash;
}

}  // namespace xb
