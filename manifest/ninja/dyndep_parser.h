// SPDX-License-Identifier: Apache-2.0
// Reads dyndep files in the Ninja language: which more inputs and outputs the
// edges that wait for the file have.  Whether each of those edges is mentioned
// and whether an output has another producer is for the engine to check.
// Stateless; the loop thread, since it interns paths.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/dyndep.h"

namespace xb::ninja {

class DyndepParser final : public DyndepReader {
 public:
  Result<std::vector<DyndepEntry>> Read(std::string_view path,
                                        std::string_view content,
                                        Overlay& overlay) override;
};

}  // namespace xb::ninja
