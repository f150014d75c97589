// SPDX-License-Identifier: Apache-2.0
// Counters are numbers with names; the cache keeps one set of them for all who
// share it.  A process adds what it counted when it ends: many may do so at
// the same time, and a damaged file begins again at zero.  Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cache/layout.h"

namespace xb {

// Blobs that were compressed, and the room that this has saved.
inline constexpr std::string_view kCompressedFiles = "compressed files";
inline constexpr std::string_view kCompressedBytes = "compressed saved_bytes";

class Counters {
 public:
  // Further names are counted as `other`.
  static constexpr size_t kMaxNames = 4096;
  static constexpr size_t kMaxName = 256;

  void Add(std::string_view name, uint64_t count);
  void Add(const Counters& counters);
  // 0 for a name that was never counted.
  uint64_t Get(std::string_view name) const;
  // By name.
  const std::map<std::string, uint64_t, std::less<>>& all() const {
    return counts_;
  }

 private:
  std::map<std::string, uint64_t, std::less<>> counts_;
};

// What the last removal did that nobody had asked for.
struct OwnRemoval {
  int64_t ended_ns = 0;  // wall clock; 0 = there was none
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t max_size = 0;
};

// How far the blobs that nobody uses are looked at, see cold_blobs.h; times of
// the wall clock.
struct ColdLook {
  int64_t due_ns = 0;           // the next look
  uint64_t next_directory = 0;  // of 256; 0: a new round
  int64_t until_ns = 0;         // of this round: last uses up to here
  int64_t done_ns = 0;          // of all rounds before
};

struct Statistics {
  int64_t since_s = 0;  // wall clock of the last reset; 0 = never
  // Bytes that the cache takes on disk: what the last full look found and what
  // was written since.  Unknown before the first look.
  std::optional<uint64_t> size;
  // See MakeRoom().
  uint64_t next_part = 0;
  OwnRemoval last_removal;
  ColdLook cold;
  Counters counters;

  std::string Encode() const;
  static std::optional<Statistics> Decode(std::string_view bytes);
};

// Zero when there is no readable file.
Statistics ReadStatistics(const Layout& layout);

// `written` is added to the size, if that is known.
Status AddStatistics(const Layout& layout, const Counters& counters,
                     uint64_t written);
Status ResetStatistics(const Layout& layout, int64_t now_s);
// The result of a full look.
Status SetCacheSize(const Layout& layout, uint64_t size);
// The same of a look that nobody had asked for: at all of it, which found
// `size`, or at parts, whose removals count against what is known.
struct OwnLook {
  std::optional<uint64_t> size{};
  uint64_t next_part = 0;
  OwnRemoval removal{};  // of no files: it leaves what is known of the last
};
Status AddOwnLook(const Layout& layout, const OwnLook& look);
// After a look that compressed so many `files`.
Status AddColdLook(const Layout& layout, const ColdLook& look, uint64_t files,
                   uint64_t saved_bytes);

}  // namespace xb
