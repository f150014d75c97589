// SPDX-License-Identifier: Apache-2.0
// Explanations keeps why edges run until each edge is shown, so that a reason
// stands next to what it is the reason for.  Owned by a sink.  Loop thread
// only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ids.h"
#include "status/event.h"

namespace xb {

class Explanations {
 public:
  // `program` is what the lines begin with.
  explicit Explanations(std::string_view program)
      : prefix_(std::string(program) + " explain: ") {}

  void Add(const EdgeExplained& event) {
    lines_[Index(event.edge)].append(prefix_).append(event.text).append("\n");
  }

  // The lines of `edge`, the first time it is asked for; otherwise empty.
  std::string Take(EdgeId edge) {
    if (lines_.empty()) return {};
    const auto node = lines_.extract(Index(edge));
    return node.empty() ? std::string() : node.mapped();
  }

 private:
  std::string prefix_;
  std::unordered_map<uint32_t, std::string> lines_;
};

}  // namespace xb
