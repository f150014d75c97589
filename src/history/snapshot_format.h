// SPDX-License-Identifier: Apache-2.0
// The layout of a snapshot file (misc/doc/formats.md): a header, a table of
// sections, and the sections, each at a multiple of 64 bytes.  Everything is
// of fixed width, in the byte order of the machine that wrote it.
#pragma once

#include <array>
#include <cstdint>

#include "history/log_file.h"

namespace xb {

inline constexpr std::array<char, 8> kSnapshotMagic = {'x', 'b', 'g', 'r',
                                                       'a', 'p', 'h', '\n'};
// Any change of a section's meaning, of a struct in it or of KnownName.
inline constexpr uint32_t kSnapshotVersion = 5;
inline constexpr uint32_t kSnapshotByteOrder = 0x01020304;
inline constexpr uint64_t kSnapshotAlignment = 64;

enum class SectionId : uint32_t {
  kMisc,
  kStrings,  // the key, the build directory, paths of facts
  kFacts,
  kText,
  kNames,
  kNameTable,
  kNodes,
  kNodeTable,
  kConsumers,
  kEdges,
  kLinks,
  kRules,
  kRuleBindings,
  kParts,
  kScopes,
  kBindings,
  kPools,
  kDefaults,
  kFiles,
  kLogRows,
  kLogRowOfNode,
  kDepsNodeOfId,
  kDepsIdOfNode,
  kDepsRows,
  kDepsRowOfNode,
  kDepsInputs,
  kCommandHashes,
  kOrderEdges,
  kOrderDirectories,
  kOrderNodes,
  kOrderPaths,
  kContentVersions,
  kContentNodes,
  kContentSeen,
  kContentRuns,
  kContentOutputs,
  kContentInputs,
  kCount,
};
inline constexpr uint32_t kSectionCount =
    static_cast<uint32_t>(SectionId::kCount);

struct SnapshotHeader {
  std::array<char, 8> magic = kSnapshotMagic;
  uint32_t version = kSnapshotVersion;
  uint32_t byte_order = kSnapshotByteOrder;
  uint32_t section_count = kSectionCount;
  uint32_t reserved = 0;
  uint64_t file_size = 0;
  // Of the section table, and of this struct with this field 0.
  uint64_t table_hash = 0;
  uint64_t header_hash = 0;
};
static_assert(sizeof(SnapshotHeader) == 48);

// Of a snapshot, by its table, which has the hashes of all that it says.
constexpr uint64_t SnapshotIdentity(uint64_t table_hash) {
  return table_hash == 0 ? 1 : table_hash;
}

struct SectionRow {
  uint64_t offset = 0;
  uint64_t size = 0;  // bytes
  uint64_t hash = 0;  // XXH3-64 of them
  uint32_t element_size = 0;
  uint32_t reserved = 0;
};
static_assert(sizeof(SectionRow) == 32);

struct SnapshotMisc {
  uint32_t root_scope = 0;
  uint32_t declared_nodes = 0;
  uint32_t key_size = 0;        // the first bytes of kStrings
  uint32_t build_dir_size = 0;  // the next
  LogFile::Mark log_mark;
  uint64_t log_records = 0;
  LogFile::Mark deps_mark;
  uint64_t deps_records = 0;
  int32_t log_version = 0;
  uint32_t reserved = 0;
  LogFile::Mark content_mark;
  int64_t content_compacted_size = 0;
};
static_assert(sizeof(SnapshotMisc) == 168);

struct FactRow {
  uint32_t path_offset = 0;  // in kStrings
  uint32_t path_size = 0;
  int64_t mtime_ns = 0;
  int64_t ctime_ns = 0;
  int64_t size = 0;
  uint64_t inode = 0;
  uint64_t device = 0;
};
static_assert(sizeof(FactRow) == 48);

}  // namespace xb
