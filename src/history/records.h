// SPDX-License-Identifier: Apache-2.0
// Records: what only xb remembers of a build, in `.xb/records`
// (misc/doc/formats.md).  Building only ever appends, in framed, checksummed
// records; the file is read by tools that explain, and by a compaction every
// time it has doubled.  Damage costs the records it hits, nothing after them.
// Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "history/log_file.h"
#include "os/disk.h"

namespace xb {

enum class RecordType : uint16_t {
  kRun = 1,  // the last run of an edge
};

// How and why an edge ran.  Its key is the edge's first output.
struct RunRecord {
  std::string output_path;
  std::string reason;   // why it ran, one line
  int64_t start_s = 0;  // wall clock, seconds since 1970
  int64_t duration_ms = 0;
  int64_t user_us = 0;
  int64_t system_us = 0;
  int64_t max_rss_kb = 0;
  int32_t exit_status = 0;
  uint64_t command_hash = 0;  // as in the build log
  std::string command;        // cut to kMaxCommand
  uint64_t output_size = 0;   // of all that the command printed
  std::string output;         // what it printed, cut to kMaxOutput

  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

class Records {
 public:
  static constexpr size_t kMaxOutput = 64 << 10;
  static constexpr size_t kMaxCommand = 256 << 10;

  // `disk` must outlive the object.  With an empty `path` nothing is kept.
  Records(Disk& disk, std::string path);

  void Append(const RunRecord& record);
  // Appends to the file with one write, creating it and its directory.
  Status Flush();

  // The file is more than twice as large as after the last compaction, and
  // worth it.  Known after the first Flush().
  bool needs_compaction() const;
  // Keeps the newest record of each type and key, of unknown types too.
  Status Compact();

  // The newest run of each edge, by first output.
  using Runs = std::unordered_map<std::string, RunRecord>;
  // A missing or foreign file has none.
  static Result<Runs> LoadRuns(Disk& disk, const std::string& path);

 private:
  Status Prepare(LogFile::Session* session);

  Disk& disk_;
  std::string path_;
  LogFile file_;
  std::string pending_;
  int64_t size_ = 0;            // of the file, after the last Flush()
  int64_t compacted_size_ = 0;  // of the file, after the last compaction
};

}  // namespace xb
