// SPDX-License-Identifier: Apache-2.0
// xb cache: care for the cache, and questions to it.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "cache/archive.h"
#include "cache/care.h"
#include "cache/last_use.h"
#include "cache/statistics.h"
#include "os/clock.h"
#include "os/system.h"
#include "os/work_queue.h"
#include "tools/age.h"
#include "tools/cache_options.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/progress_bar.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

constexpr int64_t kSecondNs = 1'000'000'000;
constexpr std::string_view kRulePart = " rule ";
constexpr OptionSpec kNoOptions[] = {{'h', "help"}};

std::string FormatNumber(const char* format, double value) {
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), format, value);
  return std::string(text.data(), static_cast<size_t>(size));
}

class CacheTool {
 public:
  CacheTool(ToolContext& context, ToolArguments arguments)
      : context_(context), arguments_(arguments), out_(context.out) {}

  Result<int> Run() {
    if (arguments_.empty()) return Usage();
    const std::string word = arguments_[0];
    arguments_ = arguments_.subspan(1);
    if (word == "explain") return RunCacheExplain(context_, arguments_);
    XB_ASSIGN(options_, ReadCacheOptions(context_.settings.cache));
    const bool reads_only = word == "stats" || word == "du" || word == "export";
    if (reads_only) options_.cache.write = false;
    XB_ASSIGN(cache_, ActionCache::Open(options_.cache, clock_));
    if (word == "stats") return Stats();
    if (word == "du") return Du();
    if (word == "gc") return Gc();
    if (word == "clear") return Clear();
    if (word == "verify") return Verify();
    if (word == "export") return Export();
    if (word == "import") return Import();
    return Usage();
  }

 private:
  Result<int> Usage() {
    out_.Print(
        "usage: ", context_.program,
        " -t cache COMMAND [ARGUMENTS]\n"
        "\n"
        "commands:\n"
        "  stats [--json] [--zero]  hits and misses, since the last --zero\n"
        "  du                       what takes the room, by rule and age\n"
        "  gc [--max-size SIZE] [--max-age AGE] [--keep-scope NAME]...\n"
        "                           remove what was not used for longest\n"
        "  clear                    remove everything\n"
        "  verify                   check everything, remove what is damaged\n"
        "  explain TARGET...        why a target is or is not brought back\n"
        "  export FILE [--used-by-last-build]\n"
        "                           write everything into one file\n"
        "  import FILE              take over what is in such a file\n");
    return 1;
  }

  std::string InBuildDir(const std::string& name) const {
    std::string directory = context_.build_dir;
    if (directory.empty()) {
      directory = context_.settings.build_dir->value_or("");
    }
    return directory.empty() ? name : directory + "/" + name;
  }

  // nullopt when the usage is to be shown instead, also for more or fewer
  // words than `words`.
  std::optional<ParsedOptions> Parse(std::span<const OptionSpec> specs,
                                     size_t words = 0) {
    auto parsed = ParseOptions("cache", specs, arguments_, context_.err);
    if (parsed && parsed->words.size() != words) parsed.reset();
    return parsed;
  }

  Status EnsureMayWrite() const {
    if (cache_->can_write()) return Ok();
    return MakeError("the cache is only read from here",
                     "`cache.write` is false, or XB_CACHE_WRITE=0");
  }

  Result<int> Stats() {
    static constexpr OptionSpec kOptions[] = {
        {'h', "help"}, {'j', "json"}, {'z', "zero"}};
    const auto parsed = Parse(kOptions);
    if (!parsed) return Usage();
    const Statistics statistics = ReadStatistics(cache_->layout());
    if (parsed->Has('j')) {
      PrintJson(statistics);
    } else {
      PrintStatistics(statistics);
    }
    if (parsed->Has('z')) {
      XB_TRY(ResetStatistics(cache_->layout(), clock_.WallNs() / kSecondNs));
    }
    return 0;
  }

  void PrintJson(const Statistics& statistics) {
    out_.Print("{\n  \"directory\": \"",
               JsonEscape(cache_->options().directory),
               "\",\n  \"since\": ", std::to_string(statistics.since_s));
    if (statistics.size) {
      out_.Print(",\n  \"bytes\": ", std::to_string(*statistics.size));
    }
    out_.Print(",\n  \"counters\": ");
    PrintJson(statistics.counters, "    ");
    if (const auto last = CountLastBuild()) {
      out_.Print(",\n  \"last_build\": {");
      for (const char* name : {"hits", "misses", "stored", "not cached"}) {
        out_.Print("\n    \"", name, "\": ", std::to_string(last->Get(name)),
                   ",");
      }
      out_.Print("\n    \"counters\": ");
      PrintJson(*last, "      ");
      out_.Print("\n  }");
    }
    out_.Print("\n}\n");
  }

  void PrintJson(const Counters& counters, std::string_view indent) {
    out_.Print("{");
    const char* before = "\n";
    for (const auto& [name, count] : counters.all()) {
      out_.Print(before, indent, "\"", JsonEscape(name),
                 "\": ", std::to_string(count));
      before = ",\n";
    }
    out_.Print("\n", indent.substr(2), "}");
  }

  void PrintStatistics(const Statistics& statistics) {
    out_.Print("cache:       ", cache_->options().directory, "\n");
    out_.Print("size:        ",
               statistics.size ? SizeText(*statistics.size) : "not known yet",
               "\n");
    const std::string removal = RemovalText(statistics);
    if (!removal.empty()) out_.Print("made room:   ", removal, "\n");
    const Counters& counters = statistics.counters;
    if (const uint64_t files = counters.Get(kCompressedFiles); files > 0) {
      out_.Print("compressed:  ", std::to_string(files), " files, saved ",
                 SizeText(counters.Get(kCompressedBytes)), "\n");
    }
    PrintCounters(counters, "");
    if (const auto last = CountLastBuild()) {
      out_.Print("last build:  ", std::to_string(last->Get("hits")), " hits, ",
                 std::to_string(last->Get("misses")), " misses, ",
                 std::to_string(last->Get("not cached")), " not cached\n");
      PrintCounters(*last, "  ");
    }
  }

  void PrintCounters(const Counters& counters, std::string_view indent) {
    const uint64_t hits = counters.Get("hits");
    const uint64_t misses = counters.Get("misses");
    const auto print = [&](std::string_view name, uint64_t count, uint64_t of,
                           std::string_view bytes) {
      out_.Print(indent, name, ":", std::string(12 - name.size(), ' '),
                 std::to_string(count));
      if (of > 0) {
        out_.Print(FormatNumber(
            " (%.1f %%)",
            100.0 * static_cast<double>(count) / static_cast<double>(of)));
      }
      const uint64_t size = bytes.empty() ? 0 : counters.Get(bytes);
      if (size > 0) out_.Print(", ", SizeText(size));
      out_.Print("\n");
    };
    print("hits", hits, hits + misses, "hits bytes");
    print("misses", misses, hits + misses, "");
    PrintWith(counters, indent, "missed: ");
    print("kept", counters.Get("stored"), 0, "stored bytes");
    PrintWith(counters, indent, "not kept: ");
    print("not cached", counters.Get("not cached"), 0, "");
    PrintWith(counters, indent, "not cached: ");
    out_.Print(
        indent, "time saved:  ",
        FormatNumber("%.1f s",
                     static_cast<double>(counters.Get("saved_ms")) / 1000),
        "\n");
    PrintByRule(counters, indent);
  }

  void PrintWith(const Counters& counters, std::string_view indent,
                 std::string_view beginning) {
    for (const auto& [name, count] : counters.all()) {
      if (!name.starts_with(beginning)) continue;
      out_.Print(indent, "  ", std::to_string(count), "  ");
      if (beginning.starts_with("not kept")) out_.Print("not kept: ");
      out_.Print(std::string_view(name).substr(beginning.size()), "\n");
    }
  }

  void PrintByRule(const Counters& counters, std::string_view indent) {
    std::map<std::string, std::string> rules;
    for (const auto& [name, count] : counters.all()) {
      const size_t at = name.find(kRulePart);
      if (at == std::string::npos) continue;
      std::string& text = rules[name.substr(at + kRulePart.size())];
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " " +
              name.substr(0, at);
    }
    if (!rules.empty()) out_.Print(indent, "by rule:\n");
    for (const auto& [rule, text] : rules) {
      out_.Print(indent, "  ", rule, ": ", text, "\n");
    }
  }

  // nullopt when no build in this directory asked a cache.
  std::optional<Counters> CountLastBuild() {
    const auto uses =
        ReadCacheUses(context_.disk, InBuildDir(std::string(kCacheUsesFile)));
    if (uses.empty()) return std::nullopt;
    Counters counters;
    for (const CacheUse& use : uses) CountUse(use, &counters);
    return counters;
  }

  Result<int> Du() {
    if (!Parse(kNoOptions)) return Usage();
    ProgressBar progress(context_, clock_, "measuring");
    XB_ASSIGN(const UsageSummary usage,
              MeasureCache(*cache_, clock_, progress));
    progress.Erase();
    out_.Print(SizeText(usage.bytes), " in ", std::to_string(usage.files),
               " files\nby rule:\n");
    for (const UsageByRule& rule : usage.rules) {
      out_.Print("  ", rule.rule, ": ", SizeText(rule.bytes), ", ",
                 std::to_string(rule.actions), " actions\n");
    }
    out_.Print("  no longer named: ", SizeText(usage.unused_bytes), "\n");
    out_.Print("compressed: ", std::to_string(usage.compressed_files),
               " files, ", SizeText(usage.compressed_bytes), " instead of ",
               SizeText(usage.raw_bytes), "\nby last use:\n");
    constexpr std::array<const char*, 5> kAges = {
        "within an hour", "within a day", "within a week", "within 30 days",
        "longer ago"};
    for (size_t i = 0; i < kAges.size(); ++i) {
      out_.Print("  ", kAges[i], ": ", SizeText(usage.ages[i].bytes), ", ",
                 std::to_string(usage.ages[i].files), " files\n");
    }
    return 0;
  }

  Result<int> Gc() {
    static constexpr OptionSpec kOptions[] = {{'h', "help"},
                                              {'s', "max-size", true},
                                              {'a', "max-age", true},
                                              {'k', "keep-scope", true}};
    const auto parsed = Parse(kOptions);
    if (!parsed) return Usage();
    XB_TRY(EnsureMayWrite());
    GcOptions gc{.max_size = options_.max_size};
    for (const auto& [letter, value] : parsed->options) {
      if (letter == 'k') gc.keep_scopes.push_back(value);
      if (letter == 's') {
        const auto size = ParseSize(value);
        if (!size) return MakeError("'" + value + "' is no size", "as `10G`");
        gc.max_size = *size;
      }
      if (letter == 'a') {
        const auto age = ParseAge(value);
        if (!age) return MakeError("'" + value + "' is no age", "as `7d`");
        gc.max_age_ns = *age;
      }
    }
    ProgressBar progress(context_, clock_, "making room");
    XB_ASSIGN(const GcSummary done,
              CollectGarbage(*cache_, clock_, gc, progress));
    progress.Erase();
    if (done.is_busy) {
      out_.Print("another process is at it\n");
      return 0;
    }
    if (done.compressed_files > 0) {
      out_.Print("compressed ", std::to_string(done.compressed_files),
                 " files, saved ", SizeText(done.saved_bytes), "\n");
    }
    out_.Print("removed ", SizeText(done.removed_bytes), " of ",
               SizeText(done.bytes), ", ", std::to_string(done.removed_files),
               " of ", std::to_string(done.files), " files\n");
    return 0;
  }

  Result<int> Clear() {
    if (!Parse(kNoOptions)) return Usage();
    XB_TRY(EnsureMayWrite());
    ProgressBar progress(context_, clock_, "clearing");
    XB_TRY(ClearCache(*cache_, clock_, progress));
    progress.Erase();
    out_.Print("the cache is empty\n");
    return 0;
  }

  Result<int> Verify() {
    if (!Parse(kNoOptions)) return Usage();
    WorkQueue workers(ProcessorCount());
    ProgressBar progress(context_, clock_, "verifying");
    XB_ASSIGN(const VerifySummary found,
              VerifyCache(*cache_, workers, progress));
    progress.Erase();
    out_.Print(std::to_string(found.blobs), " blobs, ",
               std::to_string(found.bad_blobs), " of them damaged; ",
               std::to_string(found.records), " records, ",
               std::to_string(found.bad_records), " damaged, ",
               std::to_string(found.foreign_records),
               " not signed with our key\n");
    const bool is_good = found.bad_blobs == 0 && found.bad_records == 0;
    if (!is_good) out_.Print("what is damaged was removed\n");
    return is_good ? 0 : 1;
  }

  Result<int> Export() {
    static constexpr OptionSpec kOptions[] = {{'h', "help"},
                                              {'u', "used-by-last-build"}};
    const auto parsed = Parse(kOptions, 1);
    if (!parsed) return Usage();
    const std::string& file = parsed->words[0];
    XB_ASSIGN(const FileStat before, context_.disk.Stat(file));
    if (before.exists() && !before.is_regular()) {
      return MakeError("'" + file + "' is no regular file",
                       "An archive takes the place of what has its name");
    }
    std::vector<UsedAction> used;
    const auto uses =
        ReadCacheUses(context_.disk, InBuildDir(std::string(kCacheUsesFile)));
    for (const CacheUse& use : uses) {
      if (use.kind == CacheUse::Kind::kHit ||
          use.kind == CacheUse::Kind::kStored) {
        used.push_back(
            {.scope = use.scope, .key = use.key, .result = use.result});
      }
    }
    std::optional<std::span<const UsedAction>> chosen;
    if (parsed->Has('u')) chosen = used;
    ProgressBar progress(context_, clock_, "exporting");
    XB_ASSIGN(const ArchiveSummary done,
              ExportCache(*cache_, file, chosen, progress));
    progress.Erase();
    out_.Print("wrote ", std::to_string(done.records), " records and ",
               std::to_string(done.blobs), " blobs, ", SizeText(done.bytes),
               "\n");
    return 0;
  }

  Result<int> Import() {
    const auto parsed = Parse(kNoOptions, 1);
    if (!parsed) return Usage();
    XB_TRY(EnsureMayWrite());
    ProgressBar progress(context_, clock_, "importing");
    XB_ASSIGN(const ArchiveSummary done,
              ImportCache(*cache_, parsed->words[0], progress));
    progress.Erase();
    out_.Print("took over ", std::to_string(done.records), " records and ",
               std::to_string(done.blobs), " blobs, refused ",
               std::to_string(done.refused), "\n");
    // It is of no use: whoever relies on it should hear of it.
    const bool is_useless = done.records == 0 && done.refused > 0;
    return is_useless ? 1 : 0;
  }

  ToolContext& context_;
  ToolArguments arguments_;
  Printer out_;
  RealClock clock_;
  CacheOptions options_;
  std::unique_ptr<ActionCache> cache_;
};

}  // namespace

Result<int> RunCache(ToolContext& context, ToolArguments arguments) {
  return CacheTool(context, arguments).Run();
}

}  // namespace xb
