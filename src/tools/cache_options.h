// SPDX-License-Identifier: Apache-2.0
// What the settings and the environment say about the cache: where it is, whom
// it trusts and what a user takes upon himself.  Loop thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cache/action_cache.h"
#include "cache/action_key.h"
#include "cache/statistics.h"
#include "config/settings.h"
#include "config/settings_table.h"

namespace xb {

struct CacheOptions {
  ActionCache::Options cache;
  ActionKeys::Options keys;
  uint64_t max_size = uint64_t{10} << 30;
};

// The signing key is in the environment only.  An error when there is no place
// for a cache.
Result<CacheOptions> ReadCacheOptions(const CacheSettings& settings);
// `9.9 GB`, for people.
std::string SizeText(uint64_t bytes);
// What was removed because the cache had grown beyond its limit; empty when
// nothing was.
std::string RemovalText(const Statistics& statistics);

}  // namespace xb
