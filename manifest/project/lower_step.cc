// SPDX-License-Identifier: Apache-2.0
// What steps become.
#include <algorithm>
#include <utility>

#include "base/path.h"
#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

// Below a build directory.
constexpr std::string_view kOwnNames[] = {
    "obj", "test-results", "steps", "coverage", "pgo", "installed"};

bool IsVariableName(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  if (name.empty() || !is_letter(name[0])) return false;
  for (const char c : name) {
    if (!is_letter(c) && (c < '0' || c > '9')) return false;
  }
  return true;
}

// Paths of the manifest as words of the shell, from another directory.
std::string PathWords(const Words& paths, std::string_view root) {
  Words words;
  for (const std::string& path : paths) {
    std::string plain;
    for (size_t i = 0; i < path.size(); ++i) {
      const bool is_escape = path[i] == '$' && i + 1 < path.size() &&
                             (path[i + 1] == ' ' || path[i + 1] == ':');
      if (!is_escape) plain += path[i];
    }
    const bool is_absolute = plain.starts_with('/');
    words.push_back(QuoteWord(is_absolute ? plain : std::string(root) + plain));
  }
  return JoinWords(words);
}

// The outputs of a step; those without have a stamp.
Result<Words> OutputsOf(Lowering& lowering, const Step& step) {
  Words outputs;
  for (const Text& output : step.outputs) {
    if (HasWildcards(output.value)) {
      return lowering.project.ErrorAt(output.place,
                                      "an output is a file, not a pattern");
    }
    XB_ASSIGN(std::string path, lowering.ExpandPath(output));
    outputs.push_back(std::move(path));
  }
  if (outputs.empty()) {
    outputs.push_back("$builddir/steps/" + step.name.value + ".done");
  }
  return outputs;
}

Status LowerStep(Lowering& lowering, const Step& step) {
  ManifestText& text = lowering.text;
  const std::string& name = step.name.value;
  XB_ASSIGN(const Words outputs, OutputsOf(lowering, step));
  const bool is_in_build = std::all_of(
      outputs.begin(), outputs.end(),
      [](const std::string& path) { return path.starts_with("$builddir/"); });
  // What is made among the sources is made once.
  if (lowering.is_counting && !is_in_build) return Ok();
  XB_ASSIGN(const Words inputs, lowering.Files(step.inputs, {}, false));
  XB_ASSIGN(const std::string command,
            ShellCommand(lowering, {.commands = step.commands,
                                    .env = &step.env,
                                    .directory = &step.directory,
                                    .timeout = step.timeout.value_or(0),
                                    .console = step.console,
                                    .is_word = !step.secrets.empty() ||
                                               !step.cache_dirs.empty(),
                                    .inputs = &inputs,
                                    .outputs = &outputs}));
  const std::string rule = "step." + name;
  text.Rule(rule);
  const bool has_stamp = step.outputs.empty();
  text.Binding("command", WithNeeds(lowering, step, command) +
                              (has_stamp ? " && touch $out" : ""));
  if (step.depfile.is_set()) {
    XB_ASSIGN(
        const std::string depfile,
        lowering.ExpandValue(step.depfile, {.is_step = true, .out = "$out"}));
    text.Binding("depfile", depfile);
    text.Binding("deps", "gcc");
  }
  XB_ASSIGN(
      const std::string description,
      lowering.ExpandValue(step.description,
                           {.is_step = true, .in = "$in", .out = "$out"}));
  text.Binding("description",
               description.empty() ? "STEP " + name : description);
  if (step.console) text.Binding("pool", "console");
  if (step.pool.is_set()) text.Binding("pool", step.pool.value);
  // Without xb, too, what stays the same has no consequences.
  if (!has_stamp) text.Binding("restat", "1");
  Words implicit;
  if (step.always) implicit.emplace_back("xb.always");
  // What runs a program reads it.
  for (const Text& name : TargetsNamedIn(step.commands)) {
    if (const Target* target = lowering.project.FindTarget(name.value)) {
      implicit.push_back(OutputOf(*target));
    }
  }
  Words order_only;
  for (const Text& after : step.after) {
    if (const Target* target = lowering.project.FindTarget(after.value)) {
      order_only.push_back(OutputOf(*target));
    } else {
      AppendWords(lowering.done[after.value], &order_only);
    }
  }
  text.Build({.outputs = outputs,
              .rule = rule,
              .inputs = inputs,
              .implicit = std::move(implicit),
              .order_only = std::move(order_only)});
  // Nobody knows what an arbitrary command reads, but who wrote it.
  text.Binding("cache", step.cache.value_or(false) ? "1" : "0");
  lowering.Alias(name, outputs);
  if (step.is_default) lowering.defaults.push_back(EscapePath(name));
  text.Blank();
  return Ok();
}

}  // namespace

Texts TargetsNamedIn(const Texts& commands) {
  constexpr std::string_view kBegin = "{target:";
  Texts names;
  for (const Text& command : commands) {
    const std::string& text = command.value;
    for (size_t at = text.find(kBegin); at != std::string::npos;
         at = text.find(kBegin, at + 1)) {
      const size_t begin = at + kBegin.size();
      const size_t end = text.find('}', begin);
      if (end == std::string::npos) break;
      names.push_back({text.substr(begin, end - begin), command.place});
    }
  }
  return names;
}

Result<std::string> ShellCommand(Lowering& lowering,
                                 const CommandParts& parts) {
  const bool has_directory =
      parts.directory != nullptr && parts.directory->is_set();
  const bool is_nested = has_directory || parts.timeout > 0 || parts.is_word;
  const std::string_view root = has_directory ? "$root/" : "";
  if (has_directory) lowering.uses_root = true;
  const std::string in = is_nested ? PathWords(*parts.inputs, root) : "$in";
  const std::string out = is_nested ? PathWords(*parts.outputs, root) : "$out";
  std::string command;
  const auto add = [&](std::string_view more) {
    if (!command.empty()) command += " && ";
    command += more;
  };
  if (has_directory) {
    XB_ASSIGN(const std::string directory,
              lowering.ExpandValue(*parts.directory));
    add("cd " + QuoteWord(directory));
  }
  for (const auto& [name, text] : *parts.env) {
    if (!IsVariableName(name.value)) {
      return lowering.project.ErrorAt(
          name.place, "`" + name.value + "` is no name of a variable");
    }
    XB_ASSIGN(const std::string value, lowering.ExpandValue(text));
    add("export " + name.value + "=" + QuoteWord(value));
  }
  const std::string build = has_directory ? "$root/$builddir" : "$builddir";
  for (const Text& line : parts.commands) {
    XB_ASSIGN(
        const std::string expanded,
        lowering.ExpandValue(
            line, {.is_step = true, .in = in, .out = out, .build = build}));
    std::string whole = parts.before;
    if (!parts.before.empty()) whole += ' ';
    whole += expanded;
    if (!parts.after.empty()) whole += " " + parts.after;
    add(whole);
  }
  if (parts.exit_status != 0) {
    command += "; [ $$? -eq " + std::to_string(parts.exit_status) + " ]";
  }
  if (parts.timeout == 0) return command;
  const std::string seconds = std::to_string(parts.timeout);
  // It stays in the group of the step, so that whoever ends that ends it; what
  // it has started and left behind goes with the group.
  const std::string rest = parts.console ? "" : " && kill -9 0";
  return "timeout --foreground -k 5 " + seconds + " /bin/sh -c " +
         QuoteWord(command) + " || { s=$$?; [ $$s -ne 124 ] || { echo 'timed " +
         "out after " + seconds + " s'" + rest + "; }; exit $$s; }";
}

Status RegisterOutputs(Lowering& lowering) {
  XB_TRY(RegisterDependencies(lowering));
  for (const Step& step : lowering.project.steps) {
    XB_ASSIGN(Words outputs, OutputsOf(lowering, step));
    for (size_t i = 0; i < outputs.size(); ++i) {
      XB_TRY(lowering.Make(
          outputs[i], "step." + step.name.value,
          step.outputs.empty() ? step.name.place : step.outputs[i].place));
    }
    lowering.done[step.name.value] = std::move(outputs);
  }
  for (const Target& target : lowering.project.targets) {
    const Place place =
        target.output.is_set() ? target.output.place : target.name.place;
    const std::string output = OutputOf(target);
    for (const std::string_view name : kOwnNames) {
      if (output != "$builddir/" + std::string(name)) continue;
      return lowering.project.ErrorAt(
          place, "`" + std::string(name) + "` is a directory of xb's own there",
          "`output` names the file");
    }
    XB_TRY(lowering.Make(output, "target." + target.name.value, place));
  }
  return Ok();
}

Status LowerSteps(Lowering& lowering) {
  for (const Step& step : lowering.project.steps) {
    XB_TRY(LowerStep(lowering, step));
  }
  return Ok();
}

}  // namespace xb::project
