// SPDX-License-Identifier: Apache-2.0
// ContentLog: what the files were that each edge read and left, by content, in
// `.xb/content` (misc/doc/formats.md).  Only facts are appended, each in a
// frame that needs no other: "with this stat the file had this digest", "the
// run that the build log tells of in this entry read these digests".  So a
// fact that is lost, by damage or by another writer, costs a look at the file
// or a build by times, and an old one can do no harm.  Loop thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/borrowed.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/result.h"
#include "graph/overlay.h"
#include "history/build_log.h"
#include "history/log_file.h"
#include "os/disk.h"

namespace xb {

// One content that a node had; ids are the log's own and not in the file.
enum class VersionId : uint32_t {};
inline constexpr VersionId kNoVersion{kNoIndex};

// What the stat of a file must say again for the file to count as untouched.
struct FileStamp {
  int64_t mtime_ns = 0;
  int64_t ctime_ns = 0;
  int64_t size = 0;
  uint64_t inode = 0;

  bool exists() const { return mtime_ns != 0; }
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
static_assert(sizeof(FileStamp) == 32);

inline FileStamp StampOf(const FileStat& stat) {
  return {stat.mtime_ns, stat.ctime_ns, stat.size, stat.inode};
}

// Stands for the content of an input that nobody has read: a digest of its
// whole stat, which any change of the file changes.
Hash128 DigestOfStamp(const FileStamp& stamp);
// The same for several files.
Hash128 DigestOfStamps(std::span<const Hash128> digests);
// Told from the digest of bytes by a mark.
bool IsOfStamp(const Hash128& digest);
// Both of stamps, which differ in what a copy of a file has of its own.
bool MayBeOfCopies(const Hash128& a, const Hash128& b);
// Stands for the content of an input that changed while the command ran: no
// file has it.
inline constexpr Hash128 kUnknownContent = {};
inline bool IsOfContent(const Hash128& digest) {
  return digest != kUnknownContent && !IsOfStamp(digest);
}

// An output as its command left it; without a version nobody needed one.
struct OutputAsLeft {
  // Sizes of what is no file, or is reached through a symbolic link.
  static constexpr int64_t kNoFile = -1;
  static constexpr int64_t kLink = -2;

  NodeId node = kNoNode;
  VersionId version = kNoVersion;
  int64_t size = 0;
  int64_t mtime_ns = 0;
  int64_t ctime_ns = 0;
  uint64_t inode = 0;

  friend bool operator==(const OutputAsLeft&, const OutputAsLeft&) = default;
};
static_assert(sizeof(OutputAsLeft) == 40);

// What the build log says of the last run of `edge`, in one entry; nullopt when
// it does not know all outputs, or the command was cut short.
std::optional<LogEntry> EntryOf(const BuildLog& log, const Overlay& overlay,
                                EdgeId edge);

class ContentLog {
 public:
  struct Version {
    Hash128 digest;
    NodeId node = kNoNode;
    uint32_t previous = kNoIndex;  // of the same node
  };
  static_assert(sizeof(Version) == 24);

  // What a run read and left.  Only believed while `entry` is EntryOf() its
  // edge.
  struct Run {
    LogEntry entry;
    uint64_t environment = 0;  // 0 = not known
    // Empty: the run has ended, and what it read was not written down.
    std::span<const OutputAsLeft> outputs;
    // Of every input that can dirty the edge, in order.
    std::span<const VersionId> inputs;
    // Where it was; see place().
    uint32_t place = 0;

    bool is_settled() const { return !outputs.empty(); }
  };

  // Both must outlive the log.
  ContentLog(Disk& disk, Overlay& overlay);

  // Forgets all, reads the file at `path` (a missing or foreign one has
  // nothing) and writes there from now on.
  Status Load(std::string path);

  // What a snapshot keeps of a loaded log.
  struct NodeRow {
    uint32_t newest_version = kNoIndex;
    uint32_t seen = kNoIndex;
    uint32_t run = kNoIndex;  // of the edge whose first output it is
  };
  static_assert(sizeof(NodeRow) == 12);
  struct SeenRow {
    FileStamp stamp;
    NodeId node = kNoNode;
    VersionId version = kNoVersion;
  };
  static_assert(sizeof(SeenRow) == 40);
  struct RunRow {
    LogEntry entry;
    uint64_t environment = 0;
    uint64_t outputs_begin = 0;
    uint64_t inputs_begin = 0;
    uint32_t outputs_size = 0;
    uint32_t inputs_size = 0;
    NodeId output = kNoNode;
    uint32_t place = 0;
  };
  static_assert(sizeof(RunRow) == 64);
  struct Saved {
    std::span<const Version> versions;
    std::span<const NodeRow> nodes;
    std::span<const SeenRow> seen;
    std::span<const RunRow> runs;
    // One after the other.
    std::span<const OutputAsLeft> outputs;
    std::span<const OutputAsLeft> more_outputs;
    std::span<const VersionId> inputs;
    std::span<const VersionId> more_inputs;
    LogFile::Mark mark;
    int64_t compacted_size = 0;
  };
  // Nothing pending; valid until the log changes.  nullopt: without a file.
  std::optional<Saved> Save();
  // As Load(), from what was saved (without `more_...`) and what was appended
  // since.  False when the file at `path` is not the one that was saved: then
  // Load() it.
  Result<bool> Resume(std::string path, const Saved& saved);
  // Facts read from the file or added since Load() or Resume().
  size_t fact_count() const { return facts_; }

  // All valid until the log changes.
  std::optional<Run> Find(NodeId first_output) const;
  const SeenRow* FindSeen(NodeId node) const;
  // The version that stands for this very stat of `node`; kNoVersion: nobody
  // has needed one.
  VersionId FindStamp(NodeId node, const FileStamp& stamp) const;
  const Version& version(VersionId id) const { return versions_[Index(id)]; }
  // Ids are below this.
  size_t version_count() const { return versions_.size(); }
  // Has a content of it been remembered, ever?
  bool HasContent(NodeId node) const;
  // Tells this directory from a copy of it, where the files have other ctimes
  // and inodes.
  uint32_t place() const { return place_; }

  // The content `digest` of `node`.  Reaches the file with a fact about it.
  VersionId Intern(NodeId node, const Hash128& digest);
  // Both are known at once; the file knows them after the next Flush().
  void See(NodeId node, const FileStamp& stamp, VersionId version);
  void Record(NodeId first_output, const Run& run);
  bool has_pending() const {
    return !pending_seen_.empty() || !pending_runs_.empty();
  }

  // Appends to the file, creating it and its directory.  After an error
  // nothing was written and all is still pending.
  Status Flush();

  // The file has grown out of proportion to a graph of `edge_count` edges and
  // to what the last compaction left.
  bool needs_compaction(size_t edge_count) const;
  // Keeps what `log` says to be the last run of an edge of the graph, and the
  // contents that it names.
  Status Compact(const BuildLog& log);
  // Other graphs use the file, too: then runs of edges that are not in this
  // one stay while the build log tells of them.
  void KeepOthers() { keeps_others_ = true; }

 private:
  class FrameWriter;
  class FrameReader;

  NodeRow RowOf(NodeId node) const {
    return Index(node) < nodes_.size() ? nodes_[Index(node)] : NodeRow{};
  }
  NodeRow& MutableRowOf(NodeId node);
  void Clear();
  void FindPlace(const std::string& path);
  void SetSeen(const SeenRow& row);
  void SetRun(const RunRow& row);
  // Returns the size up to the end of the last undamaged frame.
  size_t ParseFrames(std::string_view bytes, size_t begin);
  size_t ParseFile(std::string_view bytes);
  // Applies what others wrote, and what is pending on top of it.
  Status CatchUp(const LogFile::Session& session);
  bool IsLive(const RunRow& row, const BuildLog& log) const;
  std::string WriteFrames(std::span<const SeenRow> seen,
                          std::span<const RunRow> runs) const;

  Disk& disk_;
  Overlay& overlay_;
  LogFile file_;
  bool keeps_others_ = false;
  uint32_t place_ = 0;
  int64_t compacted_size_ = 0;
  size_t facts_ = 0;
  // Some version may be of a path that is too long to be written down.
  bool may_have_long_paths_ = false;
  CowVector<Version> versions_;
  CowVector<NodeRow> nodes_;  // grows on demand
  CowVector<SeenRow> seen_;
  CowVector<RunRow> runs_;
  AppendVector<OutputAsLeft> outputs_;
  AppendVector<VersionId> inputs_;
  std::vector<SeenRow> pending_seen_;
  std::vector<RunRow> pending_runs_;
};

}  // namespace xb
