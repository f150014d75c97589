// SPDX-License-Identifier: Apache-2.0
// xb cache-dir: the directories that steps keep between builds.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deps/cache_dirs.h"
#include "os/clock.h"
#include "tools/age.h"
#include "tools/cache_options.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/project_file.h"
#include "tools/store_options.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

using project::CacheDir;

constexpr int64_t kHourNs = int64_t{3600} * 1'000'000'000;

std::string AgeText(const deps::CacheDirState& state, int64_t now_ns) {
  if (state.last_use_ns == 0) return "never used";
  const int64_t hours = (now_ns - state.last_use_ns) / kHourNs;
  if (hours < 1) return "used within an hour";
  if (hours < 48) return "used " + std::to_string(hours) + " h ago";
  return "used " + std::to_string(hours / 24) + " d ago";
}

class CacheDirTool {
 public:
  explicit CacheDirTool(ToolContext& context)
      : context_(context), out_(context.out) {}

  Result<int> Run(ToolArguments arguments) {
    static constexpr OptionSpec kOptions[] = {{'h', "help"},
                                              {'a', "max-age", true}};
    const auto parsed =
        ParseOptions("cache-dir", kOptions, arguments, context_.err);
    if (!parsed || parsed->words.empty()) return Usage();
    XB_ASSIGN(deps::Store store, OpenStore(context_.settings.store));
    XB_TRY(Gather(store));
    if (parsed->words[0] == "ls" && parsed->words.size() == 1 &&
        parsed->options.empty()) {
      return List(store);
    }
    if (parsed->words[0] != "prune") return Usage();
    int64_t max_age_ns = 0;
    if (const auto age = parsed->ValueOf('a')) {
      const auto known = ParseAge(*age);
      if (!known) {
        return MakeError("`" + *age + "` is no age",
                         "`7d`, `12h`, `30m` and `45s` are");
      }
      max_age_ns = *known;
    }
    return Prune(store, {parsed->words.begin() + 1, parsed->words.end()},
                 max_age_ns);
  }

 private:
  Result<int> Usage() {
    out_.Print(
        "usage: ", context_.program,
        " cache-dir ls    list the directories of the project and of "
        "the store\n       ",
        context_.program,
        " cache-dir prune [--max-age AGE] [NAME...]\n"
        "                       empty those of the store, or those named; "
        "not those used since\n");
    return 1;
  }

  // Those of the project stand first, and for those of the same name.
  Status Gather(const deps::Store& store) {
    XB_ASSIGN(const auto file, ReadProjectFile(context_.disk));
    if (file != nullptr) all_ = file->project.cache_dirs;
    XB_ASSIGN(const auto stored, CacheDirsInStore(store));
    for (const CacheDir& directory : stored) {
      const std::string path = CacheDirPath(store, directory);
      const bool is_known =
          std::any_of(all_.begin(), all_.end(), [&](const CacheDir& one) {
            return CacheDirPath(store, one) == path;
          });
      if (!is_known) all_.push_back(directory);
    }
    return Ok();
  }

  Result<int> List(const deps::Store& store) {
    const int64_t now_ns = clock_.WallNs();
    for (const CacheDir& directory : all_) {
      XB_ASSIGN(const deps::CacheDirState state,
                LookAtCacheDir(store, directory));
      out_.Print(state.name, "  ", SizeText(state.bytes), " in ",
                 std::to_string(state.files), " files, ",
                 AgeText(state, now_ns), ", ", NameOf(directory.sharing), ", ",
                 state.path, "\n");
    }
    return 0;
  }

  Result<int> Prune(const deps::Store& store,
                    const std::vector<std::string>& names, int64_t max_age_ns) {
    for (const std::string& name : names) {
      const bool is_known =
          std::any_of(all_.begin(), all_.end(),
                      [&](const CacheDir& one) { return one.name == name; });
      if (!is_known) return MakeError("`" + name + "` is no cache directory");
    }
    int status = 0;
    const int64_t now_ns = clock_.WallNs();
    for (const CacheDir& directory : all_) {
      if (!names.empty() && std::find(names.begin(), names.end(),
                                      directory.name) == names.end()) {
        continue;
      }
      // What a project keeps elsewhere may be more than a cache to others.
      if (names.empty() && !directory.path.empty()) continue;
      XB_ASSIGN(const deps::CacheDirState state,
                LookAtCacheDir(store, directory));
      if (now_ns - state.last_use_ns < max_age_ns) continue;
      XB_ASSIGN(const bool done, PruneCacheDir(store, directory));
      if (done) {
        out_.Print("removed ", directory.name, ", ", SizeText(state.bytes),
                   "\n");
      } else {
        PrintWarning(context_,
                     "`" + directory.name + "` is in use and was left");
        status = 1;
      }
    }
    return status;
  }

  ToolContext& context_;
  Printer out_;
  RealClock clock_;
  std::vector<CacheDir> all_;
};

}  // namespace

Result<int> RunCacheDir(ToolContext& context, ToolArguments arguments) {
  return CacheDirTool(context).Run(arguments);
}

}  // namespace xb
