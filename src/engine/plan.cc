// SPDX-License-Identifier: Apache-2.0
#include "engine/plan.h"

#include <algorithm>
#include <string>

namespace xb {

Plan::Plan(const Services& services)
    : s_(services),
      graph_(services.overlay.graph()),
      pools_(graph_.pools.size()) {}

bool Plan::IsPlanned(EdgeId edge) const {
  switch (s_.state.edge(edge).state) {
    case EdgeState::kPassing:
    case EdgeState::kWaiting:
    case EdgeState::kQueued:
    case EdgeState::kRunning:
      return true;
    case EdgeState::kUnwanted:
    case EdgeState::kDone:
    case EdgeState::kFailed:
      return false;
  }
  return false;
}

// The one place where an edge changes state.
void Plan::SetState(EdgeId edge, EdgeState to) {
  EdgeState& from = s_.state.edge(edge).state;
  const auto allowed = [&] {
    switch (to) {
      case EdgeState::kPassing:
        return from == EdgeState::kUnwanted || from == EdgeState::kWaiting;
      case EdgeState::kWaiting:
        return from == EdgeState::kPassing;
      case EdgeState::kQueued:
        return from == EdgeState::kWaiting;
      case EdgeState::kRunning:
        return from == EdgeState::kQueued;
      case EdgeState::kDone:
        return from == EdgeState::kRunning || from == EdgeState::kPassing;
      case EdgeState::kFailed:
        return from == EdgeState::kRunning;
      case EdgeState::kUnwanted:
        return false;
    }
    return false;
  };
  XB_CHECK(allowed());
  const bool wanted_before =
      from != EdgeState::kUnwanted && from != EdgeState::kPassing;
  if (to == EdgeState::kWaiting) {
    ++wanted_;
    CountCommand(edge, 1);
  } else if (to == EdgeState::kPassing && wanted_before) {
    --wanted_;
    CountCommand(edge, -1);
  } else if (to == EdgeState::kDone && wanted_before) {
    --wanted_;
  }
  from = to;
}

void Plan::CountCommand(EdgeId edge, int sign) {
  if (graph_.is_phony(edge)) return;
  commands_ += sign;
  if (durations_.ms.empty() || MeasuredMs(edge) < 0) return;
  measured_count_ += sign;
  measured_ms_ += sign * MeasuredMs(edge);
}

int64_t Plan::MeasuredMs(EdgeId edge) const {
  return durations_.measured[Index(edge)] ? durations_.ms[Index(edge)] : -1;
}

Status Plan::AddTarget(NodeId target) {
  return AddSubTarget(target, {}, nullptr);
}

void Plan::Want(EdgeId edge) {
  SetState(edge, EdgeState::kWaiting);
  cut_off_.erase(Index(edge));
}

Result<bool> Plan::Admit(NodeId node, std::string_view needed_by,
                         std::vector<EdgeId>* walked) {
  const EdgeId edge = s_.overlay.ProducerOf(node);
  if (edge == kNoEdge) {
    // A missing file that only a depfile or dyndep file names makes its
    // readers dirty; a missing source stops the build.
    if (s_.state.is_dirty(node) && s_.overlay.IsDeclared(node)) {
      std::string message = "'" + std::string(s_.overlay.PathOf(node)) + "'";
      if (!needed_by.empty()) {
        message.append(", needed by '").append(needed_by).append("',");
      }
      return MakeError(message + " missing and no known rule to make it");
    }
    return false;
  }
  RunState::PerEdge& state = s_.state.edge(edge);
  if (state.outputs_ready) return false;
  if (walked != nullptr && (state.state == EdgeState::kQueued ||
                            state.state == EdgeState::kRunning)) {
    return false;
  }
  const bool is_new = state.state == EdgeState::kUnwanted;
  if (is_new) SetState(edge, EdgeState::kPassing);
  if (s_.state.is_dirty(node) && state.state == EdgeState::kPassing) {
    Want(edge);
  }
  if (walked != nullptr) walked->push_back(edge);
  return is_new;
}

std::string Plan::WhereNamed(EdgeId edge) const {
  const EdgeRow& row = graph_.edge(edge);
  const StringId file = graph_.files[row.file].path;
  return "It is an input of the edge at " + std::string(graph_.Name(file)) +
         ":" + std::to_string(row.line);
}

Status Plan::AddSubTarget(NodeId target, std::string_view needed_by,
                          std::vector<EdgeId>* walked) {
  std::vector<Visit> stack;
  const auto enter = [&](NodeId node, std::string_view reader) -> Status {
    Result<bool> admitted = Admit(node, reader, walked);
    if (!admitted.ok()) {
      Error error = admitted.TakeError();
      if (!stack.empty()) error.hint = WhereNamed(stack.back().edge);
      return error;
    }
    if (!admitted.value()) return Ok();
    Visit visit{.edge = s_.overlay.ProducerOf(node), .via = node};
    s_.overlay.ForEachInput(
        visit.edge, [&](NodeId input) { visit.inputs.push_back(input); });
    stack.push_back(std::move(visit));
    return Ok();
  };
  XB_TRY(enter(target, needed_by));
  while (!stack.empty()) {
    Visit& visit = stack.back();
    if (visit.next == visit.inputs.size()) {
      order_.push_back(visit.edge);
      stack.pop_back();
      continue;
    }
    const NodeId input = visit.inputs[visit.next++];
    XB_TRY(enter(input, s_.overlay.PathOf(visit.via)));
  }
  return Ok();
}

uint32_t Plan::CountPending(EdgeId edge) const {
  uint32_t pending = 0;
  s_.overlay.ForEachInput(edge, [&](NodeId input) {
    const EdgeId producer = s_.overlay.ProducerOf(input);
    if (producer != kNoEdge && !s_.state.edge(producer).outputs_ready) {
      ++pending;
    }
  });
  return pending;
}

bool Plan::Before(EdgeId a, EdgeId b) const {
  const int64_t a_ms = critical_path_ms_[Index(a)];
  const int64_t b_ms = critical_path_ms_[Index(b)];
  return a_ms != b_ms ? a_ms < b_ms : a > b;
}

Status Plan::Prepare(Durations durations) {
  // What the first scan loaded is in the plan already.
  s_.scan.TakeLoadedDyndeps();
  durations_ = std::move(durations);
  critical_path_ms_ = durations_.ms;
  for (auto it = order_.rbegin(); it != order_.rend(); ++it) {
    const int64_t below = critical_path_ms_[Index(*it)];
    s_.overlay.ForEachInput(*it, [&](NodeId input) {
      const EdgeId producer = s_.overlay.ProducerOf(input);
      if (producer == kNoEdge) return;
      int64_t& path = critical_path_ms_[Index(producer)];
      path = std::max(path, below + durations_.ms[Index(producer)]);
    });
  }
  for (const EdgeId edge : order_) {
    RunState::PerEdge& state = s_.state.edge(edge);
    state.pending_inputs = CountPending(edge);
    if (state.state == EdgeState::kWaiting && MeasuredMs(edge) >= 0) {
      ++measured_count_;
      measured_ms_ += MeasuredMs(edge);
    }
  }
  // Higher priorities must get the first places of a pool: fill the pools
  // after all edges that are ready from the start are known.
  std::vector<EdgeId> initial;
  for (const EdgeId edge : order_) {
    if (s_.state.edge(edge).pending_inputs == 0) initial.push_back(edge);
  }
  std::sort(initial.begin(), initial.end(),
            [&](EdgeId a, EdgeId b) { return Before(b, a); });
  for (const EdgeId edge : initial) InputsReady(edge);
  return Propagate();
}

void Plan::PushReady(EdgeId edge) {
  const auto before = [&](EdgeId a, EdgeId b) { return Before(a, b); };
  ready_.push_back(edge);
  std::push_heap(ready_.begin(), ready_.end(), before);
}

EdgeId Plan::NextReady() {
  XB_CHECK(has_ready());
  const auto before = [&](EdgeId a, EdgeId b) { return Before(a, b); };
  std::pop_heap(ready_.begin(), ready_.end(), before);
  const EdgeId edge = ready_.back();
  ready_.pop_back();
  SetState(edge, EdgeState::kRunning);
  return edge;
}

void Plan::Schedule(EdgeId edge) {
  SetState(edge, EdgeState::kQueued);
  if (graph_.is_phony(edge)) {
    SetState(edge, EdgeState::kRunning);
    MarkDone(edge);
    return;
  }
  const PoolId pool = graph_.edge(edge).pool;
  if (graph_.pools[Index(pool)].depth == 0) {
    PushReady(edge);
    return;
  }
  auto& delayed = pools_[Index(pool)].delayed;
  const auto before = [&](EdgeId a, EdgeId b) { return Before(a, b); };
  delayed.push_back(edge);
  std::push_heap(delayed.begin(), delayed.end(), before);
  FillFromPool(pool);
}

void Plan::FillFromPool(PoolId pool) {
  PoolState& state = pools_[Index(pool)];
  const int32_t depth = graph_.pools[Index(pool)].depth;
  const auto before = [&](EdgeId a, EdgeId b) { return Before(a, b); };
  while (!state.delayed.empty() && state.in_use < depth) {
    std::pop_heap(state.delayed.begin(), state.delayed.end(), before);
    PushReady(state.delayed.back());
    state.delayed.pop_back();
    ++state.in_use;
  }
}

void Plan::ReleasePool(EdgeId edge) {
  const PoolId pool = graph_.edge(edge).pool;
  if (graph_.pools[Index(pool)].depth == 0) return;
  --pools_[Index(pool)].in_use;
  FillFromPool(pool);
}

void Plan::MarkDone(EdgeId edge) {
  SetState(edge, EdgeState::kDone);
  bool& ready = s_.state.edge(edge).outputs_ready;
  done_.push_back({edge, ready});
  ready = true;
}

void Plan::Failed(EdgeId edge) {
  SetState(edge, EdgeState::kFailed);
  ReleasePool(edge);
}

Status Plan::Succeeded(EdgeId edge) {
  ReleasePool(edge);
  MarkDone(edge);
  return Propagate();
}

Status Plan::Propagate() {
  while (!done_.empty()) {
    const Done done = done_.back();
    done_.pop_back();
    std::vector<NodeId> outputs;
    s_.overlay.ForEachOutput(done.edge,
                             [&](NodeId output) { outputs.push_back(output); });
    for (const NodeId output : outputs) {
      XB_TRY(OutputReady(output, done.was_ready || recount_));
    }
  }
  recount_ = false;
  return Ok();
}

// With `recount`, somebody may have counted the producer as ready before this
// was told: it was called ready before it finished (a dyndep file showed that
// it is clean), or its readers were counted while it waited in `done_`.
Status Plan::OutputReady(NodeId output, bool recount) {
  const bool dyndep = s_.state.is_dyndep_pending(output);
  std::vector<EdgeId> ready;
  s_.overlay.ForEachConsumer(output, [&](EdgeId consumer) {
    if (!IsPlanned(consumer)) return;
    RunState::PerEdge& state = s_.state.edge(consumer);
    if (recount) {
      state.pending_inputs = CountPending(consumer);
    } else if (state.pending_inputs > 0) {
      --state.pending_inputs;
    }
    if (state.pending_inputs == 0) ready.push_back(consumer);
  });
  if (dyndep) return DyndepReady(output);
  for (const EdgeId edge : ready) InputsReady(edge);
  return Ok();
}

void Plan::InputsReady(EdgeId edge) {
  const RunState::PerEdge& state = s_.state.edge(edge);
  if (state.state == EdgeState::kWaiting) {
    Schedule(edge);
  } else if (state.state == EdgeState::kPassing) {
    MarkDone(edge);
  }
}

Status Plan::Clean(NodeId output) {
  std::vector<NodeId> open{output};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    s_.state.SetDirty(node, false);
    std::vector<EdgeId> consumers;
    s_.overlay.ForEachConsumer(node,
                               [&](EdgeId edge) { consumers.push_back(edge); });
    for (const EdgeId edge : consumers) {
      const RunState::PerEdge& state = s_.state.edge(edge);
      if (state.state != EdgeState::kWaiting || state.deps_missing) continue;
      XB_ASSIGN(const bool dirty, StillDirty(edge));
      if (dirty) continue;
      SetState(edge, EdgeState::kPassing);
      if (!graph_.is_phony(edge)) cut_off_.insert(Index(edge));
      s_.overlay.ForEachOutput(edge,
                               [&](NodeId made) { open.push_back(made); });
    }
  }
  return Ok();
}

// An edge may be asked once for each of its inputs, so it remembers how many
// of them it has found clean.
Result<bool> Plan::StillDirty(EdgeId edge) {
  RunState::PerEdge& state = s_.state.edge(edge);
  if (state.clean_inputs == RunState::kDirtyItself) return true;
  const std::span<const NodeId> parts[] = {graph_.DirtyingInputs(edge),
                                           s_.overlay.DiscoveredInputs(edge),
                                           s_.overlay.DynamicInputs(edge)};
  size_t before = 0;
  for (const std::span<const NodeId> part : parts) {
    for (size_t i = state.clean_inputs - before; i < part.size(); ++i) {
      if (s_.state.is_dirty(part[i])) return true;
      ++state.clean_inputs;
    }
    before += part.size();
  }
  XB_ASSIGN(const bool dirty,
            s_.scan.OutputsDirty(edge, s_.scan.NewestInput(edge)));
  if (dirty) state.clean_inputs = RunState::kDirtyItself;
  return dirty;
}

Status Plan::DyndepReady(NodeId node) {
  recount_ = true;
  XB_TRY(s_.scan.LoadDyndep(node));
  std::vector<EdgeId> touched;
  const auto touch = [&](EdgeId edge) { touched.push_back(edge); };
  // Scanning again can come upon more files that are ready by now.
  for (auto loaded = s_.scan.TakeLoadedDyndeps(); !loaded.empty();
       loaded = s_.scan.TakeLoadedDyndeps()) {
    for (const LoadedDyndep& one : loaded) {
      XB_TRY(RefreshDependents(one.file, &touched));
      XB_TRY(AddDiscoveredInputs(one.edges, &touched));
      s_.overlay.ForEachConsumer(one.file, touch);
      for (const EdgeId edge : one.edges) {
        touch(edge);
        for (const NodeId made : s_.overlay.DynamicOutputs(edge)) {
          s_.overlay.ForEachConsumer(made, touch);
        }
      }
    }
  }
  Recount(std::move(touched));
  return Ok();
}

Status Plan::AddDiscoveredInputs(std::span<const EdgeId> edges,
                                 std::vector<EdgeId>* walked) {
  for (const EdgeId edge : edges) {
    if (s_.state.edge(edge).outputs_ready || !IsPlanned(edge)) continue;
    const std::string reader(s_.overlay.PathOf(graph_.Outputs(edge)[0]));
    const auto inputs = s_.overlay.DynamicInputs(edge);
    for (const NodeId input : std::vector(inputs.begin(), inputs.end())) {
      XB_TRY(AddSubTarget(input, reader, walked));
    }
  }
  return Ok();
}

// Counts anew what `edges` wait for; some may be ready.
void Plan::Recount(std::vector<EdgeId> edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  for (const EdgeId edge : edges) {
    RunState::PerEdge& state = s_.state.edge(edge);
    state.pending_inputs = CountPending(edge);
    state.clean_inputs = 0;
  }
  for (const EdgeId edge : edges) {
    if (s_.state.edge(edge).pending_inputs == 0) InputsReady(edge);
  }
}

// Scans everything that depends on `node` again, now that more is known.
Status Plan::RefreshDependents(NodeId node, std::vector<EdgeId>* refreshed) {
  std::vector<NodeId> open{node};
  std::vector<NodeId> dependents;
  while (!open.empty()) {
    const NodeId at = open.back();
    open.pop_back();
    s_.overlay.ForEachConsumer(at, [&](EdgeId edge) {
      RunState::PerEdge& state = s_.state.edge(edge);
      if (!IsPlanned(edge) || state.mark == VisitMark::kNone) return;
      state.mark = VisitMark::kNone;
      refreshed->push_back(edge);
      s_.overlay.ForEachOutput(edge, [&](NodeId output) {
        dependents.push_back(output);
        open.push_back(output);
      });
    });
  }
  for (const NodeId dependent : dependents) {
    std::vector<NodeId> validations;
    XB_TRY(s_.scan.Scan(dependent, &validations));
    for (const NodeId validation : validations) {
      const EdgeId edge = s_.overlay.ProducerOf(validation);
      if (edge == kNoEdge || s_.state.edge(edge).outputs_ready) continue;
      const size_t before = order_.size();
      XB_TRY(AddTarget(validation));
      refreshed->insert(refreshed->end(), order_.begin() + before,
                        order_.end());
    }
    if (!s_.state.is_dirty(dependent)) continue;
    const EdgeId edge = s_.overlay.ProducerOf(dependent);
    if (s_.state.edge(edge).state == EdgeState::kPassing) Want(edge);
  }
  return Ok();
}

}  // namespace xb
