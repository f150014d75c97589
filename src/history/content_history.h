// SPDX-License-Identifier: Apache-2.0
// What the log of contents still tells of earlier runs of one edge.  A build
// only wants the last one (see ContentLog); this is for those who compare.
// Pure functions of a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "history/build_log_decoder.h"
#include "os/disk.h"

namespace xb {

struct ContentOfInput {
  std::string path;
  Hash128 digest;

  friend bool operator==(const ContentOfInput&,
                         const ContentOfInput&) = default;
};

struct RunContents {
  LogEntry entry;  // in the build log of that time
  std::vector<ContentOfInput> inputs;
};

// Of the edge whose first output is `output_path`, oldest first.  A missing or
// foreign file tells of none.
Result<std::vector<RunContents>> LoadRunContents(Disk& disk,
                                                 const std::string& path,
                                                 std::string_view output_path);

}  // namespace xb
