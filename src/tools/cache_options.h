// SPDX-License-Identifier: Apache-2.0
// What the environment says about the cache: where it is, whom it trusts and
// what a user takes upon himself.  Loop thread only.
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

namespace xb {

struct CacheOptions {
  ActionCache::Options cache;
  ActionKeys::Options keys;
  uint64_t max_size = uint64_t{10} << 30;
};

// XB_CACHE, unless a flag said otherwise.
void ReadCacheSwitch(Settings* settings);
// All other variables, XB_CACHE_...; an error when one makes no sense.
Result<CacheOptions> ReadCacheOptions();

// `10G`, `512M`, `1000`; nullopt for what is no size.
std::optional<uint64_t> ParseSize(std::string_view text);
// `9.9 GB`, for people.
std::string SizeText(uint64_t bytes);
// What was removed because the cache had grown beyond its limit; empty when
// nothing was.
std::string RemovalText(const Statistics& statistics);

}  // namespace xb
