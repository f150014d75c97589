// SPDX-License-Identifier: Apache-2.0
// xb cache explain: whether the result of a step would be brought back, and if
// not, in what it differs from the nearest that is known.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "cache/action_key.h"
#include "cache/file_digests.h"
#include "cache/inventory.h"
#include "cache/last_use.h"
#include "engine/edge_action.h"
#include "graph/evaluate.h"
#include "os/clock.h"
#include "tools/cache_options.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// Nothing that is hashed now is remembered, so any time that has passed will
// do.
constexpr int64_t kSomeTimeNs = 1;

class Explainer {
 public:
  Explainer(ToolContext& context, ActionCache& cache, ActionKeys& keys)
      : context_(context), cache_(cache), keys_(keys), out_(context.out) {}

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
    ExplainAction(action);
    return Ok();
  }

 private:
  void ExplainAction(const Action& action) {
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
    for (const ActionKeys::Key& key : prepared.keys) {
      if (ExplainKey(key, prepared)) return;
    }
    PrintNearest(prepared.keys.back());
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
    const ActionCache::Lookup lookup =
        cache_.Find(key.digest, prepared.outputs, digest_of);
    switch (lookup.reason) {
      case MissReason::kNone:
        out_.Print("  would be brought back (scope ", lookup.scope, ")\n");
        return true;
      case MissReason::kNoRecord:
        return false;
      case MissReason::kDependencies:
        out_.Print("  would run: `", lookup.detail,
                   lookup.is_same_content
                       ? "` may find other headers than in the newest result\n"
                       : "` has another content than in the newest result\n");
        return true;
      case MissReason::kUntrusted:
      case MissReason::kDamaged:
      case MissReason::kLost:
        out_.Print("  would run: what is known of it cannot be used (",
                   NameOf(lookup.reason), ")\n");
        return true;
    }
    return false;
  }

  void PrintNearest(const ActionKeys::Key& key) {
    out_.Print("  would run: nothing is known of it\n");
    const auto inventory = Inventory::Make(cache_);
    if (!inventory.ok()) return;
    std::optional<ActionRecord> nearest;
    size_t most = 0;
    for (const StoredFile& file : inventory.value().files) {
      if (file.scope == Inventory::kBlob) continue;
      auto record =
          ReadRecord(cache_, inventory.value().scopes[file.scope], file.digest);
      if (!record) continue;
      const size_t equal = CountEqual(key, *record);
      if (equal <= most) continue;
      most = equal;
      nearest = std::move(*record);
    }
    if (!nearest) return;
    out_.Print("  the nearest that is known differs in:\n");
    for (const KeyPart& part : key.parts) {
      if (!Has(nearest->parts(), part)) out_.Print("    ", part.name, "\n");
    }
    for (const KeyPart& part : nearest->parts()) {
      const bool is_ours = std::any_of(
          key.parts.begin(), key.parts.end(),
          [&](const KeyPart& ours) { return ours.name == part.name; });
      if (!is_ours) out_.Print("    ", part.name, " (not here)\n");
    }
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
  Printer out_;
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
  Explainer explainer(context, *cache, keys);
  for (const std::string& word : parsed->words) {
    XB_ASSIGN(const NodeId target,
              ResolveTarget(*context.overlay, word, context.deps));
    XB_TRY(explainer.Explain(target));
  }
  return 0;
}

}  // namespace xb
