// SPDX-License-Identifier: Apache-2.0
// 32-bit ids into the columns of a graph.  Ids, not pointers: they survive a
// mapping of the graph from disk and cost half as much.
#pragma once

#include <cstdint>

namespace xb {

enum class NodeId : uint32_t {};
enum class EdgeId : uint32_t {};
enum class RuleId : uint32_t {};
enum class PoolId : uint32_t {};
enum class ScopeId : uint32_t {};
// An interned string of the graph.
enum class StringId : uint32_t {};

inline constexpr uint32_t kNoIndex = 0xffffffffu;
inline constexpr NodeId kNoNode{kNoIndex};
inline constexpr EdgeId kNoEdge{kNoIndex};
inline constexpr RuleId kNoRule{kNoIndex};
inline constexpr ScopeId kNoScope{kNoIndex};
inline constexpr StringId kNoString{kNoIndex};

template <typename Id>
constexpr uint32_t Index(Id id) {
  return static_cast<uint32_t>(id);
}

}  // namespace xb
