// SPDX-License-Identifier: Apache-2.0
#include "graph/evaluate.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace xb {
namespace {

// More than any command has.  Rule variables that repeat each other grow
// beyond every memory and every patience in a few lines.
constexpr int kMaxExpansions = 1000000;
constexpr size_t kMaxValueSize = size_t{256} << 20;

class Expander {
 public:
  Expander(const Graph& graph, EdgeId edge, Escape escape)
      : graph_(graph), edge_(edge), row_(graph.edge(edge)), escape_(escape) {}

  void Expand(StringId name, std::string* out) {
    if (name == Id(KnownName::kIn)) {
      AppendPaths(graph_.ExplicitInputs(edge_), ' ', out);
    } else if (name == Id(KnownName::kInNewline)) {
      AppendPaths(graph_.ExplicitInputs(edge_), '\n', out);
    } else if (name == Id(KnownName::kOut)) {
      AppendPaths(graph_.ExplicitOutputs(edge_), ' ', out);
    } else {
      ExpandBound(name, out);
    }
  }

  // Set when rule variables form a circle or expand to too much.
  std::optional<Error> TakeError() { return std::move(error_); }

 private:
  void AppendPaths(std::span<const NodeId> nodes, char separator,
                   std::string* out) {
    bool first = true;
    for (const NodeId node : nodes) {
      if (!first) out->push_back(separator);
      first = false;
      if (escape_ == Escape::kShell) {
        AppendShellEscaped(graph_.PathOf(node), out);
      } else {
        out->append(graph_.PathOf(node));
      }
    }
  }

  void ExpandBound(StringId name, std::string* out) {
    const RuleBinding* rule = graph_.FindRuleBinding(row_.rule, name);
    if (std::find(active_.begin(), active_.end(), name) != active_.end()) {
      RecordCircle(name);
      return;
    }
    if (const Binding* own = graph_.FindOwnBinding(row_.scope, name)) {
      out->append(graph_.Text(own->value));
      return;
    }
    if (rule == nullptr) {
      out->append(
          graph_.LookupVariable(graph_.scopes[Index(row_.scope)].parent, name));
      return;
    }
    // The variable asked for is not noted, so that a circle begins, in the
    // message, with what it refers to.
    const bool note = !is_first_;
    is_first_ = false;
    if (note) active_.push_back(name);
    for (uint32_t i = rule->parts_begin; i < rule->parts_end; ++i) {
      const TemplatePart& part = graph_.parts[i];
      if (part.is_variable()) {
        Expand(StringId{part.offset}, out);
      } else {
        out->append(graph_.Text({part.offset, part.size}));
      }
      if (++expansions_ > kMaxExpansions || out->size() > kMaxValueSize) {
        error_ = MakeError("a variable of rule '" +
                           std::string(graph_.RuleName(row_.rule)) +
                           "' expands to too much");
      }
      if (error_) return;
    }
    if (note) active_.pop_back();
  }

  void RecordCircle(StringId name) {
    std::string message = "cycle in rule variables: ";
    auto it = std::find(active_.begin(), active_.end(), name);
    for (; it != active_.end(); ++it) {
      message.append(graph_.Name(*it)).append(" -> ");
    }
    error_ = MakeFatalError(message.append(graph_.Name(name)));
  }

  const Graph& graph_;
  const EdgeId edge_;
  const EdgeRow& row_;
  const Escape escape_;
  bool is_first_ = true;  // no variable is being expanded yet
  std::vector<StringId> active_;
  int expansions_ = 0;
  std::optional<Error> error_;
};

// The value of a variable that hardly any edge sets, without allocating when
// nobody set it.
bool IsUnset(const Graph& graph, const EdgeRow& row, StringId name) {
  return graph.FindRuleBinding(row.rule, name) == nullptr &&
         graph.LookupVariable(row.scope, name).empty();
}

std::string EvaluateFlag(const Graph& graph, EdgeId edge, KnownName name) {
  if (IsUnset(graph, graph.edge(edge), Id(name))) return {};
  return EvaluateOrEmpty(graph, edge, name);
}

}  // namespace

Result<std::string> EvaluateVariable(const Graph& graph, EdgeId edge,
                                     StringId name, Escape escape) {
  std::string value;
  Expander expander(graph, edge, escape);
  expander.Expand(name, &value);
  if (auto error = expander.TakeError()) return *std::move(error);
  return value;
}

std::string EvaluateOrEmpty(const Graph& graph, EdgeId edge, KnownName name,
                            Escape escape) {
  Result<std::string> value = EvaluateVariable(graph, edge, Id(name), escape);
  return value.ok() ? value.Take() : std::string();
}

Result<std::string> EvaluateCommand(const Graph& graph, EdgeId edge) {
  return EvaluateVariable(graph, edge, Id(KnownName::kCommand), Escape::kShell);
}

Result<std::string> EvaluateLoggedCommand(const Graph& graph, EdgeId edge) {
  XB_ASSIGN(std::string command, EvaluateCommand(graph, edge));
  if (IsUnset(graph, graph.edge(edge), Id(KnownName::kRspfileContent))) {
    return command;
  }
  XB_ASSIGN(const std::string content,
            EvaluateVariable(graph, edge, Id(KnownName::kRspfileContent),
                             Escape::kShell));
  if (!content.empty()) command += ";rspfile=" + content;
  return command;
}

StaticTraits EvaluateTraits(const Graph& graph, EdgeId edge) {
  StaticTraits traits;
  if (graph.is_phony(edge)) return traits;
  if (!EvaluateFlag(graph, edge, KnownName::kRestat).empty()) {
    traits.flags |= static_cast<uint8_t>(EdgeFlag::kRestat);
  }
  if (!EvaluateFlag(graph, edge, KnownName::kGenerator).empty()) {
    traits.flags |= static_cast<uint8_t>(EdgeFlag::kGenerator);
  }
  const std::string deps = EvaluateFlag(graph, edge, KnownName::kDeps);
  if (deps == "gcc") {
    traits.deps = DepsKind::kGcc;
  } else if (deps == "msvc") {
    traits.deps = DepsKind::kMsvc;
  } else if (!deps.empty()) {
    traits.deps = DepsKind::kUnknown;
  } else if (!IsUnset(graph, graph.edge(edge), Id(KnownName::kDepfile))) {
    traits.deps = DepsKind::kDepfile;
  }
  return traits;
}

}  // namespace xb
