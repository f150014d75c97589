// SPDX-License-Identifier: Apache-2.0
// What a build asked of the cache and what became of it, step by step, kept in
// the build directory for those who ask afterwards (misc/doc/formats.md); and
// which steps it is asked about.  Plain values, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cache/digest.h"
#include "cache/statistics.h"
#include "os/disk.h"

namespace xb {

// Which steps a cache is for.
struct CacheSelection {
  enum class Kind {
    kUsual,  // compilations, and steps of which the manifest wants it
    kCompilations,
    kAll,
    kPattern,
  };
  Kind kind = Kind::kUsual;
  // `*` stands for any characters; against the rule and the first output.
  std::string pattern{};

  // usual, compile, all, or else a pattern.
  static CacheSelection Parse(std::string_view text);
  // Compilations are told by their commands, so all are asked about.
  bool Asks(std::string_view rule, std::string_view output) const;
  // Also about a step that Asks() and is no compilation?
  bool AsksAll(bool is_wanted) const {
    return kind == Kind::kUsual ? is_wanted : kind != Kind::kCompilations;
  }
};

bool MatchesPattern(std::string_view text, std::string_view pattern);

// In the build directory; see FileDigests and CacheUse.
inline constexpr std::string_view kDigestsFile = ".xb/digests";
inline constexpr std::string_view kCacheUsesFile = ".xb/cache";

struct CacheUse {
  enum class Kind : uint8_t { kHit, kStored, kMissed, kNotCached };
  Kind kind = Kind::kNotCached;
  std::string output{};  // the first of the step
  // Why it was no hit, or is not kept.
  std::string reason{};
  std::string scope{};
  std::string rule{};
  // Of a miss: one word for what was wrong with the look-up, and why nothing
  // was kept, if that was meant to be.
  std::string missed{};
  std::string not_kept{};
  uint64_t bytes = 0;     // of what was brought back or kept
  uint64_t saved_ms = 0;  // by a hit
  // Of what was found or kept.
  Digest key{};
  Digest result{};
};

// In the names that `xb cache stats` shows.
void CountUse(const CacheUse& use, Counters* counters);

// Damaged or missing is empty.
std::vector<CacheUse> ReadCacheUses(Disk& disk, const std::string& path);
Status WriteCacheUses(Disk& disk, const std::string& path,
                      const std::vector<CacheUse>& uses);

}  // namespace xb
