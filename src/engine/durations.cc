// SPDX-License-Identifier: Apache-2.0
#include "engine/durations.h"

#include <algorithm>
#include <string>

namespace xb {
namespace {

// For a rule of which nothing is known.  Only the proportions between such
// edges matter.
constexpr int64_t kUnknownMs = 500;
// A source this much smaller or larger than the median of its rule is taken
// to need this much less or more time.
constexpr double kMaxScale = 8;

int64_t Median(std::vector<int64_t>* values) {
  if (values->empty()) return 0;
  const auto middle = values->begin() + values->size() / 2;
  std::nth_element(values->begin(), middle, values->end());
  return *middle;
}

int64_t MeasuredMs(const Graph& graph, const BuildLog& log, EdgeId edge) {
  for (const NodeId output : graph.Outputs(edge)) {
    const LogEntry* entry = log.Find(output);
    if (entry != nullptr && entry->end_ms > 0) {
      return std::max(1, entry->end_ms - entry->start_ms);
    }
  }
  return 0;
}

// 0: a file that cannot be looked at, which is told by the scan.
int64_t SizeOf(const Overlay& overlay, NodeId node, Disk& disk) {
  const auto stat = disk.Stat(std::string(overlay.PathOf(node)));
  return stat.ok() ? stat.value().size : 0;
}

struct Unmeasured {
  EdgeId edge;
  int64_t source_size;
};

void Estimate(std::vector<Unmeasured>& edges, int64_t rule_ms,
              std::vector<int64_t>* ms) {
  std::vector<int64_t> sizes;
  for (const Unmeasured& one : edges) {
    if (one.source_size > 0) sizes.push_back(one.source_size);
  }
  const int64_t middle = std::max<int64_t>(1, Median(&sizes));
  for (const Unmeasured& one : edges) {
    double scale = 1;
    if (one.source_size > 0) {
      scale =
          static_cast<double>(one.source_size) / static_cast<double>(middle);
      scale = std::clamp(scale, 1 / kMaxScale, kMaxScale);
    }
    (*ms)[Index(one.edge)] = std::max<int64_t>(
        1, static_cast<int64_t>(static_cast<double>(rule_ms) * scale));
  }
}

}  // namespace

Durations PredictDurations(const Overlay& overlay, const BuildLog& log,
                           Disk& disk, std::span<const EdgeId> edges,
                           const SeenSize& seen_size) {
  const Graph& graph = overlay.graph();
  Durations durations;
  durations.ms.resize(graph.edge_count());
  durations.measured.resize(graph.edge_count());
  std::vector<std::vector<Unmeasured>> unmeasured(graph.rules.size());
  bool any_unmeasured = false;
  for (const EdgeId edge : edges) {
    if (graph.is_phony(edge)) continue;
    const int64_t ms = MeasuredMs(graph, log, edge);
    durations.ms[Index(edge)] = ms;
    durations.measured[Index(edge)] = ms != 0;
    if (ms != 0) continue;
    any_unmeasured = true;
    int64_t size = 0;
    const auto inputs = graph.ExplicitInputs(edge);
    if (!inputs.empty() && overlay.ProducerOf(inputs[0]) == kNoEdge) {
      size = seen_size ? seen_size(inputs[0]) : -1;
      if (size < 0) size = SizeOf(overlay, inputs[0], disk);
    }
    unmeasured[Index(graph.edge(edge).rule)].push_back({edge, size});
  }
  if (!any_unmeasured) return durations;

  std::vector<std::vector<int64_t>> measured(graph.rules.size());
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    const uint32_t rule = Index(graph.edges[e].rule);
    if (unmeasured[rule].empty()) continue;
    const int64_t ms = MeasuredMs(graph, log, EdgeId{e});
    if (ms != 0) measured[rule].push_back(ms);
  }
  for (size_t rule = 0; rule < unmeasured.size(); ++rule) {
    const int64_t rule_ms =
        measured[rule].empty() ? kUnknownMs : Median(&measured[rule]);
    Estimate(unmeasured[rule], rule_ms, &durations.ms);
  }
  return durations;
}

}  // namespace xb
