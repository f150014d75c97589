// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/profile_merge.h"

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

#include "graph/evaluate.h"
#include "manifest/ninja/edge_scope.h"
#include "manifest/ninja/profiles.h"

namespace xb::ninja {
namespace {

// What a step is, beside its files and its pool.
constexpr KnownName kMeaning[] = {
    KnownName::kCache,          KnownName::kCommand,
    KnownName::kDepfile,        KnownName::kDeps,
    KnownName::kGenerator,      KnownName::kRestat,
    KnownName::kMsvcDepsPrefix, KnownName::kRspfile,
    KnownName::kRspfileContent,
};

void AddNew(std::span<const NodeId> nodes, std::vector<NodeId>* all) {
  std::unordered_set<uint32_t> known;
  for (const NodeId node : *all) known.insert(Index(node));
  for (const NodeId node : nodes) {
    if (known.insert(Index(node)).second) all->push_back(node);
  }
}

bool IsAlias(const EdgeSpec& spec) {
  return spec.rule == kPhonyRule && spec.outputs.size() == 1 &&
         spec.explicit_outputs == 1;
}

}  // namespace

void ProfileMerge::BeginReading() {
  ++readings_;
  first_edge_ = next_edge_;
}

const ProfileMerge::Place* ProfileMerge::MadeAt(NodeId output) {
  const auto phony = phonies_.find(output);
  if (phony != phonies_.end() && phony->second.reading == readings_) {
    return &phony->second.place;
  }
  const EdgeId edge = builder_.ProducerOf(output);
  if (edge == kNoEdge || Index(edge) < first_edge_) return nullptr;
  const EdgeRow& row = builder_.edge(edge);
  place_ = {row.file, row.line};
  return &place_;
}

Error ProfileMerge::Collision(const EdgeSpec& spec) const {
  SourcePosition position;
  position.file = std::string(builder_.FilePath(spec.file));
  position.line = static_cast<int>(spec.line);
  position.column = 1;
  return ErrorAt(
      std::move(position),
      "several profiles make " + std::string(builder_.PathOf(spec.outputs[0])),
      "`$profile` or `$builddir` in its path keeps them apart");
}

void ProfileMerge::AddPhony(const EdgeSpec& spec) {
  const auto [found, is_new] = phonies_.try_emplace(spec.outputs[0]);
  Phony& phony = found->second;
  phony.reading = readings_;
  phony.place = {spec.file, spec.line};
  if (is_new) {
    phony.spec = spec;
    phony.bindings.assign(spec.bindings.begin(), spec.bindings.end());
  }
  phony.spec.named_itself |= spec.named_itself;
  const auto inputs = spec.inputs;
  const size_t behind = spec.explicit_inputs + spec.implicit_inputs;
  AddNew(inputs.first(spec.explicit_inputs), &phony.inputs);
  AddNew(inputs.subspan(spec.explicit_inputs, spec.implicit_inputs),
         &phony.implicit);
  AddNew(inputs.subspan(behind), &phony.order_only);
  AddNew(spec.validations, &phony.validations);
}

bool ProfileMerge::HasLinksOf(const EdgeRow& row, const EdgeSpec& spec) const {
  if (row.explicit_inputs_end - row.inputs_begin != spec.explicit_inputs ||
      row.implicit_inputs_end - row.explicit_inputs_end !=
          spec.implicit_inputs ||
      row.order_only_end - row.inputs_begin != spec.inputs.size() ||
      row.explicit_outputs_end - row.order_only_end != spec.explicit_outputs ||
      row.outputs_end - row.order_only_end != spec.outputs.size() ||
      row.validations_end - row.outputs_end != spec.validations.size()) {
    return false;
  }
  const std::span<const NodeId> links = builder_.LinksOf(row);
  const auto equal = [&](size_t begin, std::span<const NodeId> nodes) {
    return std::equal(nodes.begin(), nodes.end(),
                      links.begin() + static_cast<ptrdiff_t>(begin));
  };
  return equal(0, spec.inputs) && equal(spec.inputs.size(), spec.outputs) &&
         equal(spec.inputs.size() + spec.outputs.size(), spec.validations);
}

Status ProfileMerge::Add(const EdgeSpec& spec) {
  const EdgeId first = builder_.ProducerOf(spec.outputs[0]);
  for (const NodeId output : spec.outputs) {
    if (builder_.ProducerOf(output) != first) return Collision(spec);
    if (!IsAlias(spec) && phonies_.contains(output)) return Collision(spec);
  }
  if (IsAlias(spec)) {
    if (first != kNoEdge) return Collision(spec);
    AddPhony(spec);
    return Ok();
  }
  if (first == kNoEdge) {
    next_edge_ = Index(builder_.AddEdge(spec)) + 1;
    return Ok();
  }
  const EdgeRow& row = builder_.edge(first);
  if (!HasLinksOf(row, spec) || row.pool != spec.pool ||
      row.dyndep != spec.dyndep ||
      (row.rule == kPhonyRule) != (spec.rule == kPhonyRule)) {
    return Collision(spec);
  }
  Twin twin{.first = first,
            .spec = spec,
            .bindings = {spec.bindings.begin(), spec.bindings.end()},
            .inputs = {},
            .outputs = {},
            .values = {}};
  const auto inputs = spec.inputs.first(spec.explicit_inputs);
  const auto outputs = spec.outputs.first(spec.explicit_outputs);
  twin.inputs.assign(inputs.begin(), inputs.end());
  twin.outputs.assign(outputs.begin(), outputs.end());
  twins_.push_back(std::move(twin));
  return Ok();
}

Status ProfileMerge::Close() {
  for (Twin& twin : twins_) {
    const std::span<const Binding> bindings = twin.bindings;
    EdgeScope scope(
        builder_, twin.spec.rule, twin.spec.file_scope,
        twin.spec.has_own_scope ? std::optional(bindings) : std::nullopt);
    scope.SetPaths(twin.inputs, twin.outputs);
    for (const KnownName name : kMeaning) {
      XB_ASSIGN(const std::string value,
                scope.Evaluate(name, Escape::kNone, max_text_bytes_));
      twin.values.push_back(Xxh3Wide(value));
    }
  }
  for (auto& [output, phony] : phonies_) {
    EdgeSpec& spec = phony.spec;
    spec.bindings = phony.bindings;
    spec.outputs = std::span(&output, 1);
    spec.explicit_inputs = static_cast<uint32_t>(phony.inputs.size());
    spec.implicit_inputs = static_cast<uint32_t>(phony.implicit.size());
    phony.inputs.insert(phony.inputs.end(), phony.implicit.begin(),
                        phony.implicit.end());
    phony.inputs.insert(phony.inputs.end(), phony.order_only.begin(),
                        phony.order_only.end());
    spec.inputs = phony.inputs;
    spec.validations = phony.validations;
    builder_.AddEdge(spec);
  }
  return Ok();
}

Status ProfileMerge::Compare(const Graph& graph) const {
  for (const Twin& twin : twins_) {
    for (size_t i = 0; i < twin.values.size(); ++i) {
      const std::string first = EvaluateOrEmpty(graph, twin.first, kMeaning[i]);
      if (Xxh3Wide(first) == twin.values[i]) continue;
      const EdgeRow& row = graph.edge(twin.first);
      SourcePosition position;
      position.file = graph.Name(graph.files[row.file].path);
      position.line = static_cast<int>(row.line);
      position.column = 1;
      return ErrorAt(
          std::move(position),
          "several profiles make " +
              std::string(graph.PathOf(graph.Outputs(twin.first)[0])) +
              ", each in its own way",
          "`$profile` or `$builddir` in its path keeps them apart");
    }
  }
  return Ok();
}

}  // namespace xb::ninja
