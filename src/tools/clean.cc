// SPDX-License-Identifier: Apache-2.0
// -t clean and -t cleandead
#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/path.h"
#include "graph/evaluate.h"
#include "tools/options.h"
#include "tools/present_state.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// Removes files, each once, and tells how many there were.
class Cleaner {
 public:
  explicit Cleaner(ToolContext& context)
      : context_(context),
        overlay_(*context.overlay),
        graph_(overlay_.graph()),
        out_(context.out),
        is_verbose_(*context.settings.dry_run ||
                    *context.settings.verbosity == Verbosity::kVerbose),
        is_silent_(*context.settings.verbosity == Verbosity::kSilent &&
                   !*context.settings.dry_run) {
    if (!is_silent_) out_.Print("Cleaning...", is_verbose_ ? "\n" : " ");
  }

  // Returns the exit status.
  int Finish() {
    if (!is_silent_) out_.Print(std::to_string(count_), " files.\n");
    return failed_ ? 1 : 0;
  }

  // Everything that edges make.
  void CleanAll(bool with_generators) {
    for (uint32_t e = 0; e < graph_.edge_count(); ++e) {
      const EdgeId edge{e};
      if (graph_.is_phony(edge)) continue;
      if (graph_.Has(edge, EdgeFlag::kGenerator) && !with_generators) continue;
      RemoveMadeBy(edge);
    }
  }

  // The targets and all they are made of.
  void CleanTargets(std::span<const std::string> words) {
    std::vector<bool> cleaned(overlay_.node_count());
    for (const std::string& word : words) {
      if (word.empty()) {
        Fail(MakeError("failed to canonicalize '': empty path"));
        continue;
      }
      std::string path = word;
      CanonicalizePath(&path);
      const NodeId target = overlay_.Find(path);
      if (target == kNoNode) {
        Fail(MakeError("unknown target '" + path + "'"));
        continue;
      }
      if (is_verbose_) out_.Print("Target ", path, "\n");
      CleanBelow(target, &cleaned);
    }
  }

  // What edges of these rules make.
  void CleanRules(std::span<const std::string> names) {
    for (const std::string& name : names) {
      if (!IsRule(name)) {
        Fail(MakeError("unknown rule '" + name + "'"));
        continue;
      }
      if (is_verbose_) out_.Print("Rule ", name, "\n");
      for (uint32_t e = 0; e < graph_.edge_count(); ++e) {
        const RuleId rule = graph_.edge(EdgeId{e}).rule;
        if (graph_.RuleName(rule) == name) RemoveMadeBy(EdgeId{e});
      }
    }
  }

  // What earlier manifests made and this one does not know any more.
  void CleanDead() {
    context_.log->ForEach([&](NodeId node, const LogEntry&) {
      if (overlay_.ProducerOf(node) != kNoEdge) return;
      bool is_read = false;
      overlay_.ForEachConsumer(node, [&](EdgeId) { is_read = true; });
      if (!is_read) Remove(std::string(overlay_.PathOf(node)));
    });
  }

 private:
  bool IsRule(std::string_view name) const {
    for (const RuleRow& row : graph_.rules.view()) {
      if (row.scope == graph_.root_scope && graph_.Name(row.name) == name) {
        return true;
      }
    }
    return false;
  }

  void CleanBelow(NodeId target, std::vector<bool>* cleaned) {
    std::vector<NodeId> open{target};
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      if ((*cleaned)[Index(node)]) continue;
      (*cleaned)[Index(node)] = true;
      const EdgeId edge = overlay_.ProducerOf(node);
      if (edge == kNoEdge) continue;
      if (!graph_.is_phony(edge)) {
        Remove(std::string(overlay_.PathOf(node)));
        RemoveSideFiles(edge);
      }
      const auto first_input = static_cast<std::ptrdiff_t>(open.size());
      overlay_.ForEachInput(edge, [&](NodeId in) { open.push_back(in); });
      std::reverse(open.begin() + first_input, open.end());
    }
  }

  void RemoveMadeBy(EdgeId edge) {
    overlay_.ForEachOutput(edge, [&](NodeId output) {
      Remove(std::string(overlay_.PathOf(output)));
    });
    RemoveSideFiles(edge);
  }

  void RemoveSideFiles(EdgeId edge) {
    for (const KnownName name : {KnownName::kDepfile, KnownName::kRspfile}) {
      std::string path = EvaluateOrEmpty(graph_, edge, name);
      if (!path.empty()) Remove(std::move(path));
    }
  }

  void Remove(std::string path) {
    const auto [added, is_new] = removed_.insert(std::move(path));
    if (!is_new) return;
    Result<bool> existed = *context_.settings.dry_run
                               ? Exists(*added)
                               : context_.disk.Remove(*added);
    if (!existed.ok()) return Fail(existed.error());
    if (!existed.value()) return;
    ++count_;
    if (is_verbose_) out_.Print("Remove ", *added, "\n");
  }

  Result<bool> Exists(const std::string& path) {
    XB_ASSIGN(const int64_t mtime, context_.disk.StatMtime(path));
    return mtime != 0;
  }

  void Fail(const Error& error) {
    out_.Flush();
    PrintError(context_, error);
    failed_ = true;
  }

  ToolContext& context_;
  Overlay& overlay_;
  const Graph& graph_;
  Printer out_;
  const bool is_verbose_;
  const bool is_silent_;
  std::unordered_set<std::string> removed_;
  int count_ = 0;
  bool failed_ = false;
};

}  // namespace

Result<int> RunClean(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h'}, {'g'}, {'r'}};
  const auto parsed = ParseOptions("clean", kOptions, arguments, context.err);
  if (!parsed) {
    context.out.Write(
        "usage: " + context.program +
        " -t clean [options] [targets]\n"
        "\n"
        "options:\n"
        "  -g     also clean files marked as ninja generator output\n"
        "  -r     interpret targets as a list of rules to clean instead\n");
    return 1;
  }
  if (parsed->Has('r') && parsed->words.empty()) {
    return MakeError("expected a rule to clean");
  }
  PresentState(context).LoadAllDyndeps();
  Cleaner cleaner(context);
  if (parsed->Has('r')) {
    cleaner.CleanRules(parsed->words);
  } else if (!parsed->words.empty()) {
    cleaner.CleanTargets(parsed->words);
  } else {
    cleaner.CleanAll(parsed->Has('g'));
  }
  return cleaner.Finish();
}

Result<int> RunCleanDead(ToolContext& context, ToolArguments) {
  Cleaner cleaner(context);
  cleaner.CleanDead();
  return cleaner.Finish();
}

}  // namespace xb
