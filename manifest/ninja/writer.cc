// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/writer.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "graph/evaluate.h"
#include "manifest/ninja/version.h"

namespace xb::ninja {
namespace {

constexpr std::string_view kRequiredVersion = "ninja_required_version";
constexpr std::string_view kBuildDirName = "builddir";

bool Contains(std::string_view text, char c) {
  return text.find(c) != std::string_view::npos;
}

class Writer {
 public:
  Writer(const Graph& graph, const std::string& path, WriteOptions options)
      : graph_(graph),
        path_(path),
        logs_(std::move(options.plain_with_logs_in)),
        pool_name_(graph.pools.size()),
        edges_of_(graph.scopes.size(), 0),
        is_parent_(graph.scopes.size(), false),
        file_of_(graph.scopes.size(), kNoIndex),
        is_rule_written_(graph.rules.size(), false) {}

  Result<std::vector<WrittenManifest>> Write();

 private:
  using Variables = std::map<std::string_view, std::string_view>;

  // --- What is where.
  void SurveyScopes();
  void SurveyRules();
  bool HidesAnother(const RuleRow& rule) const;
  // False for the scope of a single edge, which is written as its bindings.
  bool IsFileScope(ScopeId scope) const;
  std::span<const Binding> OwnBindings(ScopeId scope) const;
  std::string ChoosePipeName() const;
  // Makes room for a `builddir` that says where the logs are.
  void RenameBuildDir();
  std::string_view NameOf(StringId id) const {
    return id == build_dir_ ? std::string_view(build_dir_name_)
                            : graph_.Name(id);
  }

  // --- Files.
  std::string& TextOfScope(ScopeId scope);
  void BeginFile(ScopeId scope, std::string* text);
  void AppendVariable(std::string_view name, std::string_view value,
                      std::string* text);
  void AppendPools(std::string* text);
  void AppendRuleOnce(RuleId rule, std::string* text);
  void AppendDefaults(std::string* text);

  // --- Edges.
  void AppendEdge(EdgeId edge);
  Variables BindingsOf(EdgeId edge) const;
  std::string_view DyndepOf(EdgeId edge) const;
  void AppendPaths(std::string_view before, std::span<const NodeId> nodes,
                   std::string* text);
  void AppendPath(std::string_view path, std::string* text);
  void AppendValue(std::string_view value, bool at_start, std::string* text);
  // Notes a byte that the language has no way to write.
  void CheckByte(char c) {
    has_unwritable_byte_ = has_unwritable_byte_ || c == '\r' || c == '\0';
  }

  const Graph& graph_;
  const std::string path_;
  const std::optional<std::string> logs_;
  StringId build_dir_ = kNoString;  // when it has another name
  std::string build_dir_name_;
  std::vector<std::string_view> pool_name_;  // by PoolId
  std::vector<uint32_t> edges_of_;           // by ScopeId
  std::vector<bool> is_parent_;              // by ScopeId
  std::vector<uint32_t> file_of_;            // by ScopeId, into files_
  std::vector<bool> is_rule_written_;        // by RuleId
  // What a file begins with.
  std::map<ScopeId, std::vector<RuleId>> rules_of_;
  std::set<std::pair<ScopeId, StringId>> rule_names_;
  // Rules of an outer file, hiding others, that the file of this scope needs.
  // They come just before it: the edges above may still mean the hidden ones.
  std::map<ScopeId, std::vector<RuleId>> rules_before_;
  std::vector<WrittenManifest> files_;
  // The variable that stands for `|`, which has no escape in a path; empty
  // when no path has one.
  std::string pipe_name_;
  bool has_unwritable_byte_ = false;
};

void Writer::SurveyScopes() {
  for (const EdgeRow& edge : graph_.edges.view()) {
    ++edges_of_[Index(edge.scope)];
    is_parent_[Index(graph_.rules[Index(edge.rule)].scope)] = true;
  }
  for (const ScopeRow& scope : graph_.scopes.view()) {
    if (scope.parent != kNoScope) is_parent_[Index(scope.parent)] = true;
  }
}

bool Writer::HidesAnother(const RuleRow& rule) const {
  if (rule.scope == graph_.root_scope) return false;
  if (rule.name == Id(KnownName::kPhony)) return true;
  ScopeId scope = rule.scope;
  while ((scope = graph_.scopes[Index(scope)].parent) != kNoScope) {
    if (rule_names_.contains({scope, rule.name})) return true;
  }
  return false;
}

void Writer::SurveyRules() {
  for (uint32_t i = Index(kPhonyRule) + 1; i < graph_.rules.size(); ++i) {
    rule_names_.emplace(graph_.rules[i].scope, graph_.rules[i].name);
  }
  std::vector<bool> hides(graph_.rules.size(), false);
  for (uint32_t i = Index(kPhonyRule) + 1; i < graph_.rules.size(); ++i) {
    const RuleRow& rule = graph_.rules[i];
    hides[i] = HidesAnother(rule);
    if (!hides[i]) rules_of_[rule.scope].push_back(RuleId{i});
  }
  for (const EdgeRow& edge : graph_.edges.view()) {
    if (!hides[Index(edge.rule)]) continue;
    const ScopeId declared = graph_.rules[Index(edge.rule)].scope;
    ScopeId scope = edge.scope;
    while (scope != declared) {
      const ScopeId parent = graph_.scopes[Index(scope)].parent;
      if (parent == declared) rules_before_[scope].push_back(edge.rule);
      scope = parent;
    }
  }
}

bool Writer::IsFileScope(ScopeId scope) const {
  const ScopeRow& row = graph_.scopes[Index(scope)];
  return scope == graph_.root_scope || is_parent_[Index(scope)] ||
         edges_of_[Index(scope)] != 1 || row.bindings_begin == row.bindings_end;
}

std::string Writer::ChoosePipeName() const {
  // One that was made for this before, if no other scope says what it is.
  std::map<StringId, int> scopes_that_bind;
  for (const Binding& binding : graph_.bindings.view()) {
    ++scopes_that_bind[binding.name];
  }
  for (const Binding& binding : OwnBindings(graph_.root_scope)) {
    if (graph_.Text(binding.value) == "|" &&
        scopes_that_bind[binding.name] == 1) {
      return std::string(graph_.Name(binding.name));
    }
  }
  std::string name = "pipe";
  while (graph_.FindName(name) != kNoString) name += '_';
  return name;
}

void Writer::RenameBuildDir() {
  const StringId name = graph_.FindName(kBuildDirName);
  if (name == kNoString ||
      graph_.LookupVariable(graph_.root_scope, name) == *logs_) {
    return;
  }
  build_dir_ = name;
  build_dir_name_ = kBuildDirName;
  while (graph_.FindName(build_dir_name_) != kNoString) build_dir_name_ += '_';
}

std::span<const Binding> Writer::OwnBindings(ScopeId scope) const {
  const ScopeRow& row = graph_.scopes[Index(scope)];
  return graph_.bindings.view().subspan(row.bindings_begin,
                                        row.bindings_end - row.bindings_begin);
}

Result<std::vector<WrittenManifest>> Writer::Write() {
  SurveyScopes();
  SurveyRules();
  if (logs_) RenameBuildDir();
  for (size_t i = 0; i < pool_name_.size(); ++i) {
    pool_name_[i] = graph_.Name(graph_.pools[i].name);
  }
  for (uint32_t i = 0; i < graph_.node_count(); ++i) {
    if (Contains(graph_.PathOf(NodeId{i}), '|')) {
      pipe_name_ = ChoosePipeName();
      break;
    }
  }
  TextOfScope(graph_.root_scope);
  for (uint32_t e = 0; e < graph_.edge_count(); ++e) AppendEdge(EdgeId{e});
  AppendDefaults(&files_[0].text);
  if (has_unwritable_byte_) {
    return MakeError("A manifest cannot hold carriage returns or NUL bytes");
  }
  return std::move(files_);
}

// --- Files.

// A file begins where its parent is when its first edge is written.
std::string& Writer::TextOfScope(ScopeId scope) {
  uint32_t& file = file_of_[Index(scope)];
  if (file != kNoIndex) return files_[file].text;
  file = static_cast<uint32_t>(files_.size());
  const std::string path =
      file == 0 ? path_ : path_ + "." + std::to_string(file);
  files_.push_back({path, {}});
  if (scope != graph_.root_scope) {
    std::string& parent = TextOfScope(graph_.scopes[Index(scope)].parent);
    for (const RuleId rule : rules_before_[scope]) {
      AppendRuleOnce(rule, &parent);
    }
    parent += "subninja ";
    AppendPath(path, &parent);
    parent += '\n';
  }
  std::string text;
  BeginFile(scope, &text);
  files_[file_of_[Index(scope)]].text = std::move(text);
  return files_[file_of_[Index(scope)]].text;
}

void Writer::BeginFile(ScopeId scope, std::string* text) {
  const bool is_root = scope == graph_.root_scope;
  Variables variables;
  for (const Binding& binding : OwnBindings(scope)) {
    variables[NameOf(binding.name)] = graph_.Text(binding.value);
  }
  if (logs_ && is_root && !logs_->empty()) variables[kBuildDirName] = *logs_;
  // Whatever the manifest required, newlines need this.
  const std::string newest = "1." + std::to_string(kNewlineEscapeMinor);
  const std::string_view all(graph_.text.view().data(), graph_.text.size());
  if (is_root && Contains(all, '\n')) variables[kRequiredVersion] = newest;
  if (is_root && !pipe_name_.empty()) variables[pipe_name_] = "|";
  const auto version = variables.find(kRequiredVersion);
  if (version != variables.end()) {
    AppendVariable(version->first, version->second, text);
    variables.erase(version);
  }
  for (const auto& [name, value] : variables) AppendVariable(name, value, text);
  if (is_root) AppendPools(text);
  *text += '\n';
  for (const RuleId rule : rules_of_[scope]) AppendRuleOnce(rule, text);
}

void Writer::AppendValue(std::string_view value, bool at_start,
                         std::string* text) {
  for (const char c : value) {
    CheckByte(c);
    if (c == '$') {
      *text += "$$";
    } else if (c == '\n') {
      *text += "$^";
    } else if (c == ' ' && at_start) {
      *text += "$ ";
    } else {
      *text += c;
    }
    at_start = false;
  }
}

void Writer::AppendVariable(std::string_view name, std::string_view value,
                            std::string* text) {
  text->append(name) += " = ";
  AppendValue(value, true, text);
  *text += '\n';
}

void Writer::AppendPools(std::string* text) {
  for (size_t i = Index(kConsolePool) + 1; i < graph_.pools.size(); ++i) {
    text->append("pool ").append(pool_name_[i]).append("\n  depth = ");
    text->append(std::to_string(graph_.pools[i].depth)) += '\n';
  }
}

void Writer::AppendRuleOnce(RuleId rule, std::string* text) {
  if (rule == kPhonyRule || is_rule_written_[Index(rule)]) return;
  is_rule_written_[Index(rule)] = true;
  const RuleRow& row = graph_.rules[Index(rule)];
  text->append("rule ").append(graph_.Name(row.name)) += '\n';
  for (uint32_t i = row.bindings_begin; i < row.bindings_end; ++i) {
    const RuleBinding& binding = graph_.rule_bindings[i];
    if (logs_ && binding.name == Id(KnownName::kCache)) continue;
    text->append("  ").append(graph_.Name(binding.name)) += " = ";
    for (uint32_t p = binding.parts_begin; p < binding.parts_end; ++p) {
      const TemplatePart& part = graph_.parts[p];
      if (part.is_variable()) {
        text->append("${").append(NameOf(StringId{part.offset})) += '}';
      } else {
        AppendValue(graph_.Text({part.offset, part.size}),
                    p == binding.parts_begin, text);
      }
    }
    *text += '\n';
  }
}

void Writer::AppendDefaults(std::string* text) {
  if (graph_.defaults.size() > 0) {
    AppendPaths("default", graph_.defaults.view(), text);
    *text += '\n';
  }
}

// --- Edges.

std::string_view Writer::DyndepOf(EdgeId edge) const {
  const NodeId node = graph_.edge(edge).dyndep;
  return node == kNoNode ? std::string_view() : graph_.PathOf(node);
}

// The pool and the dyndep file were chosen with the variables of that time;
// where those of the end of the file say something else, they are spelt out.
Writer::Variables Writer::BindingsOf(EdgeId edge) const {
  const EdgeRow& row = graph_.edge(edge);
  const bool shares_scope = IsFileScope(row.scope);
  const std::span<const Binding> own = OwnBindings(row.scope);
  Variables bindings;
  if (!shares_scope) {
    for (const Binding& binding : own) {
      bindings[NameOf(binding.name)] = graph_.Text(binding.value);
    }
  }
  const std::pair<KnownName, std::string_view> chosen[] = {
      {KnownName::kPool, pool_name_[Index(row.pool)]},
      {KnownName::kDyndep, DyndepOf(edge)},
  };
  bool spelt_out = false;
  for (const auto& [name, value] : chosen) {
    if (EvaluateOrEmpty(graph_, edge, name) == value) continue;
    bindings[TextOf(name)] = value;
    spelt_out = true;
  }
  if (spelt_out && shares_scope) {
    // Now the edge has a block, and the file no longer hides the rule.
    for (const Binding& binding : own) {
      if (graph_.FindRuleBinding(row.rule, binding.name) != nullptr) {
        bindings.emplace(NameOf(binding.name), graph_.Text(binding.value));
      }
    }
  }
  return bindings;
}

void Writer::AppendEdge(EdgeId edge) {
  const EdgeRow& row = graph_.edge(edge);
  const RuleRow& rule = graph_.rules[Index(row.rule)];
  AppendRuleOnce(row.rule, &TextOfScope(rule.scope));
  const ScopeId scope = IsFileScope(row.scope)
                            ? row.scope
                            : graph_.scopes[Index(row.scope)].parent;
  std::string& text = TextOfScope(scope);
  const auto outputs = graph_.Outputs(edge);
  const size_t explicit_outputs = graph_.ExplicitOutputs(edge).size();
  AppendPaths("build", outputs.first(explicit_outputs), &text);
  AppendPaths(" |", outputs.subspan(explicit_outputs), &text);
  text.append(": ").append(graph_.Name(rule.name));
  AppendPaths("", graph_.ExplicitInputs(edge), &text);
  AppendPaths(" |", graph_.ImplicitInputs(edge), &text);
  AppendPaths(" ||", graph_.OrderOnlyInputs(edge), &text);
  AppendPaths(" |@", graph_.Validations(edge), &text);
  text += '\n';
  for (const auto& [name, value] : BindingsOf(edge)) {
    text += "  ";
    AppendVariable(name, value, &text);
  }
}

void Writer::AppendPaths(std::string_view before, std::span<const NodeId> nodes,
                         std::string* text) {
  // `build` is written even before implicit outputs only.
  if (nodes.empty() && before != "build") return;
  text->append(before);
  for (const NodeId node : nodes) {
    *text += ' ';
    AppendPath(graph_.PathOf(node), text);
  }
}

void Writer::AppendPath(std::string_view path, std::string* text) {
  for (const char c : path) {
    CheckByte(c);
    if (c == '|') {
      text->append("${").append(pipe_name_) += '}';
      continue;
    }
    if (c == '$' || c == ' ' || c == ':' || c == '\n') *text += '$';
    *text += c == '\n' ? '^' : c;
  }
}

}  // namespace

Result<std::vector<WrittenManifest>> WriteManifests(const Graph& graph,
                                                    const std::string& path,
                                                    WriteOptions options) {
  return Writer(graph, path, std::move(options)).Write();
}

}  // namespace xb::ninja
