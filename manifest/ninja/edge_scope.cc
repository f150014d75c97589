// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/edge_scope.h"

#include <algorithm>

#include "base/text.h"

namespace xb::ninja {
namespace {

// More than any name of a pool or file has.
constexpr int kMaxExpansions = 1000000;

}  // namespace

EdgeScope::EdgeScope(const GraphBuilder& builder, RuleId rule,
                     ScopeId file_scope,
                     std::optional<std::span<const Binding>> bindings)
    : builder_(builder),
      rule_(rule),
      file_scope_(file_scope),
      bindings_(bindings) {}

void EdgeScope::SetPaths(std::span<const NodeId> explicit_inputs,
                         std::span<const NodeId> explicit_outputs) {
  inputs_ = explicit_inputs;
  outputs_ = explicit_outputs;
}

std::optional<TextRef> EdgeScope::FindOwn(StringId name) const {
  if (!bindings_) return builder_.FindOwnBinding(file_scope_, name);
  for (auto it = bindings_->rbegin(); it != bindings_->rend(); ++it) {
    if (it->name == name) return it->value;
  }
  return std::nullopt;
}

std::string_view EdgeScope::Lookup(StringId name) const {
  if (const auto own = FindOwn(name)) return builder_.Text(*own);
  const auto value = builder_.Lookup(file_scope_, name);
  return value ? builder_.Text(*value) : std::string_view();
}

void EdgeScope::AppendPaths(std::span<const NodeId> nodes, char separator,
                            std::string* out) const {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) out->push_back(separator);
    if (escape_ == Escape::kShell) {
      AppendShellEscaped(builder_.PathOf(nodes[i]), out);
    } else {
      out->append(builder_.PathOf(nodes[i]));
    }
  }
}

Status EdgeScope::Expand(StringId name, std::string* out) {
  if (name == Id(KnownName::kIn) || name == Id(KnownName::kInNewline)) {
    AppendPaths(inputs_, name == Id(KnownName::kIn) ? ' ' : '\n', out);
    return Ok();
  }
  if (name == Id(KnownName::kOut)) {
    AppendPaths(outputs_, ' ', out);
    return Ok();
  }
  const auto seen = std::find(active_.begin(), active_.end(), name);
  if (seen != active_.end()) {
    std::string message = "cycle in rule variables: ";
    for (auto it = seen; it != active_.end(); ++it) {
      message.append(builder_.Name(*it)).append(" -> ");
    }
    return MakeFatalError(message.append(builder_.Name(name)));
  }
  if (const auto own = FindOwn(name)) {
    out->append(builder_.Text(*own));
    return Ok();
  }
  const auto parts = builder_.FindRuleBinding(rule_, name);
  if (!parts) {
    // An edge without a block of its own has looked in the file's scope.
    const ScopeId above =
        bindings_ ? file_scope_ : builder_.ParentOf(file_scope_);
    const auto value = builder_.Lookup(above, name);
    if (value) out->append(builder_.Text(*value));
    return Ok();
  }
  // The variable asked for is not noted, so that a circle begins, in the
  // message, with what it refers to.
  const bool note = !is_first_;
  is_first_ = false;
  if (note) active_.push_back(name);
  for (const TemplatePart& part : *parts) {
    if (part.is_variable()) {
      XB_TRY(Expand(StringId{part.offset}, out));
    } else {
      out->append(builder_.Text({part.offset, part.size}));
    }
    if (++expansions_ > kMaxExpansions || out->size() > limit_) {
      return MakeError("a variable of rule '" +
                       std::string(builder_.RuleName(rule_)) +
                       "' expands to too much");
    }
  }
  if (note) active_.pop_back();
  return Ok();
}

Result<std::string> EdgeScope::Evaluate(KnownName name, Escape escape,
                                        size_t limit) {
  escape_ = escape;
  limit_ = limit;
  is_first_ = true;
  expansions_ = 0;
  active_.clear();
  std::string value;
  XB_TRY(Expand(Id(name), &value));
  return value;
}

}  // namespace xb::ninja
