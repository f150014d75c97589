// SPDX-License-Identifier: Apache-2.0
// xb cache explain: whether the result of a step would be brought back, and if
// not, in what it differs from the nearest that is known.
#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cache/action_key.h"
#include "cache/file_digests.h"
#include "cache/inventory.h"
#include "cache/last_use.h"
#include "engine/edge_action.h"
#include "graph/evaluate.h"
#include "os/clock.h"
#include "tools/cache_options.h"
#include "tools/options.h"
#include "tools/present_state.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"
#include "tools/word_diff.h"

namespace xb {
namespace {

// Nothing that is hashed now is remembered, so any time that has passed will
// do.
constexpr int64_t kSomeTimeNs = 1;

class Explainer {
 public:
  Explainer(ToolContext& context, ActionCache& cache, ActionKeys& keys,
            FileDigests& digests)
      : context_(context),
        cache_(cache),
        keys_(keys),
        digests_(digests),
        out_(context.out),
        present_(context) {}

  Status Explain(NodeId target) {
    Overlay& overlay = *context_.overlay;
    out_.Print(overlay.PathOf(target), ":\n");
    const EdgeId edge = overlay.ProducerOf(target);
    if (edge == kNoEdge || overlay.graph().is_phony(edge)) {
      out_.Print("  no command makes it\n");
      return Ok();
    }
    XB_ASSIGN(std::string command, EvaluateCommand(overlay.graph(), edge));
    XB_ASSIGN(Action action, DescribeAction(overlay, edge, std::move(command)));
    TellCache(overlay, edge, false, &action);
    if (!action.may_be_cached) {
      if (SaysNoCache(overlay.graph(), edge)) {
        out_.Print("  not cached because of its `cache = 0`\n");
        return Ok();
      }
      out_.Print(
          "  not cached because it is a generator or has the terminal\n");
      return Ok();
    }
    // For the headers that it read; where they cannot be known, it is without.
    [[maybe_unused]] const Status scanned = present_.Scan(target);
    ExplainAction(edge, action);
    return Ok();
  }

 private:
  void ExplainAction(EdgeId edge, const Action& action) {
    const ActionKeys::Prepared prepared =
        keys_.Prepare({.command = action.command,
                       .inputs = action.inputs,
                       .outputs = action.outputs,
                       .depfile = action.depfile,
                       .rspfile = action.rspfile,
                       .rspfile_content = action.rspfile_content,
                       .tells_includes = action.include_prefix.has_value()},
                      kSomeTimeNs);
    if (!prepared.not_cached_because.empty()) {
      out_.Print("  not cached because ", prepared.not_cached_because, "\n");
      return;
    }
    if (!prepared.facts.is_compilation && !action.wants_cache) {
      out_.Print("  no compilation: kept with --cache=all or a pattern only\n");
    }
    const std::string objection = ObjectionToHeaders(edge, prepared);
    if (!objection.empty()) {
      out_.Print("  not cached because ", objection, "\n");
      return;
    }
    for (const ActionKeys::Key& key : prepared.keys) {
      if (ExplainKey(key, prepared)) return;
    }
    PrintNearest(prepared.keys);
  }

  // Why what it would make were not kept, by the headers that it read last.
  std::string ObjectionToHeaders(EdgeId edge,
                                 const ActionKeys::Prepared& prepared) {
    std::string objection;
    context_.overlay->ForEachDirtyingInput(edge, [&](NodeId input) {
      if (!objection.empty()) return;
      const std::string path(context_.overlay->PathOf(input));
      const auto facts = digests_.Get(path, kSomeTimeNs);
      if (!facts) return;
      objection = keys_.ObjectionTo(prepared.facts, path, facts->words);
      if (!objection.empty()) return;
      Digest digest = facts->digest;
      std::vector<std::string> headers;
      objection = keys_.SearchAnew(
          prepared, path, {.started_ns = kSomeTimeNs, .now_ns = kSomeTimeNs},
          &digest, &headers);
    });
    return objection;
  }

  // True when there is something to say of it.
  bool ExplainKey(const ActionKeys::Key& key,
                  const ActionKeys::Prepared& prepared) {
    const auto digest_of = [&](std::string_view path) {
      const auto here =
          key.is_movable ? keys_.base_dirs().Decode(path) : std::string(path);
      const auto facts =
          here ? keys_.Search(prepared, *here, kSomeTimeNs) : std::nullopt;
      return facts ? std::optional<Digest>(facts->digest) : std::nullopt;
    };
    const ActionCache::Lookup lookup = cache_.Find(
        key.digest, keys_.NamesOf(key, prepared.outputs), digest_of);
    switch (lookup.reason) {
      case MissReason::kNone:
        out_.Print("  would be brought back (scope ", lookup.scope, ")\n");
        return true;
      case MissReason::kNoRecord:
        return false;
      case MissReason::kDependencies:
        out_.Print("  would run: `", Here(key, lookup.detail), "` ",
                   lookup.is_same_content ? "may find other headers than"
                   : digest_of(lookup.detail)
                       ? "has another content than"
                       : "is no file that can be read, as it was",
                   " in the newest result\n");
        return true;
      case MissReason::kUntrusted:
      case MissReason::kDamaged:
      case MissReason::kLost:
      case MissReason::kElsewhere:
      case MissReason::kChanged:
      case MissReason::kFailed:
        out_.Print("  would run: what is known of it cannot be used (",
                   NameOf(lookup.reason), ")\n");
        return true;
    }
    return false;
  }

  // What is told of a base directory, as it is here.
  std::string Here(const ActionKeys::Key& key, std::string_view text) const {
    if (!key.is_movable) return std::string(text);
    return keys_.base_dirs().Decode(text).value_or(std::string(text));
  }

  struct Nearest {
    std::optional<ActionRecord> record;
    const ActionKeys::Key* key = nullptr;
    size_t equal = 0;
    int64_t stored_s = 0;
  };

  // Of those that are as near, the youngest.
  static void Compare(const ActionKeys::Key& key, ActionRecord record,
                      Nearest* nearest) {
    const size_t equal = CountEqual(key, record);
    const int64_t stored_s = record.set_count() == 0 ? 0 : record.stored_s(0);
    if (equal == 0 || equal < nearest->equal ||
        (equal == nearest->equal && stored_s <= nearest->stored_s)) {
      return;
    }
    *nearest = {.record = std::move(record),
                .key = &key,
                .equal = equal,
                .stored_s = stored_s};
  }

  void PrintNearest(const std::vector<ActionKeys::Key>& keys) {
    out_.Print("  would run: nothing is known of it\n");
    const auto inventory = Inventory::Make(cache_);
    if (!inventory.ok()) return;
    Nearest nearest;
    for (const StoredFile& file : inventory.value().files) {
      if (!Inventory::IsRecord(file)) continue;
      const std::string& scope = inventory.value().scopes[file.scope];
      for (const ActionKeys::Key& key : keys) {
        auto record = ReadRecord(cache_, scope, file.digest);
        if (record) Compare(key, std::move(*record), &nearest);
      }
    }
    if (!nearest.record) return;
    out_.Print("  the nearest that is known differs in:\n");
    PrintDifferences(*nearest.key, *nearest.record);
  }

  void PrintDifferences(const ActionKeys::Key& key,
                        const ActionRecord& record) {
    const auto find = [](std::span<const KeyPart> parts,
                         const std::string& name) -> const KeyPart* {
      const auto found =
          std::find_if(parts.begin(), parts.end(),
                       [&](const KeyPart& part) { return part.name == name; });
      return found == parts.end() ? nullptr : &*found;
    };
    for (const KeyPart& part : key.parts) {
      const KeyPart* const then = find(record.parts(), part.name);
      if (then != nullptr && then->hash == part.hash) continue;
      out_.Print("    ", Here(key, part.name), KindOf(part, then), "\n");
      if (then == nullptr || part.text.empty() || then->text.empty()) continue;
      PrintWordDiff(out_, "      ", Here(key, then->text),
                    Here(key, part.text));
    }
    for (const KeyPart& part : record.parts()) {
      if (find(key.parts, part.name) == nullptr) {
        out_.Print("    ", Here(key, part.name), " (not here)\n");
      }
    }
  }

  static std::string_view KindOf(const KeyPart& part, const KeyPart* then) {
    if (then == nullptr) return " (only here)";
    if (!part.text.empty()) return "";
    if (part.name.starts_with("variable ")) return " (another value)";
    if (part.name == "search") return " (other headers may be found)";
    return " (another content)";
  }

  static bool Has(std::span<const KeyPart> parts, const KeyPart& part) {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  }

  // The same outputs count most: it is then the same step.
  static size_t CountEqual(const ActionKeys::Key& key,
                           const ActionRecord& record) {
    size_t equal = 0;
    for (const KeyPart& part : key.parts) {
      if (!Has(record.parts(), part)) continue;
      equal += part.name == "outputs" ? ActionRecord::kMaxParts : 1;
    }
    return equal;
  }

  ToolContext& context_;
  ActionCache& cache_;
  ActionKeys& keys_;
  FileDigests& digests_;
  Printer out_;
  PresentState present_;
};

}  // namespace

Result<int> RunCacheExplain(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h', "help"}};
  const auto parsed =
      ParseOptions("cache explain", kOptions, arguments, context.err);
  if (!parsed || parsed->words.empty()) {
    context.out.Write("usage: " + context.program +
                      " -t cache explain TARGET...\n");
    return 1;
  }
  XB_ASSIGN(CacheOptions options, ReadCacheOptions(context.settings.cache));
  options.cache.write = false;
  RealClock clock;
  XB_ASSIGN(const std::unique_ptr<ActionCache> cache,
            ActionCache::Open(std::move(options.cache), clock));
  FileDigests digests;
  const std::string file(kDigestsFile);
  digests.Load(context.disk, context.build_dir.empty()
                                 ? file
                                 : context.build_dir + "/" + file);
  ActionKeys keys(digests, std::move(options.keys));
  Explainer explainer(context, *cache, keys, digests);
  for (const std::string& word : parsed->words) {
    XB_ASSIGN(const NodeId target,
              ResolveTarget(*context.overlay, word, context.deps));
    XB_TRY(explainer.Explain(target));
  }
  return 0;
}

}  // namespace xb
