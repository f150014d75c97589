// SPDX-License-Identifier: Apache-2.0
// Snapshot: a graph with what its logs said, in one file (`.xb/graph`) whose
// sections are the columns themselves, so that nothing is parsed when nothing
// changed (misc/doc/formats.md).  It is only a cache: whatever is odd about it,
// down to one flipped bit, makes Open() return nothing, and the manifest is
// read again.  The mapping outlives everything that was borrowed from it.
// Loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "graph/overlay.h"
#include "history/build_log.h"
#include "history/content_log.h"
#include "history/deps_log.h"
#include "os/disk.h"
#include "os/mapped_file.h"

namespace xb {

// A manifest file as it was when it was read.
struct FileFact {
  std::string path;
  FileStat stat;
};

// Everything that the graph was made from.
struct Facts {
  // Whatever else changes what a manifest means: its name, options.
  std::string key;
  std::vector<FileFact> files;
};

// True when `now` is the same file, unchanged since.
bool IsUnchanged(const FileStat& then, const FileStat& now);

// In what order a scan of the default targets visits edges and files.
struct ScanOrder {
  struct Directory {
    TextRef path;  // in `paths`, a NUL follows; empty = the working directory
    uint32_t nodes_begin = 0;
    uint32_t nodes_end = 0;
  };
  static_assert(sizeof(Directory) == 16);

  // Producers before their consumers.
  std::span<const EdgeId> edges;
  std::span<const Directory> directories;
  std::span<const NodeId> nodes;  // rows of the directories
  std::span<const char> paths;
};

class Snapshot {
 public:
  // nullptr when there is no usable snapshot at `path`: missing, damaged, of
  // another version or machine, or not of `key`, or a manifest file changed.
  static std::unique_ptr<Snapshot> Open(const std::string& path,
                                        std::string_view key, Disk& disk);

  // The same for snapshots of the same contents, where ids mean the same; never
  // 0.
  uint64_t identity() const { return identity_; }
  // The graph borrows from the mapping.  Call once.
  Graph TakeGraph() { return std::move(graph_); }
  const Facts& facts() const { return facts_; }
  const std::string& build_dir() const { return build_dir_; }
  const BuildLog::Saved& log() const { return log_; }
  const DepsLog::Saved& deps() const { return deps_; }
  // Without nodes when the contents were not loaded.
  const ContentLog::Saved& content() const { return content_; }
  const ScanOrder& order() const { return order_; }
  // By edge, as of the build log's version; 0 = not known.
  std::span<const uint64_t> command_hashes() const { return command_hashes_; }

  struct Contents {
    const Facts& facts;
    std::string_view build_dir;
    const Overlay& overlay;
    BuildLog& log;
    DepsLog& deps;
    // By edge, or empty.
    std::span<const uint64_t> command_hashes;
    // Null: not loaded.
    ContentLog* content = nullptr;
  };
  // Returns its identity; 0: nothing was written, because the graph has a
  // circle or a log no file.
  static Result<uint64_t> Write(Disk& disk, const std::string& path,
                                const Contents& contents);

 private:
  explicit Snapshot(MappedFile file) : file_(std::move(file)) {}

  class Reader;

  MappedFile file_;
  uint64_t identity_ = 0;
  Graph graph_;
  Facts facts_;
  std::string build_dir_;
  BuildLog::Saved log_;
  DepsLog::Saved deps_;
  ContentLog::Saved content_;
  ScanOrder order_;
  std::span<const uint64_t> command_hashes_;
};

}  // namespace xb
