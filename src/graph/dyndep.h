// SPDX-License-Identifier: Apache-2.0
// What a dyndep file says, and the seam through which the engine reads one:
// the syntax belongs to a front end.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/overlay.h"

namespace xb {

struct DyndepEntry {
  EdgeId edge = kNoEdge;
  Overlay::DynamicLinks links;
};

class DyndepReader {
 public:
  virtual ~DyndepReader() = default;
  // `content` is that of the file `path`.  Interns the nodes it names in
  // `overlay` and changes nothing else.
  virtual Result<std::vector<DyndepEntry>> Read(std::string_view path,
                                                std::string_view content,
                                                Overlay& overlay) = 0;
};

}  // namespace xb
