// SPDX-License-Identifier: Apache-2.0
// BuildLog: which command made each output, and when: `.ninja_log`, versions
// 5 to 7, in the version that is found (misc/doc/formats.md).  The file is
// shared with other programs and with nested builds, which may append to it
// or replace it at any time.  Entries are found by node; paths that only the
// log names are interned in the overlay.  Loop thread only.
//
// A log that was never loaded has no file: it remembers, and Flush() drops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/borrowed.h"
#include "base/ids.h"
#include "base/result.h"
#include "graph/overlay.h"
#include "history/build_log_decoder.h"
#include "history/log_file.h"
#include "os/disk.h"

namespace xb {

class BuildLog {
 public:
  static constexpr int kOldestVersion = 5;
  static constexpr int kNewestVersion = 7;

  // Both must outlive the log.
  BuildLog(Disk& disk, Overlay& overlay);

  // Forgets all, reads the log at `path` (a missing one is empty) and writes
  // there from now on.  A log of an unknown version is removed.  Returns a
  // warning for the user; empty = none.
  Result<std::string> Load(std::string path);

  // The same in two steps, the first of which needs no graph and may be made
  // on any thread.
  struct Ahead {
    LogFile file;
    std::string bytes;
    LogHeader header;
    DecodedBuildLog decoded;
  };
  static Result<Ahead> ReadAhead(Disk& disk, std::string path);
  Result<std::string> Load(Ahead ahead);

  // What a snapshot keeps of a loaded log.
  struct Row {
    NodeId output = kNoNode;
    LogEntry entry;
  };
  static_assert(sizeof(Row) == 32);
  struct Saved {
    std::span<const Row> rows;
    std::span<const uint32_t> row_of_node;
    LogFile::Mark mark;
    uint64_t records = 0;
    int32_t version = kNewestVersion;
  };
  // Nothing pending; valid until the log changes.  nullopt: without a file.
  std::optional<Saved> Save();
  // As Load(), from what was saved and what was appended since.  False when
  // the file at `path` is not the one that was saved: then Load() it.
  Result<bool> Resume(std::string path, const Saved& saved);

  // nullptr when there is no entry.  Valid until the log changes.
  const LogEntry* Find(NodeId output) const;
  const LogEntry* FindPath(std::string_view path) const;
  // Calls fn(NodeId, const LogEntry&), in the order outputs were first seen.
  template <typename Fn>
  void ForEach(Fn fn) const {
    for (const Row& row : rows_) fn(row.output, row.entry);
  }
  size_t size() const { return rows_.size(); }
  // Of the file, overridden ones too.
  size_t record_count() const { return records_; }

  // As the version of this log wants it in LogEntry::command_hash.
  uint64_t HashCommand(std::string_view command) const;
  // Whether `command` made what `entry` tells of.  Older programs append their
  // own kind of hash to a log of version 7.
  bool MadeBy(const LogEntry& entry, std::string_view command) const;
  int version() const { return version_; }
  // There is no file yet, or an empty one.
  // A file that was just rewritten has no known size either.
  bool is_new() const { return file_.known_size() == 0 && rows_.empty(); }
  // Of the file that the first Flush() begins.  Only while it is_new() and
  // nothing was recorded.
  void BeginAs(int version);

  // Find() knows it at once; the file after the next Flush().
  void Record(NodeId output, const LogEntry& entry);
  // Records an entry that matches no command.  To be flushed before a command
  // that is not the recorded one starts to overwrite `output`: should that be
  // cut short, going back to the recorded command must not look clean.
  void Invalidate(NodeId output);
  bool has_pending() const { return !pending_.empty(); }

  // Appends what was recorded with one write.  After an error nothing was
  // written and all is still pending.
  Status Flush();

  // More than 100 records, two thirds of them overridden.
  bool needs_recompaction() const;
  // Rewrites the file with the newest records only, and without outputs that
  // no edge makes and that are missing on disk.  No file: nothing to do.
  Status Recompact();
  // Sets the recorded mtime of `paths` (empty: of all entries) to that on disk
  // and rewrites the file.
  Status Restat(std::span<const std::string> paths);

 private:
  void Clear();
  void Set(NodeId output, const LogEntry& entry);
  // Both return the size up to the last whole line.
  size_t ParseLines(std::string_view bytes);
  size_t ParseFile(std::string_view bytes);
  // Applies what others wrote, and what is pending on top of it.
  Status CatchUp(const LogFile::Session& session);
  void AppendLine(const Row& row, std::string* text) const;
  bool IsDead(const Row& row);
  Status Rewrite();

  Disk& disk_;
  Overlay& overlay_;
  LogFile file_;
  int version_ = kNewestVersion;
  size_t records_ = 0;  // in the file, overridden ones too
  CowVector<Row> rows_;
  CowVector<uint32_t> row_of_node_;  // kNoIndex = none; grows on demand
  std::vector<Row> pending_;
};

}  // namespace xb
