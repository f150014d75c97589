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
  wanted_nodes_.assign(graph_.node_count(), false);
  const auto want = [&](NodeId node) {
    if (Index(node) >= wanted_nodes_.size()) return;
    wanted_nodes_[Index(node)] = true;
    const EdgeId producer = overlay_.ProducerOf(node);
    if (producer != kNoEdge) wanted_edges_[Index(producer)] = true;
  };
  for (const NodeId target : targets) want(target);
  // Consumers before their producers.
  for (auto it = order_.edges.rbegin(); it != order_.edges.rend(); ++it) {
    if (!wanted_edges_[Index(*it)]) continue;
    for (const NodeId node : graph_.AllInputs(*it)) want(node);
    for (const NodeId node : graph_.Outputs(*it)) {
      wanted_nodes_[Index(node)] = true;
    }
    for (const NodeId node : Discovered(*it)) want(node);
  }
}

std::span<const NodeId> QuickScan::Discovered(EdgeId edge) const {
  if (graph_.edge(edge).deps == DepsKind::kNone) return {};
  const auto deps = history_.deps.Find(graph_.Outputs(edge)[0]);
  return deps ? deps->inputs : std::span<const NodeId>();
}

void QuickScan::ReadTimes(WorkQueue& workers) {
  // The mtime of a file that was not looked at, or cannot be, stays -1.
  std::vector<FileStat> found(order_.nodes.size(), FileStat{.mtime_ns = -1});
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
        if (!IsWanted(node) || state_.is_known(node)) continue;
        if (!entered) {
          stats.Enter(order_.paths.data() + directory->path.offset, stop - at);
          entered = true;
        }
        const char* path = overlay_.PathOf(node).data();
        if (!stats.Stat(path + directory->path.size, &found[at])) {
          found[at].mtime_ns = -1;
        }
      }
    }
  };
  workers.ParallelFor(found.size(), kGrain, read);
  for (size_t i = 0; i < found.size(); ++i) {
    // A failure is told when the scan comes to that file.
    if (found[i].mtime_ns < 0) continue;
    state_.SetStat(order_.nodes[i], found[i].mtime_ns);
    if (content_ == nullptr) continue;
    content_->files().SetStat(order_.nodes[i], found[i]);
  }
}

void QuickScan::SettleCleanEdges() {
  // Any file without a producer may turn out to have one.
  const auto edges = graph_.edges.view();
  if (std::any_of(edges.begin(), edges.end(),
                  [](const EdgeRow& row) { return row.dyndep != kNoNode; })) {
    return;
  }
  if (content_ != nullptr) {
    recalled_.assign(overlay_.node_count(), kNoVersion);
    for (const NodeId node : order_.nodes) {
      recalled_[Index(node)] = content_->files().Recalled(node);
    }
  }
  for (const EdgeId edge : order_.edges) {
    if (!wanted_edges_.empty() && !wanted_edges_[Index(edge)]) continue;
    RunState::PerEdge& state = state_.edge(edge);
    // An earlier scan may have found it dirty, and what is above it as well.
    if (state.mark != VisitMark::kNone || !IsClean(edge)) continue;
    state.mark = VisitMark::kDone;
    state.outputs_ready = true;
    state.deps_loaded = true;
  }
}

bool QuickScan::IsReady(NodeId input) const {
  const EdgeId producer = overlay_.ProducerOf(input);
  return producer == kNoEdge || state_.edge(producer).outputs_ready;
}

bool QuickScan::TakeInput(NodeId input, int64_t* newest) const {
  if (!IsReady(input)) return false;
  // 0: missing, or not known.
  const int64_t mtime = state_.mtime(input);
  *newest = std::max(*newest, mtime);
  return mtime != 0;
}

// A name that no file has stands for the content of all its inputs.
void QuickScan::RecallPhony(EdgeId edge) {
  for (const NodeId input : graph_.DirtyingInputs(edge)) {
    if (recalled_[Index(input)] == kNoVersion) return;
  }
  for (const NodeId output : graph_.Outputs(edge)) {
    VersionId& version = recalled_[Index(output)];
    if (version != kNoVersion || graph_.ConsumersOf(output).empty()) continue;
    // Hashes no file: the inputs are known.
    version = content_->files().Current(output);
  }
}

bool QuickScan::IsClean(EdgeId edge) {
  const EdgeRow& row = graph_.edge(edge);
  // These need more than a look at what is known.
  if (row.deps == DepsKind::kDepfile || !graph_.Validations(edge).empty()) {
    return false;
  }
  int64_t newest = 0;
  for (const NodeId input : graph_.DirtyingInputs(edge)) {
    if (!TakeInput(input, &newest)) return false;
  }
  for (const NodeId input : graph_.OrderOnlyInputs(edge)) {
    if (!IsReady(input)) return false;
  }
  if (graph_.is_phony(edge)) {
    if (graph_.AllInputs(edge).empty()) return false;
    const auto outputs = graph_.Outputs(edge);
    // What cannot be looked at is an error, to be told by the scan.
    if (!std::all_of(outputs.begin(), outputs.end(),
                     [&](NodeId node) { return state_.is_known(node); })) {
      return false;
    }
    for (const NodeId output : outputs) state_.RaiseMtime(output, newest);
    if (content_ != nullptr) RecallPhony(edge);
    return true;
  }
  if (row.deps != DepsKind::kNone) {
    const NodeId first = graph_.Outputs(edge)[0];
    const auto deps = history_.deps.Find(first);
    if (!deps || state_.mtime(first) > deps->mtime_ns) return false;
    for (const NodeId input : deps->inputs) {
      if (!TakeInput(input, &newest)) return false;
    }
  }
  return content_ == nullptr ? AreOutputsClean(edge, newest)
                             : IsCleanByContent(edge, newest);
}

bool QuickScan::IsCleanByContent(EdgeId edge, int64_t newest) const {
  switch (content_->JudgeRecalled(edge, Discovered(edge), recalled_)) {
    case ContentVerdict::kUnknown:
      return !content_->MayAdopt(edge) && AreOutputsClean(edge, newest);
    case ContentVerdict::kNew:
    case ContentVerdict::kChanged:
      return false;
    case ContentVerdict::kSame:
      if (AreOutputsClean(edge, newest)) return true;
      return !graph_.Has(edge, EdgeFlag::kGenerator) &&
             AreOutputsClean(edge, 0) && content_->IsSameEnvironment(edge);
  }
  return false;
}

bool QuickScan::AreOutputsClean(EdgeId edge, int64_t newest) const {
  const bool generator = graph_.Has(edge, EdgeFlag::kGenerator);
  const bool restat = graph_.Has(edge, EdgeFlag::kRestat);
  for (const NodeId output : graph_.Outputs(edge)) {
    if (!state_.exists(output)) return false;
    const LogEntry* entry = history_.log.Find(output);
    if (!(restat && entry != nullptr) && state_.mtime(output) < newest) {
      return false;
    }
    if (entry == nullptr) {
      if (!generator) return false;
      continue;
    }
    // Of a command that was cut short nothing is known.
    if (entry->mtime_ns < newest || *entry == LogEntry{}) return false;
    if (generator) continue;
    const uint64_t hash = hashes_.empty() ? 0 : hashes_[Index(edge)];
    if (hash == 0 || entry->command_hash != hash) return false;
  }
  return true;
}

}  // namespace xb
