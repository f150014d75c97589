// SPDX-License-Identifier: Apache-2.0
// -t rules
#include <algorithm>
#include <utility>

#include "tools/options.h"
#include "tools/printer.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// The template as it could stand in a manifest, but for escapes.
std::string Unexpanded(const Graph& graph, const RuleBinding& binding) {
  std::string text;
  for (uint32_t i = binding.parts_begin; i < binding.parts_end; ++i) {
    const TemplatePart& part = graph.parts[i];
    if (part.is_variable()) {
      text.append("${").append(graph.Name(StringId{part.offset})).append("}");
    } else {
      text.append(graph.Text({part.offset, part.size}));
    }
  }
  return text;
}

}  // namespace

Result<int> RunRules(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h'}, {'d'}};
  Printer out(context.out);
  const auto parsed = ParseOptions("rules", kOptions, arguments, context.err);
  if (!parsed) {
    out.Print("usage: ", context.program,
              " -t rules [options]\n"
              "\n"
              "options:\n"
              "  -d     also print the description of the rule\n"
              "  -h     print this message\n");
    return 1;
  }
  const Graph& graph = context.overlay->graph();
  std::vector<std::pair<std::string_view, RuleId>> rules;
  for (uint32_t i = 0; i < graph.rules.size(); ++i) {
    if (graph.rules[i].scope != graph.root_scope) continue;
    rules.emplace_back(graph.RuleName(RuleId{i}), RuleId{i});
  }
  std::sort(rules.begin(), rules.end());
  for (const auto& [name, rule] : rules) {
    out.Print(name);
    const RuleBinding* description =
        parsed->Has('d')
            ? graph.FindRuleBinding(rule, Id(KnownName::kDescription))
            : nullptr;
    if (description != nullptr) {
      out.Print(": ", Unexpanded(graph, *description));
    }
    out.Print("\n");
  }
  return 0;
}

}  // namespace xb
