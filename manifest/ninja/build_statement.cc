// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/build_statement.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "base/path.h"
#include "manifest/ninja/lexer.h"

namespace xb::ninja {

Status BuildStatement::Parse() {
  EdgeSpec spec;
  spec.line = file_.lexer.CurrentLine();
  spec.file = file_.id;
  spec.file_scope = file_.scope;
  XB_TRY(ReadPaths(&spec.rule));
  XB_TRY(ReadBindings(&spec.has_own_scope));
  spec.bindings = bindings_;
  EdgeScope scope(
      builder_, spec.rule, file_.scope,
      spec.has_own_scope ? std::optional(spec.bindings) : std::nullopt);
  XB_TRY(ResolvePool(scope, &spec));
  XB_TRY(ResolvePaths(scope, &spec));
  DropSelfReference(&spec);
  XB_TRY(ResolveDyndep(scope, &spec));
  builder_.AddEdge(spec);
  return Ok();
}

// --- Reading.

Status BuildStatement::ReadRule(RuleId* rule) {
  std::string_view name;
  if (!file_.lexer.ReadName(&name)) {
    return file_.lexer.ErrorHere("expected build command name");
  }
  *rule = builder_.FindRule(file_.scope, builder_.InternName(name));
  if (*rule != kNoRule) return Ok();
  return file_.lexer.ErrorHere("unknown build rule '" + std::string(name) + "'",
                               DidYouMean(name, builder_.RuleNames()));
}

Status BuildStatement::ReadPaths(RuleId* rule) {
  Lexer& lexer = file_.lexer;
  const auto count = [](const std::vector<RawText>& list) {
    return static_cast<uint32_t>(list.size());
  };
  raw_outputs_.clear();
  XB_TRY(file_.ReadPaths(&raw_outputs_));
  explicit_outputs_ = count(raw_outputs_);
  if (lexer.ConsumeToken(Token::kPipe)) {
    XB_TRY(file_.ReadPaths(&raw_outputs_));
  }
  if (raw_outputs_.empty()) return lexer.ErrorHere("expected path");
  XB_TRY(lexer.ExpectToken(Token::kColon));

  XB_TRY(ReadRule(rule));

  raw_inputs_.clear();
  XB_TRY(file_.ReadPaths(&raw_inputs_));
  explicit_inputs_ = count(raw_inputs_);
  if (lexer.ConsumeToken(Token::kPipe)) XB_TRY(file_.ReadPaths(&raw_inputs_));
  implicit_inputs_ = count(raw_inputs_) - explicit_inputs_;
  if (lexer.ConsumeToken(Token::kPipe2)) XB_TRY(file_.ReadPaths(&raw_inputs_));
  raw_validations_.clear();
  if (lexer.ConsumeToken(Token::kPipeAt)) {
    XB_TRY(file_.ReadPaths(&raw_validations_));
  }
  return lexer.ExpectToken(Token::kNewline);
}

// The values see the file's scope, not each other.
Status BuildStatement::ReadBindings(bool* has_own_scope) {
  bindings_.clear();
  *has_own_scope = false;
  while (file_.lexer.ConsumeToken(Token::kIndent)) {
    *has_own_scope = true;
    std::string_view name;
    RawText raw;
    XB_TRY(file_.ReadAssignment(&name, &raw));
    std::string_view value;
    XB_TRY(file_.ExpandInFile(raw, &value));
    bindings_.push_back(
        {builder_.InternName(name), builder_.InternValue(value)});
  }
  return Ok();
}

// --- Resolving.

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
  const EdgeId other = builder_.ProducerOf(output);
  if (other == kNoEdge) return Ok();
  const EdgeRow& row = builder_.edge(other);
  return file_.lexer.ErrorHere(
      "multiple rules generate " + std::string(builder_.PathOf(output)),
      "the other one is at " + std::string(builder_.FilePath(row.file)) + ":" +
          std::to_string(row.line));
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

Status BuildStatement::ResolvePaths(const EdgeScope& scope, EdgeSpec* spec) {
  const auto lookup = [&](StringId name) { return scope.Lookup(name); };
  std::string_view path;
  outputs_.clear();
  for (const RawText& raw : raw_outputs_) {
    XB_TRY(file_.ExpandPath(raw, lookup, &path));
    const NodeId node = builder_.InternNode(path);
    XB_TRY(CheckProducer(node));
    outputs_.push_back(node);
  }
  XB_TRY(CheckRepeatedOutput());
  inputs_.clear();
  for (const RawText& raw : raw_inputs_) {
    XB_TRY(file_.ExpandPath(raw, lookup, &path));
    inputs_.push_back(builder_.InternNode(path));
  }
  validations_.clear();
  for (const RawText& raw : raw_validations_) {
    XB_TRY(file_.ExpandPath(raw, lookup, &path));
    validations_.push_back(builder_.InternNode(path));
  }
  spec->outputs = outputs_;
  spec->explicit_outputs = explicit_outputs_;
  spec->inputs = inputs_;
  spec->explicit_inputs = explicit_inputs_;
  spec->implicit_inputs = implicit_inputs_;
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
