// SPDX-License-Identifier: Apache-2.0
#include "cli/build_cache.h"

#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/path.h"
#include "cache/care.h"
#include "cache/statistics.h"
#include "engine/depfile_parser.h"
#include "engine/show_includes.h"
#include "os/disk.h"

namespace xb {
namespace {

// `link/../x.h` is another file than the `x.h` that everybody else takes it
// for.  `known` has the directories that were looked at.
bool IsAsItSeems(std::string_view path, std::set<std::string>* known) {
  const size_t up = path.rfind("/../");
  if (up == std::string_view::npos) return true;
  const std::string directory(path.substr(0, up + 3));
  std::string canonical = directory;
  CanonicalizePath(&canonical);
  if (canonical == directory || !known->insert(directory).second) return true;
  const auto is = RealDisk().Stat(directory);
  const auto seems = RealDisk().Stat(canonical);
  return is.ok() && seems.ok() && is.value().inode == seems.value().inode &&
         is.value().device == seems.value().device;
}

Result<std::vector<std::string>> ParsePaths(std::string text) {
  DepfileContent content;
  XB_TRY(ParseDepfile(&text, &content));
  std::vector<std::string> paths;
  paths.reserve(content.inputs.size());
  std::set<std::string> known;
  for (const std::string_view input : content.inputs) {
    if (input.empty()) return MakeError("an empty path");
    if (!IsAsItSeems(input, &known)) {
      return MakeError("`" + std::string(input) + "` leads through a link");
    }
    paths.emplace_back(input);
    CanonicalizePath(&paths.back());
  }
  return paths;
}

std::vector<std::string> ParseIncludes(std::string_view text,
                                       std::string_view prefix) {
  ShowIncludes shown = ShowIncludesFilter().Filter(text, prefix);
  std::vector<std::string> paths = std::move(shown.includes);
  paths.insert(paths.end(),
               std::make_move_iterator(shown.system_includes.begin()),
               std::make_move_iterator(shown.system_includes.end()));
  return paths;
}

// One that cannot be written may still be read.
Result<std::unique_ptr<ActionCache>> OpenCache(
    ActionCache::Options options, Clock& clock,
    const std::function<void(const std::string&)>& warn) {
  auto cache = ActionCache::Open(options, clock);
  if (cache.ok() || !options.write) return cache;
  warn("nothing is kept in the cache: " + cache.error().message);
  options.write = false;
  return ActionCache::Open(std::move(options), clock);
}

// `uses_path` is written at the end of each run.
std::string RemovalSince(const ActionCache& cache, Disk& disk,
                         const std::string& uses_path) {
  const auto last_run_ns = disk.StatMtime(uses_path);
  if (!last_run_ns.ok() || last_run_ns.value() == 0) return {};
  const Statistics statistics = ReadStatistics(cache.layout());
  if (statistics.last_removal.ended_ns < last_run_ns.value()) return {};
  return "cache: " + RemovalText(statistics);
}

}  // namespace

BuildCache::BuildCache(const Services& services, uint64_t max_size)
    : s_(services), max_size_(max_size) {}

std::unique_ptr<BuildCache> BuildCache::Open(
    const Settings& settings, int jobs, const Services& services,
    const std::function<std::string(std::string_view)>& in_build_dir) {
  if (!*settings.cache.enabled) return nullptr;
  auto options = ReadCacheOptions(settings.cache);
  if (!options.ok()) {
    services.warn("no cache: " + options.error().message);
    return nullptr;
  }
  CacheOptions wanted = options.Take();
  // Outputs are written there before they get their names.
  wanted.cache.staging = in_build_dir(".xb/tmp");
  std::unique_ptr<BuildCache> made(new BuildCache(services, wanted.max_size));
  auto cache =
      OpenCache(std::move(wanted.cache), services.clock, services.warn);
  if (!cache.ok()) {
    services.warn("no cache: " + cache.error().message);
    return nullptr;
  }
  made->cache_ = cache.Take();
  made->digests_path_ = in_build_dir(kDigestsFile);
  made->uses_path_ = in_build_dir(kCacheUsesFile);
  made->news_ = RemovalSince(*made->cache_, services.disk, made->uses_path_);
  made->digests_ = std::make_unique<FileDigests>(services.file_clock.device());
  made->digests_->Load(services.disk, made->digests_path_);
  made->keys_ =
      std::make_unique<ActionKeys>(*made->digests_, std::move(wanted.keys));
  made->executor_ = std::make_unique<CachedExecutor>(
      CachedExecutor::Services{
          .inner = services.inner,
          .cache = *made->cache_,
          .keys = *made->keys_,
          .digests = *made->digests_,
          .workers = services.workers,
          .disk = services.disk,
          .clock = services.clock,
          .file_clock = services.file_clock,
          .parsers = {.depfile = ParsePaths, .includes = ParseIncludes},
          .warn = services.warn},
      CachedExecutor::Options{
          .selection = CacheSelection::Parse(*settings.cache.select),
          .jobs = jobs,
          .check = *settings.cache.check});
  return made;
}

void BuildCache::Close() {
  executor_->Finish();
  // Both only save work; nobody needs to hear of them.
  static_cast<void>(digests_->Save(s_.disk, digests_path_).ok());
  static_cast<void>(
      WriteCacheUses(s_.disk, uses_path_, executor_->uses()).ok());
  if (!cache_->can_write()) return;
  static_cast<void>(AddStatistics(cache_->layout(), executor_->counters(),
                                  executor_->bytes_written())
                        .ok());
  needs_tending_ = NeedsTending(*cache_, s_.clock, max_size_);
}

void BuildCache::Tend() { xb::Tend(*cache_, s_.clock, max_size_); }

std::string BuildCache::TakeNews() { return std::exchange(news_, {}); }

}  // namespace xb
