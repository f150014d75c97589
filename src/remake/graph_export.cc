// SPDX-License-Identifier: Apache-2.0
#include "remake/graph_export.h"

#include <unordered_set>
#include <utility>

#include "base/text.h"

namespace xb {
namespace {

std::string EscapedPath(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '$' || c == ' ' || c == ':') text += '$';
    text += c;
  }
  return text;
}

std::string EscapedValue(std::string_view value) {
  std::string text;
  for (const char c : value) text.append(c == '$' ? 2 : 1, c);
  return text;
}

std::string PathList(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) text += " " + EscapedPath(path);
  return text;
}

std::string Comment(const ExportedStep& step) {
  std::string text = "# left out:";
  for (const std::string& output : step.outputs) {
    text += ' ';
    for (const char c : output) text += c == '\n' ? ' ' : c;
  }
  return text + ", " + step.left_out + "\n\n";
}

// The lines of a command that goes on behind a backslash are one, but for those
// in single quotes, where the backslash would stay.
bool JoinLines(std::string* text) {
  std::string joined;
  char quote = '\0';
  for (size_t i = 0; i < text->size(); ++i) {
    const char c = (*text)[i];
    const bool is_escape = c == '\\' && quote != '\'' && i + 1 < text->size();
    if (is_escape) {
      const char next = (*text)[++i];
      if (next != '\n') joined.append({c, next});
      continue;
    }
    if (c == '\n') return false;
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    }
    joined += c;
  }
  *text = std::move(joined);
  return true;
}

class AliasWalk {
 public:
  explicit AliasWalk(GraphExport* graph) : graph_(*graph) {
    for (const ExportedStep& step : graph_.steps) {
      known_.insert(step.outputs.begin(), step.outputs.end());
    }
  }

  void Visit(const make::Target* goal) {
    std::vector<const make::Target*> open = {goal};
    while (!open.empty()) {
      const make::Target* const target = open.back();
      open.pop_back();
      if (!seen_.insert(target).second) continue;
      AddAlias(*target);
      for (const make::Prerequisite& one : target->prerequisites) {
        open.push_back(make::RuleBase::Resolve(one.target));
      }
    }
  }

 private:
  void AddAlias(const make::Target& target) {
    const bool is_alias = target.is_target && target.recipe == nullptr;
    // One without anything behind it is always new, as for make.
    if (!is_alias || !known_.insert(target.name).second) return;
    ExportedStep alias{.outputs = {target.name},
                       .inputs = {},
                       .order_only = {},
                       .command = {},
                       .left_out = {}};
    for (const make::Prerequisite& one : target.prerequisites) {
      (one.order_only ? alias.order_only : alias.inputs)
          .push_back(make::RuleBase::Resolve(one.target)->name);
    }
    graph_.steps.push_back(std::move(alias));
  }

  GraphExport& graph_;
  std::unordered_set<std::string> known_;
  std::unordered_set<const make::Target*> seen_;
};

}  // namespace

void AddAliases(const std::vector<make::Target*>& goals, GraphExport* graph) {
  AliasWalk walk(graph);
  for (make::Target* goal : goals) {
    const make::Target* const target = make::RuleBase::Resolve(goal);
    graph->goals.push_back(target->name);
    walk.Visit(target);
  }
}

std::string CommandOfLines(const std::vector<ExportedLine>& lines,
                           const std::string& shell, const std::string& flags,
                           const std::vector<std::string>& exports) {
  std::string command;
  for (const std::string& entry : exports) {
    if (entry.find('\n') != std::string::npos) return {};
    const size_t equals = entry.find('=');
    command += command.empty() ? "export " : " ";
    command += entry.substr(0, equals + 1);
    AppendShellEscaped(entry.substr(equals + 1), &command);
  }
  if (!command.empty()) command += "; ";
  const bool is_usual = shell == "/bin/sh" && flags == "-c";
  const bool is_alone = is_usual && lines.size() == 1;
  bool is_first = true;
  for (const ExportedLine& line : lines) {
    std::string text = line.text;
    if (!JoinLines(&text)) return {};
    if (!is_first) command += " && ";
    is_first = false;
    if (is_alone && !line.ignores_error) {
      command += text;
      continue;
    }
    if (line.ignores_error) command += "{ ";
    command.append(shell).append(" ").append(flags).append(" ");
    AppendShellEscaped(text, &command);
    if (line.ignores_error) command += " || :; }";
  }
  return command;
}

std::string ExportText(const GraphExport& graph, std::string_view name) {
  std::string text = "# What `" + std::string(name) +
                     "` makes, written by `xb -t ninja`.\n"
                     "ninja_required_version = 1.5\n\n";
  if (graph.is_serial) text += "pool serial\n  depth = 1\n\n";
  text += "rule recipe\n  command = $cmd\n  description = $out\n";
  if (graph.is_serial) text += "  pool = serial\n";
  text += '\n';
  for (const ExportedStep& step : graph.steps) {
    if (!step.left_out.empty()) {
      text += Comment(step);
      continue;
    }
    const bool is_alias = step.command.empty();
    text += "build" + PathList(step.outputs) +
            (is_alias ? ": phony" : ": recipe") + PathList(step.inputs);
    if (!step.order_only.empty()) text += " ||" + PathList(step.order_only);
    text += '\n';
    if (!is_alias) text += "  cmd = " + EscapedValue(step.command) + "\n";
    text += '\n';
  }
  if (!graph.goals.empty()) text += "default" + PathList(graph.goals) + "\n";
  return text;
}

}  // namespace xb
