// SPDX-License-Identifier: Apache-2.0
// Records: what only xb remembers of a build, in `.xb/records`
// (misc/doc/formats.md).  A build only ever appends, in framed, checksummed
// records; the file is read by tools that explain and, rarely, by a
// compaction.  Damage costs the records it hits and none after them.  Loop
// thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "history/build_log_decoder.h"
#include "history/log_file.h"
#include "os/disk.h"

namespace xb {

enum class RecordType : uint16_t {
  kRun = 1,
  kEnvironment = 2,
};

// A variable of the environment with a digest of its value.  Never the value:
// it is enough to tell that it changed.
struct VariableDigest {
  std::string name;
  uint64_t digest = 0;

  friend bool operator==(const VariableDigest&,
                         const VariableDigest&) = default;
};

// What commands ran in, as far as it is looked at.  Its key is `digest`.
struct EnvironmentRecord {
  uint64_t digest = 0;  // of all together; 0 = nothing is known
  // Those that were set, sorted by name.
  std::vector<VariableDigest> variables;

  friend bool operator==(const EnvironmentRecord&,
                         const EnvironmentRecord&) = default;
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
  std::string command;        // kept up to Records::kMaxCommand bytes
  uint64_t output_size = 0;   // bytes of all that the command printed
  std::string output;         // kept up to Records::kMaxOutput bytes
  // Of the record in the build log that a success left; -1 = not known.
  int32_t log_start_ms = -1;
  int32_t log_end_ms = -1;
  // Digest of the environment it ran in; 0 = not known.
  uint64_t environment = 0;

  // False when the build log says that another run came after this one.
  bool MayBeOf(const LogEntry& entry) const {
    return log_end_ms < 0 ||
           (log_start_ms == entry.start_ms && log_end_ms == entry.end_ms &&
            command_hash == entry.command_hash);
  }

  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

class Records {
 public:
  static constexpr size_t kMaxOutput = 512 << 10;
  static constexpr size_t kMaxCommand = 256 << 10;

  // `disk` must outlive the object.  With an empty `path` nothing is kept.
  Records(Disk& disk, std::string path);

  // What all that is appended from now on ran in; kept with the first of it.
  void SetEnvironment(EnvironmentRecord environment);

  void Append(const RunRecord& record);
  bool has_pending() const { return !pending_.empty(); }

  // Appends to the file with one write, creating it and its directory.  After
  // an error nothing was written and all is still pending.
  Status Flush();

  // The file has grown out of proportion to a graph of `edge_count` edges and
  // to what the last compaction left.  Asks what the last Flush() saw.
  bool needs_compaction(size_t edge_count) const;
  // Keeps the two newest records of each type and key, of types unknown to
  // this xb as well; of environments those that a run which is kept names.
  Status Compact();

  // The runs of one edge that the file still has, oldest first.  A missing or
  // foreign file has none.
  static Result<std::vector<RunRecord>> LoadRuns(Disk& disk,
                                                 const std::string& path,
                                                 std::string_view output_path);
  // The environment with this digest; nullopt when the file does not tell.
  static Result<std::optional<EnvironmentRecord>> LoadEnvironment(
      Disk& disk, const std::string& path, uint64_t digest);
  // Of every edge that succeeded when it last ran, and printed something: that
  // run, by first output.
  using RunOfOutput = std::unordered_map<std::string, RunRecord>;
  static Result<RunOfOutput> LoadPrinted(Disk& disk, const std::string& path);

 private:
  void AppendEnvironment();

  LogFile file_;
  std::string pending_;
  EnvironmentRecord environment_;
  bool has_told_environment_ = false;
  // Both as of the last Flush(), in bytes.
  int64_t size_ = 0;
  int64_t compacted_size_ = 0;
};

}  // namespace xb
