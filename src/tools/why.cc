// SPDX-License-Identifier: Apache-2.0
// xb why: tells after the fact why an edge last ran, and whether and why it
// would run now.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>

#include "cache/last_use.h"
#include "graph/evaluate.h"
#include "history/records.h"
#include "tools/options.h"
#include "tools/present_state.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"
#include "tools/word_diff.h"

namespace xb {
namespace {

// Words that did not change are shown for orientation, not to be read.
constexpr size_t kContextWords = 3;

std::string LocalTime(int64_t seconds) {
  const std::time_t time = seconds;
  std::tm parts{};
  if (localtime_r(&time, &parts) == nullptr) return "at an unknown time";
  std::array<char, 64> text;
  const size_t size =
      std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z", &parts);
  return std::string(text.data(), size);
}

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
    ExplainPresent(edge, target);
    return Ok();
  }

 private:
  std::string_view FirstOutput(EdgeId edge) const {
    return graph_.PathOf(graph_.Outputs(edge)[0]);
  }

  Status ExplainPast(EdgeId edge) {
    const std::string file = context_.build_dir.empty()
                                 ? ".xb/records"
                                 : context_.build_dir + "/.xb/records";
    XB_ASSIGN(const std::vector<RunRecord> runs,
              Records::LoadRuns(context_.disk, file, FirstOutput(edge)));
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
      if (before.command != last.command) {
        PrintChange("changed for that run", before.command, last.command);
      }
    }
    Result<std::string> command = EvaluateCommand(graph_, edge);
    if (!command.ok()) return command.TakeError();
    if (command.value().size() > Records::kMaxCommand) {
      command.value().resize(Records::kMaxCommand);
    }
    if (command.value() != last.command) {
      PrintChange("changed since", last.command, command.value());
    }
    return Ok();
  }

  // What became of it in the last build that asked a cache.
  void TellCacheUse(EdgeId edge) {
    const std::string file(kCacheUsesFile);
    const auto uses = ReadCacheUses(
        context_.disk,
        context_.build_dir.empty() ? file : context_.build_dir + "/" + file);
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
          out_.Print("  cache:      not kept: ", use.reason, "\n");
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
    const std::vector<WordChange> changes = DiffWords(before, after);
    for (size_t i = 0; i < changes.size(); ++i) {
      switch (changes[i].kind) {
        case WordChange::Kind::kSame:
          PrintContext(changes[i].words, i == 0, i + 1 == changes.size());
          break;
        case WordChange::Kind::kRemoved:
          PrintWords("    - ", changes[i].words);
          break;
        case WordChange::Kind::kAdded:
          PrintWords("    + ", changes[i].words);
          break;
      }
    }
  }

  void PrintWords(std::string_view mark,
                  std::span<const std::string_view> words) {
    for (const std::string_view word : words) out_.Print(mark, word, "\n");
  }

  // Only what is next to a change.
  void PrintContext(std::span<const std::string_view> words, bool is_first,
                    bool is_last) {
    const size_t head = is_first ? 0 : std::min(kContextWords, words.size());
    const size_t tail =
        is_last ? 0 : std::min(kContextWords, words.size() - head);
    std::string line;
    for (const std::string_view word : words.first(head)) {
      line.append(" ").append(word);
    }
    if (head + tail < words.size()) line += " ...";
    for (const std::string_view word : words.last(tail)) {
      line.append(" ").append(word);
    }
    out_.Print("     ", line, "\n");
  }

  // The edge and, while its reason is another edge, that one.
  void ExplainPresent(EdgeId edge, NodeId target) {
    if (!present_.state().is_dirty(target)) {
      out_.Print("  now:        up to date\n");
      return;
    }
    out_.Print("  now:        out of date\n");
    std::vector<bool> told(graph_.edge_count());
    std::string indent = "    ";
    while (edge != kNoEdge && !told[Index(edge)]) {
      told[Index(edge)] = true;
      for (const std::string& reason : present_.reasons().Of(edge)) {
        out_.Print(indent, reason, "\n");
      }
      indent += "  ";
      edge = FirstDirtyProducer(edge);
    }
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
  static constexpr OptionSpec kOptions[] = {{'h', "help"}};
  const auto parsed = ParseOptions("why", kOptions, arguments, context.err);
  if (!parsed || parsed->words.empty()) {
    context.out.Write("usage: " + context.program +
                      " -t why TARGET...\n"
                      "\n"
                      "Tells why the command that makes TARGET last ran, and "
                      "whether it would run now.\n");
    return 1;
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
