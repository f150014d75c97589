// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/build_statement.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "base/path.h"

namespace xb::ninja {
namespace {

constexpr TextRef kNoValue{kNoIndex, 0};

// Words between the one that is looked up and the one that is fetched.
constexpr size_t kPrefetchDistance = 8;

}  // namespace

void BuildStatement::Use(const StatementList& list, uint32_t first_line) {
  list_ = &list;
  first_line_ = first_line;
  names_.assign(list.names.size(), kNoString);
  values_.assign(list.values.size(), kNoValue);
  nodes_.assign(list.path_words.size(), kNoNode);
  ForgetRules();
}

Status BuildStatement::Add(const Statement& statement) {
  EdgeSpec spec;
  spec.line = first_line_ + statement.line - 1;
  spec.file = file_.id;
  spec.file_scope = file_.scope;
  if (statement.has_rule) XB_TRY(ResolveRule(statement, &spec.rule));
  XB_TRY(ResolveBindings(statement));
  if (statement.kind == Statement::Kind::kBroken) return *list_->error;
  file_.lexer.PlaceErrorsAt(statement.end);
  spec.bindings = bindings_;
  spec.has_own_scope = statement.has_block;
  EdgeScope scope(
      builder_, spec.rule, file_.scope,
      spec.has_own_scope ? std::optional(spec.bindings) : std::nullopt);
  XB_TRY(ResolvePool(scope, &spec));
  XB_TRY(ResolvePaths(statement, scope, &spec));
  DropSelfReference(&spec);
  XB_TRY(ResolveDyndep(scope, &spec));
  if (file_.load.merge.is_active()) return file_.load.merge.Add(spec);
  builder_.AddEdge(spec);
  return Ok();
}

StringId BuildStatement::NameOf(uint32_t word) {
  StringId& name = names_[word];
  if (name == kNoString) {
    const Word& known = list_->names[word];
    name = builder_.InternName(known.raw.view(), known.hash);
  }
  return name;
}

Status BuildStatement::FindValue(uint32_t word, TextRef* value) {
  TextRef& known = values_[word];
  const Word& text = list_->values[word];
  if (known.offset == kNoValue.offset && text.is_final) {
    known = builder_.InternValue(text.raw.view(), text.hash);
  }
  if (known.offset != kNoValue.offset) {
    *value = known;
    return Ok();
  }
  file_.lexer.PlaceErrorsAt(text.raw.data + text.raw.size);
  std::string_view expanded;
  XB_TRY(file_.ExpandInFile(text.raw, &expanded));
  *value = builder_.InternValue(expanded);
  return Ok();
}

Status BuildStatement::FindNode(uint32_t word, const EdgeScope& scope,
                                NodeId* node) {
  NodeId& known = nodes_[word];
  const Word& text = list_->path_words[word];
  if (known == kNoNode && text.is_final) {
    PrefetchBehind(word);
    known = builder_.InternNode(text.raw.view(), text.hash);
  }
  if (known != kNoNode) {
    *node = known;
    return Ok();
  }
  std::string_view path;
  XB_TRY(file_.ExpandPath(
      text.raw, [&](StringId name) { return scope.Lookup(name); }, &path));
  *node = builder_.InternNode(path);
  return Ok();
}

// New words come in the order of their numbers.
void BuildStatement::PrefetchBehind(uint32_t word) {
  const size_t behind = size_t{word} + kPrefetchDistance;
  if (behind < list_->path_words.size()) {
    builder_.PrefetchNode(list_->path_words[behind].hash);
  }
}

Status BuildStatement::ResolveRule(const Statement& statement, RuleId* rule) {
  if (statement.rule != last_rule_name_) {
    last_rule_ = builder_.FindRule(file_.scope, NameOf(statement.rule));
    last_rule_name_ = statement.rule;
  }
  *rule = last_rule_;
  if (*rule != kNoRule) return Ok();
  const std::string_view name = list_->names[statement.rule].raw.view();
  file_.lexer.PlaceErrorsAt(statement.rule_at);
  return file_.lexer.ErrorHere("unknown build rule '" + std::string(name) + "'",
                               DidYouMean(name, builder_.RuleNames()));
}

// The values see the file's scope, not each other.
Status BuildStatement::ResolveBindings(const Statement& statement) {
  bindings_.clear();
  for (uint32_t i = statement.bindings_begin; i < statement.bindings_end; ++i) {
    const StatementList::RawBinding& raw = list_->bindings[i];
    Binding binding{.name = NameOf(raw.name), .value = {}};
    XB_TRY(FindValue(raw.value, &binding.value));
    bindings_.push_back(binding);
  }
  return Ok();
}

bool BuildStatement::Binds(KnownName name) const {
  return std::any_of(
      bindings_.begin(), bindings_.end(),
      [&](const Binding& binding) { return binding.name == Id(name); });
}

// The pool is chosen before the paths are known: `in` and `out` are empty.
// No file scope binds `pool`, the word begins a statement there.
Status BuildStatement::ResolvePool(EdgeScope& scope, EdgeSpec* spec) {
  if (!Binds(KnownName::kPool) &&
      !builder_.FindRuleBinding(spec->rule, Id(KnownName::kPool))) {
    return Ok();
  }
  XB_ASSIGN(const std::string name,
            scope.Evaluate(KnownName::kPool, Escape::kShell,
                           file_.load.options.max_text_bytes));
  if (name.empty()) return Ok();
  const std::optional<PoolId> pool =
      builder_.FindPool(builder_.InternName(name));
  if (!pool) {
    return file_.lexer.ErrorHere("unknown pool name '" + name + "'",
                                 DidYouMean(name, builder_.PoolNames()));
  }
  spec->pool = *pool;
  return Ok();
}

Status BuildStatement::CheckProducer(NodeId output) {
  ProfileMerge::Place place;
  if (file_.load.merge.is_active()) {
    const ProfileMerge::Place* const made = file_.load.merge.MadeAt(output);
    if (made == nullptr) return Ok();
    place = *made;
  } else {
    const EdgeId other = builder_.ProducerOf(output);
    if (other == kNoEdge) return Ok();
    place = {builder_.edge(other).file, builder_.edge(other).line};
  }
  return file_.lexer.ErrorHere(
      "multiple rules generate " + std::string(builder_.PathOf(output)),
      "the other one is at " + std::string(builder_.FilePath(place.file)) +
          ":" + std::to_string(place.line));
}

Status BuildStatement::CheckRepeatedOutput() {
  if (outputs_.size() < 2) return Ok();
  sorted_outputs_ = outputs_;
  std::sort(sorted_outputs_.begin(), sorted_outputs_.end());
  const auto repeated =
      std::adjacent_find(sorted_outputs_.begin(), sorted_outputs_.end());
  if (repeated == sorted_outputs_.end()) return Ok();
  return file_.lexer.ErrorHere(std::string(builder_.PathOf(*repeated)) +
                               " is defined as an output multiple times");
}

Status BuildStatement::ResolvePaths(const Statement& statement,
                                    const EdgeScope& scope, EdgeSpec* spec) {
  const std::vector<uint32_t>& words = list_->paths;
  NodeId node;
  outputs_.clear();
  uint32_t i = statement.paths_begin;
  for (; i < statement.outputs_end; ++i) {
    XB_TRY(FindNode(words[i], scope, &node));
    XB_TRY(CheckProducer(node));
    outputs_.push_back(node);
  }
  XB_TRY(CheckRepeatedOutput());
  inputs_.clear();
  for (; i < statement.inputs_end; ++i) {
    XB_TRY(FindNode(words[i], scope, &node));
    inputs_.push_back(node);
  }
  validations_.clear();
  for (; i < statement.validations_end; ++i) {
    XB_TRY(FindNode(words[i], scope, &node));
    validations_.push_back(node);
  }
  spec->outputs = outputs_;
  spec->explicit_outputs =
      statement.explicit_outputs_end - statement.paths_begin;
  spec->inputs = inputs_;
  spec->explicit_inputs = statement.explicit_inputs_end - statement.outputs_end;
  spec->implicit_inputs =
      statement.implicit_inputs_end - statement.explicit_inputs_end;
  spec->validations = validations_;
  return Ok();
}

// Old CMakes write phonies that name themselves.
void BuildStatement::DropSelfReference(EdgeSpec* spec) {
  if (file_.load.options.phony_cycle_is_error || spec->rule != kPhonyRule ||
      spec->outputs.size() != 1 || spec->explicit_outputs != 1 ||
      spec->implicit_inputs != 0) {
    return;
  }
  const NodeId self = spec->outputs[0];
  const auto order_only = inputs_.begin() + spec->explicit_inputs;
  const auto dropped = std::count(inputs_.begin(), order_only, self);
  const auto end = std::remove(inputs_.begin(), inputs_.end(), self);
  if (end == inputs_.end()) return;
  inputs_.erase(end, inputs_.end());
  spec->inputs = inputs_;
  spec->explicit_inputs -= static_cast<uint32_t>(dropped);
  spec->named_itself = true;
  file_.load.warnings.push_back("phony target '" +
                                std::string(builder_.PathOf(self)) +
                                "' names itself as an input; ignoring "
                                "[-w phonycycle=warn]");
}

// A dyndep file must be among the inputs, so that it is made first.
Status BuildStatement::ResolveDyndep(EdgeScope& scope, EdgeSpec* spec) {
  if (!file_.load.file_binds_dyndep && !Binds(KnownName::kDyndep) &&
      !builder_.FindRuleBinding(spec->rule, Id(KnownName::kDyndep))) {
    return Ok();
  }
  scope.SetPaths(spec->inputs.first(spec->explicit_inputs),
                 spec->outputs.first(spec->explicit_outputs));
  XB_ASSIGN(std::string path,
            scope.Evaluate(KnownName::kDyndep, Escape::kNone,
                           file_.load.options.max_text_bytes));
  if (path.empty()) return Ok();
  CanonicalizePath(&path);
  spec->dyndep = builder_.InternNode(path);
  if (std::find(spec->inputs.begin(), spec->inputs.end(), spec->dyndep) ==
      spec->inputs.end()) {
    return file_.lexer.ErrorHere("dyndep '" + path + "' is not an input");
  }
  return Ok();
}

}  // namespace xb::ninja
