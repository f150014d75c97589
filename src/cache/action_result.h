// SPDX-License-Identifier: Apache-2.0
// ActionResult is all that an action left behind: what a hit brings back.  It
// is stored as a blob (misc/doc/formats.md).  Decode() takes bytes from anyone
// and returns only what is safe to act upon.  Plain values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/text_list.h"
#include "cache/depfile_form.h"
#include "cache/digest.h"

namespace xb {

enum class OutputKind : uint8_t { kFile, kSymlink };

struct ActionOutput {
  std::string path{};  // canonical
  OutputKind kind = OutputKind::kFile;
  // Of a file:
  Digest digest{};
  Hash128 content{};  // XXH3-128, as freshness uses it
  uint32_t mode = 0;  // permission bits
  // `mode` is what the system gave the file, less a umask; false when the
  // action had set it.
  bool mode_follows_umask = true;
  // Of a symbolic link:
  std::string target{};

  friend bool operator==(const ActionOutput&, const ActionOutput&) = default;
};

struct ActionResult {
  static constexpr size_t kMaxOutputs = 10000;
  static constexpr size_t kMaxDependencies = 200000;
  static constexpr size_t kMaxPath = 4096;
  static constexpr size_t kMaxRule = 1024;
  static constexpr size_t kMaxDepfile = 32 << 20;

  std::string rule;
  int32_t exit_status = 0;
  int64_t duration_ms = 0;  // of the run that made it
  // What the action printed; of size 0 when that is nothing.
  Digest text;
  std::optional<std::string> depfile;
  // How its lines are broken where it has other words; kAsIs: it has no others.
  DepfileForm depfile_form = DepfileForm::kAsIs;
  // Discovered dependencies in the order in which the action named them.
  TextList dependencies;
  std::vector<ActionOutput> outputs;

  friend bool operator==(const ActionResult&, const ActionResult&) = default;

  // Files that the store has to have besides this result.
  std::vector<Digest> Blobs() const;

  // Decode() refuses what is larger than the limits above.
  std::string Encode() const;
  // nullopt for what Encode() did not write, and when an output could lead
  // outside: a path that is absolute or has a `..` and is not in `declared`,
  // or one that goes through a symbolic link that is an output, too.
  static std::optional<ActionResult> Decode(
      std::string_view bytes, std::span<const std::string> declared);
  // The same without that last check: for counting, never for writing.
  static std::optional<ActionResult> DecodeUnchecked(std::string_view bytes);
};

}  // namespace xb
