// SPDX-License-Identifier: Apache-2.0
// What is below a directory, as a list that is the same for the same content;
// copies of it; and whether anything in it leads out.  Links are never
// followed.  Any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace xb::deps {

struct TreeEntry {
  enum class Kind : uint8_t { kFile, kDirectory, kLink };

  std::string path;  // relative to the top
  Kind kind = Kind::kFile;
  bool is_executable = false;
  std::string target;  // of a link
};

// Sorted; directories stand before what is in them.  `.git` and `.xb` are left
// out.  Fails for what is neither file, directory nor link.
Result<std::vector<TreeEntry>> ListTree(const std::string& top);

// The error names a link of the tree that leads out of it.
Status CheckLinks(const std::string& top, std::span<const TreeEntry> tree);

// A line for each entry: kind, sha256 of a file, path, target of a link.
Result<std::string> DescribeTree(const std::string& top,
                                 std::span<const TreeEntry> tree);

// `to` is new or empty.  Files may be written to by their owner.
Status CopyTree(const std::string& from, std::span<const TreeEntry> tree,
                const std::string& to);
// One entry of it; the directories above it are made.
Status CopyEntry(const std::string& from, const TreeEntry& entry,
                 const std::string& to);

}  // namespace xb::deps
