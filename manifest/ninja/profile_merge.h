// SPDX-License-Identifier: Apache-2.0
// ProfileMerge: one graph of several readings of a manifest, each with another
// profile.  A step that is the same in all of them is one edge, a phony target
// stands for what it stands for in any; whatever else makes an output of
// another profile is an error.  Not used for a single reading.  Belongs to a
// Load; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "base/hash.h"
#include "base/ids.h"
#include "base/result.h"
#include "graph/graph_builder.h"

namespace xb::ninja {

class ProfileMerge {
 public:
  // No value has more than `max_text_bytes`.
  ProfileMerge(GraphBuilder& builder, size_t max_text_bytes)
      : builder_(builder), max_text_bytes_(max_text_bytes) {}

  void BeginReading();
  // There may be several readings.
  void Activate() { is_active_ = true; }
  bool is_active() const { return is_active_; }

  struct Place {
    uint16_t file = 0;
    uint32_t line = 0;
  };
  // Where this reading makes `output` already; nullptr: nowhere.  Valid until
  // the next Add().
  const Place* MadeAt(NodeId output);
  Status Add(const EdgeSpec& spec);

  // After the last reading, before the graph is finished.
  Status Close();
  // Whether what looked the same is the same.
  Status Compare(const Graph& graph) const;

 private:
  struct Phony {
    size_t reading = 0;
    Place place;
    EdgeSpec spec;  // its spans are void
    std::vector<Binding> bindings;
    std::vector<NodeId> inputs;
    std::vector<NodeId> implicit;
    std::vector<NodeId> order_only;
    std::vector<NodeId> validations;
  };
  // A step that an earlier reading has, too.
  struct Twin {
    EdgeId first = kNoEdge;
    EdgeSpec spec;  // its spans are void
    std::vector<Binding> bindings;
    std::vector<NodeId> inputs;   // explicit ones
    std::vector<NodeId> outputs;  // explicit ones
    std::vector<Hash128> values;
  };

  void AddPhony(const EdgeSpec& spec);
  bool HasLinksOf(const EdgeRow& row, const EdgeSpec& spec) const;
  Error Collision(const EdgeSpec& spec) const;

  GraphBuilder& builder_;
  const size_t max_text_bytes_;
  bool is_active_ = false;
  size_t readings_ = 0;
  uint32_t next_edge_ = 0;   // what AddEdge() would return
  uint32_t first_edge_ = 0;  // of this reading
  Place place_;
  std::map<NodeId, Phony> phonies_;  // by output
  std::vector<Twin> twins_;
};

}  // namespace xb::ninja
