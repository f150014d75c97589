// SPDX-License-Identifier: Apache-2.0
// DepsLog: the inputs that running an edge discovered: `.ninja_deps`, version
// 4 (misc/doc/formats.md).  The file numbers its paths in the order they are
// first written, so other writers (a nested build) are caught up with, under
// a lock, before anything is appended.  Paths are interned in the overlay;
// inputs are rows in one vector.  Loop thread only.
//
// A log that was never loaded has no file: it remembers, and Flush() drops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/borrowed.h"
#include "base/ids.h"
#include "base/result.h"
#include "graph/overlay.h"
#include "history/deps_log_decoder.h"
#include "history/log_file.h"
#include "os/disk.h"

namespace xb {

class DepsLog {
 public:
  static constexpr int kVersion = 4;
  static constexpr size_t kMaxRecordSize = kMaxDepsRecordSize;

  struct Deps {
    int64_t mtime_ns = 0;  // of the output when the inputs were discovered
    std::span<const NodeId> inputs;
  };

  // Both must outlive the log.
  DepsLog(Disk& disk, Overlay& overlay);

  // Forgets all, reads the log at `path` (a missing one is empty) and writes
  // there from now on.  A file that is no such log is removed, a damaged tail
  // is cut off.  Returns a warning for the user; empty = none.
  Result<std::string> Load(std::string path);

  // The same in two steps, the first of which needs no graph and may be made
  // on any thread.
  struct Ahead {
    LogFile file;
    std::string bytes;
    DecodedDepsLog decoded;
  };
  static Result<Ahead> ReadAhead(Disk& disk, std::string path);
  Result<std::string> Load(Ahead ahead);

  // What a snapshot keeps of a loaded log.
  struct Row {
    NodeId output = kNoNode;
    uint32_t inputs_size = 0;
    uint64_t inputs_begin = 0;  // in all inputs
    int64_t mtime_ns = 0;
  };
  static_assert(sizeof(Row) == 24);
  struct Saved {
    std::span<const NodeId> node_of_id;
    std::span<const uint32_t> id_of_node;
    std::span<const Row> rows;
    std::span<const uint32_t> row_of_node;
    // One after the other.
    std::span<const NodeId> inputs;
    std::span<const NodeId> more_inputs;
    LogFile::Mark mark;
    uint64_t records = 0;
  };
  // Nothing pending; valid until the log changes.  nullopt: without a file.
  std::optional<Saved> Save();
  // As Load(), from what was saved (without `more_inputs`) and what was
  // appended since.  False when the file at `path` is not the one that was
  // saved, or damaged since: then Load() it.
  Result<bool> Resume(std::string path, const Saved& saved);

  // Valid until the log changes.
  std::optional<Deps> Find(NodeId output) const;
  // Calls fn(NodeId, const Deps&), in the order outputs were first seen.
  template <typename Fn>
  void ForEach(Fn fn) const {
    for (const Row& row : rows_) fn(row.output, DepsOf(row));
  }
  size_t size() const { return rows_.size(); }
  // Of deps in the file, overridden ones too.
  size_t record_count() const { return records_; }
  // Every path that the file names, in its order.
  std::span<const NodeId> paths() const { return node_of_id_.view(); }
  // Is `node` one of them?
  bool Names(NodeId node) const {
    return Index(node) < id_of_node_.size() &&
           id_of_node_[Index(node)] != kNoIndex;
  }

  // Find() knows it at once; the file after the next Flush().  Costs nothing
  // when it is what the log already says.  Fails when the format has no room
  // for that many inputs or so long a path.
  Status Record(NodeId output, int64_t mtime_ns,
                std::span<const NodeId> inputs);
  bool has_pending() const { return !pending_.empty(); }

  // Appends what was recorded with one write.  After an error nothing was
  // written and all is still pending.
  Status Flush();

  // More than 1000 records, two thirds of them overridden.
  bool needs_recompaction() const;
  // Rewrites the file with the newest records only, and without outputs whose
  // edge is gone or keeps no deps.  No file: nothing to do.
  Status Recompact();
  // Other graphs use the file, too: then outputs that no edge makes stay while
  // they exist.
  void KeepOthers() { keeps_others_ = true; }

  // Does an edge make `output`, and does it say how it reports its inputs?
  bool IsLive(NodeId output) const;

 private:
  Deps DepsOf(const Row& row) const {
    return {row.mtime_ns, inputs_.Slice(row.inputs_begin, row.inputs_size)};
  }
  void Clear();
  void Set(const Row& row);
  bool IsRecorded(NodeId output, int64_t mtime_ns,
                  std::span<const NodeId> inputs) const;
  bool IsOfOthers(NodeId output);
  // Returns the size up to the first invalid record.
  size_t ParseRecords(std::string_view bytes);
  bool AddPath(const DepsRecord& record);
  bool AddDeps(const DepsRecord& record);
  void Adopt(const Ahead& ahead);
  // Applies what others wrote, cutting off damage, and what is pending on top
  // of it.  True when something was cut off.
  Result<bool> CatchUp(const LogFile::Session& session);
  // The path's number in the file, given now if it has none.
  uint32_t IdOf(NodeId node, std::string* text);
  void AppendRow(const Row& row, std::string* text);
  void ForgetIdsFrom(size_t first);

  Disk& disk_;
  Overlay& overlay_;
  LogFile file_;
  bool keeps_others_ = false;
  size_t records_ = 0;  // deps records in the file, overridden ones too
  CowVector<NodeId> node_of_id_;    // ids are the file's
  CowVector<uint32_t> id_of_node_;  // kNoIndex = none; grows on demand
  CowVector<Row> rows_;
  CowVector<uint32_t> row_of_node_;  // kNoIndex = none; grows on demand
  AppendVector<NodeId> inputs_;
  std::vector<Row> pending_;
};

}  // namespace xb
