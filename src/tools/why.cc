// SPDX-License-Identifier: Apache-2.0
// xb why: tells after the fact why an edge last ran, and whether and why it
// would run now.
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cache/last_use.h"
#include "engine/edge_action.h"
#include "graph/evaluate.h"
#include "history/content_history.h"
#include "history/content_log.h"
#include "history/records.h"
#include "os/clock.h"
#include "tools/options.h"
#include "tools/present_state.h"
#include "tools/printer.h"
#include "tools/run_comparison.h"
#include "tools/tool_functions.h"
#include "tools/word_diff.h"

namespace xb {
namespace {

constexpr std::string_view kRecords = ".xb/records";

template <typename... Values>
std::string Format(const char* format, Values... values) {
  std::array<char, 160> text;
  const int size = std::snprintf(text.data(), text.size(), format, values...);
  return std::string(text.data(), static_cast<size_t>(size));
}

std::string Seconds(int64_t ms) {
  return Format("%.3f s", static_cast<double>(ms) / 1e3);
}

class Why {
 public:
  explicit Why(ToolContext& context)
      : context_(context),
        overlay_(*context.overlay),
        graph_(overlay_.graph()),
        out_(context.out),
        present_(context) {}

  Status Explain(NodeId target) {
    const EdgeId edge = overlay_.ProducerOf(target);
    out_.Print(overlay_.PathOf(target), ":\n");
    if (edge == kNoEdge) {
      out_.Print("  no step makes it: it is a source\n");
      return Ok();
    }
    XB_TRY(present_.Scan(target));
    if (!graph_.is_phony(edge)) {
      XB_TRY(ExplainPast(edge));
      TellCacheUse(edge);
    }
    return ExplainPresent(edge, target);
  }

 private:
  std::string_view FirstOutput(EdgeId edge) const {
    return graph_.PathOf(graph_.Outputs(edge)[0]);
  }

  std::string InBuildDir(std::string_view name) const {
    const std::string file(name);
    return context_.build_dir.empty() ? file : context_.build_dir + "/" + file;
  }

  Status ExplainPast(EdgeId edge) {
    XB_ASSIGN(const std::vector<RunRecord> runs,
              Records::LoadRuns(context_.disk, InBuildDir(kRecords),
                                FirstOutput(edge)));
    if (runs.empty()) {
      out_.Print("  last run:   none that is on record\n");
      return Ok();
    }
    const RunRecord& last = runs.back();
    out_.Print(
        "  last run:   ", LocalTime(last.start_s), ", ",
        Seconds(last.duration_ms),
        Format(" (user %.3f s, system %.3f s, peak %.1f MB), ",
               static_cast<double>(last.user_us) / 1e6,
               static_cast<double>(last.system_us) / 1e6,
               static_cast<double>(last.max_rss_kb) / 1024),
        last.exit_status == 0
            ? "succeeded\n"
            : "failed with status " + std::to_string(last.exit_status) + "\n");
    out_.Print("  because:    ",
               last.reason.empty() ? "no reason is on record" : last.reason,
               "\n");
    if (runs.size() > 1) {
      const RunRecord& before = runs[runs.size() - 2];
      out_.Print(
          "  before:     ", LocalTime(before.start_s), ", ",
          Seconds(before.duration_ms), ", because ",
          before.reason.empty() ? "of no reason on record" : before.reason,
          "\n");
      XB_TRY(TellInputs(edge, before, last));
      if (before.command != last.command) {
        PrintChange("changed for that run", before.command, last.command);
      }
      XB_TRY(TellEnvironment("changed for that run", before.environment,
                             last.environment));
    }
    Result<std::string> command = EvaluateCommand(graph_, edge);
    if (!command.ok()) return command.TakeError();
    if (command.value().size() > Records::kMaxCommand) {
      command.value().resize(Records::kMaxCommand);
    }
    if (command.value() != last.command) {
      PrintChange("changed since", last.command, command.value());
    }
    if (*context_.settings.freshness != FreshnessMode::kContent) return Ok();
    return TellEnvironment("changed since", last.environment,
                           context_.environment.digest);
  }

  // The inputs that were others, if both runs are known by content.
  Status TellInputs(EdgeId edge, const RunRecord& before,
                    const RunRecord& last) {
    XB_ASSIGN(const std::vector<RunContents> runs,
              LoadRunContents(context_.disk, InBuildDir(".xb/content"),
                              FirstOutput(edge)));
    const auto find = [&](const RunRecord& record) -> const RunContents* {
      // Without times a record is of any run.
      if (record.log_end_ms < 0) return nullptr;
      for (size_t i = runs.size(); i > 0; --i) {
        if (record.MayBeOf(runs[i - 1].entry)) return &runs[i - 1];
      }
      return nullptr;
    };
    const RunContents* const then = find(before);
    const RunContents* const now = find(last);
    if (then == nullptr || now == nullptr) return Ok();
    std::vector<InputChange> changes = CompareInputs(then->inputs, now->inputs);
    // Where times decided, nobody knows what there was.
    std::erase_if(changes, [](const InputChange& change) {
      return change.before && change.after &&
             (IsOfStamp(*change.before) || IsOfStamp(*change.after));
    });
    if (changes.empty()) return Ok();
    out_.Print("  inputs:     changed for that run\n");
    for (const InputChange& change : changes) {
      const std::string old = InWords(change.before);
      const std::string fresh = InWords(change.after);
      if (!change.before) {
        out_.Print("    + ", change.path, " (", fresh, ")\n");
      } else if (!change.after) {
        out_.Print("    - ", change.path, " (", old, ")\n");
      } else {
        out_.Print("      ", change.path, " (", old, " vs ", fresh, ")\n");
      }
    }
    return Ok();
  }

  static std::string InWords(const std::optional<Hash128>& digest) {
    if (!digest) return {};
    return IsOfContent(*digest) ? HexOf(*digest) : "not known";
  }

  // Nothing when one of the two is not known.
  Status TellEnvironment(std::string_view when, uint64_t before,
                         uint64_t after) {
    if (before == 0 || after == 0 || before == after) return Ok();
    out_.Print("  environment: ", when, "\n");
    return PrintVariables("    ", before, after);
  }

  Result<std::optional<EnvironmentRecord>> EnvironmentOf(uint64_t digest) {
    if (digest == context_.environment.digest) {
      return std::optional(context_.environment);
    }
    return Records::LoadEnvironment(context_.disk, InBuildDir(kRecords),
                                    digest);
  }

  Status PrintVariables(std::string_view indent, uint64_t before,
                        uint64_t after) {
    XB_ASSIGN(const auto old, EnvironmentOf(before));
    XB_ASSIGN(const auto fresh, EnvironmentOf(after));
    if (!old || !fresh) {
      out_.Print(indent, "which variables is not on record\n");
      return Ok();
    }
    for (const VariableChange& change :
         CompareVariables(old->variables, fresh->variables)) {
      out_.Print(indent, change.name, " ", InWords(change.kind), "\n");
    }
    return Ok();
  }

  static std::string_view InWords(VariableChange::Kind kind) {
    switch (kind) {
      case VariableChange::Kind::kChanged:
        return "changed";
      case VariableChange::Kind::kSet:
        return "was not set";
      case VariableChange::Kind::kUnset:
        return "is no longer set";
    }
    return "";
  }

  // What became of it in the last build that asked a cache.
  void TellCacheUse(EdgeId edge) {
    const auto uses = ReadCacheUses(context_.disk, InBuildDir(kCacheUsesFile));
    if (!uses.empty() && SaysNoCache(graph_, edge)) {
      out_.Print("  cache:      not cached because of its `cache = 0`\n");
      return;
    }
    for (const CacheUse& use : uses) {
      if (use.output != FirstOutput(edge)) continue;
      switch (use.kind) {
        case CacheUse::Kind::kHit:
          out_.Print("  cache:      brought back\n");
          return;
        case CacheUse::Kind::kStored:
          out_.Print("  cache:      kept; ", use.reason, "\n");
          return;
        case CacheUse::Kind::kMissed:
          out_.Print("  cache:      not kept: ",
                     use.not_kept.empty() ? use.reason : use.not_kept, "\n");
          return;
        case CacheUse::Kind::kNotCached:
          out_.Print("  cache:      not cached because ", use.reason, "\n");
          return;
      }
    }
  }

  void PrintChange(std::string_view when, std::string_view before,
                   std::string_view after) {
    out_.Print("  command:    ", when, "\n");
    PrintWordDiff(out_, "    ", before, after);
  }

  // The edge and, while its reason is another edge, that one.
  Status ExplainPresent(EdgeId edge, NodeId target) {
    if (!present_.state().is_dirty(target)) {
      out_.Print("  now:        up to date\n");
      return Ok();
    }
    out_.Print("  now:        out of date\n");
    const EdgeId first = edge;
    std::vector<bool> told(graph_.edge_count());
    std::string indent = "    ";
    while (edge != kNoEdge && !told[Index(edge)]) {
      told[Index(edge)] = true;
      for (const std::string& reason : present_.reasons().Of(edge)) {
        out_.Print(indent, reason, "\n");
      }
      indent += "  ";
      // Those of the target were told.
      if (edge != first) XB_TRY(TellVariables(indent, edge));
      edge = FirstDirtyProducer(edge);
    }
    return Ok();
  }

  // If they are the reason.
  Status TellVariables(std::string_view indent, EdgeId edge) {
    if (!present_.reasons().Has(edge, ReasonKind::kEnvironment)) return Ok();
    const auto run = present_.contents().Find(graph_.Outputs(edge)[0]);
    if (!run) return Ok();
    return PrintVariables(indent, run->environment,
                          context_.environment.digest);
  }

  EdgeId FirstDirtyProducer(EdgeId edge) const {
    EdgeId found = kNoEdge;
    overlay_.ForEachDirtyingInput(edge, [&](NodeId input) {
      if (found == kNoEdge && present_.state().is_dirty(input)) {
        found = overlay_.ProducerOf(input);
      }
    });
    return found;
  }

  ToolContext& context_;
  Overlay& overlay_;
  const Graph& graph_;
  Printer out_;
  PresentState present_;
};

}  // namespace

Result<int> RunWhy(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h', "help"}, {'m', "manifest"}};
  const auto parsed = ParseOptions("why", kOptions, arguments, context.err);
  const bool of_manifest = parsed && parsed->Has('m');
  if (!parsed || (parsed->words.empty() && !of_manifest)) {
    context.out.Write("usage: " + context.program +
                      " -t why TARGET...\n"
                      "       " +
                      context.program +
                      " -t why --manifest [WORD...]\n"
                      "\n"
                      "Tells why the command that makes TARGET last ran, and "
                      "whether it would run now;\n"
                      "or, where a Makefile is, why it was read again, of "
                      "command lines with these\n"
                      "words.\n");
    return 1;
  }
  if (of_manifest) {
    return MakeError(
        "`--manifest` asks about a Makefile; what is built here is "
        "`" +
        *context.settings.manifest + "`");
  }
  Why why(context);
  for (const std::string& word : parsed->words) {
    XB_ASSIGN(const NodeId target,
              ResolveTarget(*context.overlay, word, context.deps));
    XB_TRY(why.Explain(target));
  }
  return 0;
}

}  // namespace xb
