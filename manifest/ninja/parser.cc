// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/parser.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "base/edit_distance.h"
#include "base/path.h"
#include "graph/graph_builder.h"
#include "manifest/ninja/edge_scope.h"
#include "manifest/ninja/leading_number.h"
#include "manifest/ninja/lexer.h"
#include "manifest/ninja/version.h"

namespace xb::ninja {
namespace {

// Deeper includes than any project has; each level takes stack and keeps the
// text of its file.
constexpr int kMaxIncludeDepth = 200;

constexpr ScopeId kRootScope{0};

std::string DidYouMean(std::string_view word,
                       std::span<const std::string_view> candidates) {
  const std::string_view nearest = SpellcheckString(word, candidates);
  if (nearest.empty()) return {};
  return "did you mean `" + std::string(nearest) + "`?";
}

// A variable that a rule may set.
std::optional<KnownName> RuleVariable(std::string_view name) {
  constexpr KnownName kAllowed[] = {
      KnownName::kCommand,        KnownName::kDepfile,
      KnownName::kDeps,           KnownName::kDescription,
      KnownName::kDyndep,         KnownName::kGenerator,
      KnownName::kPool,           KnownName::kRestat,
      KnownName::kRspfile,        KnownName::kRspfileContent,
      KnownName::kMsvcDepsPrefix,
  };
  for (const KnownName allowed : kAllowed) {
    if (TextOf(allowed) == name) return allowed;
  }
  return std::nullopt;
}

// What all files of one manifest share.
struct Load {
  Load(Disk& disk, const LoadOptions& options) : disk(disk), options(options) {}

  Disk& disk;
  const LoadOptions& options;
  GraphBuilder builder;
  std::vector<std::string> warnings;
  std::vector<std::string> files_read;
  int depth = 0;
  bool newline_escape = false;
  // Whether some file scope binds a name that each edge would have to look up.
  bool file_binds_pool = false;
  bool file_binds_dyndep = false;
};

// The cause alone: ninja names neither the system call nor the path again.
std::string CauseOf(const Error& error, const std::string& path) {
  const std::string place = "(" + path + "): ";
  const size_t at = error.message.find(place);
  if (at == std::string::npos) return error.message;
  return error.message.substr(at + place.size());
}

Result<std::string> ReadManifest(Load& load, const std::string& path) {
  const std::string what = "loading '" + path + "': ";
  Result<std::optional<std::string>> text = load.disk.Read(path);
  if (!text.ok()) return MakeError(what + CauseOf(text.error(), path));
  if (!text.value()) return MakeError(what + "No such file or directory");
  if (text.value()->size() > load.options.max_text_bytes) {
    return MakeError(what + "File too large");
  }
  load.files_read.push_back(path);
  return *std::move(text.value());
}

// One file of a manifest.
class FileParser {
 public:
  FileParser(Load& load, const std::string& path, const std::string& text,
             ScopeId scope)
      : load_(load),
        builder_(load.builder),
        lexer_(path, text),
        scope_(scope),
        file_(builder_.AddFile(path)) {}

  Status Parse();

 private:
  // The paths of the statement being read, in the order they are written.
  struct EdgePaths {
    std::vector<RawText> outputs;
    uint32_t explicit_outputs = 0;
    std::vector<RawText> inputs;
    uint32_t explicit_inputs = 0;
    uint32_t implicit_inputs = 0;
    std::vector<RawText> validations;
  };

  Status ParsePool();
  Status ParseRule();
  Status ParseBuild();
  Status ParseDefault();
  Status ParseInclude(bool own_scope);
  Status ParseFileVariable();

  // --- Pieces of statements.
  Status ReadAssignment(std::string_view* name, RawText* value);
  Status ReadPaths(std::vector<RawText>* paths);
  Status ReadEdgePaths(RuleId* rule);
  Status ReadEdgeBindings(bool* has_own_scope);
  Status AddRuleBinding(RuleId rule, KnownName name, const RawText& value);

  // --- Edges.
  Status ResolvePool(EdgeScope& scope, EdgeSpec* spec);
  Status ResolvePaths(const EdgeScope& scope, EdgeSpec* spec);
  Status ResolveDyndep(EdgeScope& scope, EdgeSpec* spec);
  Status CheckProducer(NodeId output);
  Status CheckRepeatedOutput();
  void DropSelfReference(EdgeSpec* spec);

  // --- Values.  What is returned may be a view into `scratch_`.
  template <typename Lookup>
  Result<std::string_view> Expand(const RawText& raw, Lookup lookup);
  Result<std::string_view> ExpandInFile(const RawText& raw);
  // Canonical; an error when empty.
  template <typename Lookup>
  Result<std::string_view> ExpandPath(const RawText& raw, Lookup lookup);

  Status CheckRequiredVersion(const std::string& required);
  Status CheckSize();
  Error UnknownTarget(std::string_view path);
  Error UnknownRule(std::string_view name);

  Load& load_;
  GraphBuilder& builder_;
  Lexer lexer_;
  const ScopeId scope_;
  const uint16_t file_;

  // Reused by each statement.
  std::string scratch_;
  EdgePaths paths_;
  std::vector<Binding> bindings_;
  std::vector<NodeId> inputs_;
  std::vector<NodeId> outputs_;
  std::vector<NodeId> sorted_;
  std::vector<NodeId> validations_;
  std::vector<TemplatePart> parts_;
};

Status FileParser::Parse() {
  for (;;) {
    lexer_.set_newline_escape(load_.newline_escape);
    XB_TRY(CheckSize());
    const Token token = lexer_.ReadToken();
    switch (token) {
      case Token::kBuild:
        XB_TRY(ParseBuild());
        break;
      case Token::kIdentifier:
        lexer_.UnreadToken();
        XB_TRY(ParseFileVariable());
        break;
      case Token::kRule:
        XB_TRY(ParseRule());
        break;
      case Token::kPool:
        XB_TRY(ParsePool());
        break;
      case Token::kDefault:
        XB_TRY(ParseDefault());
        break;
      case Token::kInclude:
      case Token::kSubninja:
        XB_TRY(ParseInclude(token == Token::kSubninja));
        break;
      case Token::kNewline:
        break;
      case Token::kEof:
        return Ok();
      case Token::kError:
        return lexer_.ErrorHere(std::string(lexer_.DescribeLastError()));
      case Token::kColon:
      case Token::kEquals:
      case Token::kIndent:
      case Token::kPipe:
      case Token::kPipe2:
      case Token::kPipeAt:
        return lexer_.ErrorHere("unexpected " + std::string(NameOf(token)));
    }
  }
}

// --- Values.

Status FileParser::CheckSize() {
  if (builder_.text_size() <= load_.options.max_text_bytes) return Ok();
  return lexer_.ErrorHere("manifest is too large");
}

template <typename Lookup>
Result<std::string_view> FileParser::Expand(const RawText& raw, Lookup lookup) {
  if (raw.plain) return raw.view();
  scratch_.clear();
  ForEachPiece(
      raw, [&](std::string_view text) { scratch_.append(text); },
      [&](std::string_view name) {
        if (scratch_.size() > load_.options.max_text_bytes) return;
        scratch_.append(lookup(builder_.InternName(name)));
      });
  if (scratch_.size() > load_.options.max_text_bytes) {
    return lexer_.ErrorHere("manifest is too large");
  }
  return std::string_view(scratch_);
}

Result<std::string_view> FileParser::ExpandInFile(const RawText& raw) {
  return Expand(raw, [&](StringId name) {
    const std::optional<TextRef> value = builder_.Lookup(scope_, name);
    return value ? builder_.Text(*value) : std::string_view();
  });
}

template <typename Lookup>
Result<std::string_view> FileParser::ExpandPath(const RawText& raw,
                                                Lookup lookup) {
  XB_ASSIGN(std::string_view path, Expand(raw, lookup));
  if (path.empty()) return lexer_.ErrorHere("empty path");
  if (IsCanonicalPath(path)) return path;
  if (raw.plain) scratch_.assign(path);
  CanonicalizePath(&scratch_);
  return std::string_view(scratch_);
}

// --- Statements.

Status FileParser::ReadAssignment(std::string_view* name, RawText* value) {
  if (!lexer_.ReadName(name)) return lexer_.ErrorHere("expected variable name");
  XB_TRY(lexer_.ExpectToken(Token::kEquals));
  return lexer_.ReadValue(value);
}

Status FileParser::ParseFileVariable() {
  std::string_view name;
  RawText raw;
  XB_TRY(ReadAssignment(&name, &raw));
  XB_ASSIGN(const std::string_view value, ExpandInFile(raw));
  if (name == "ninja_required_version") {
    XB_TRY(CheckRequiredVersion(std::string(value)));
  }
  if (name == TextOf(KnownName::kPool)) load_.file_binds_pool = true;
  if (name == TextOf(KnownName::kDyndep)) load_.file_binds_dyndep = true;
  builder_.Bind(scope_, builder_.InternName(name), builder_.InternValue(value));
  return Ok();
}

Status FileParser::CheckRequiredVersion(const std::string& required) {
  const int major = LeadingNumber(required);
  const int minor = MinorVersion(required);
  const std::string own(kNinjaVersion);
  if (major < kMajorVersion) {
    load_.warnings.push_back(
        "ninja executable version (" + own +
        ") greater than build file ninja_required_version (" + required +
        "); versions may be incompatible.");
    return Ok();
  }
  if (major > kMajorVersion || minor > kNewestRequiredMinor) {
    return MakeFatalError(
        "ninja version (" + own +
        ") incompatible with build file ninja_required_version version (" +
        required + ").");
  }
  load_.newline_escape |= minor >= kNewlineEscapeMinor;
  return Ok();
}

Status FileParser::ParsePool() {
  std::string_view name;
  if (!lexer_.ReadName(&name)) return lexer_.ErrorHere("expected pool name");
  XB_TRY(lexer_.ExpectToken(Token::kNewline));
  const StringId id = builder_.InternName(name);
  if (builder_.FindPool(id)) {
    return lexer_.ErrorHere("duplicate pool '" + std::string(name) + "'");
  }
  std::optional<int> depth;
  while (lexer_.ConsumeToken(Token::kIndent)) {
    std::string_view variable;
    RawText raw;
    XB_TRY(ReadAssignment(&variable, &raw));
    if (variable != "depth") {
      return lexer_.ErrorHere(
          "unexpected variable '" + std::string(variable) + "'",
          "a pool has a `depth` and nothing else");
    }
    XB_ASSIGN(const std::string_view value, ExpandInFile(raw));
    depth = LeadingNumber(value);
    if (*depth < 0) return lexer_.ErrorHere("invalid pool depth");
  }
  if (!depth) return lexer_.ErrorHere("expected 'depth =' line");
  builder_.AddPool(id, *depth);
  return Ok();
}

Status FileParser::AddRuleBinding(RuleId rule, KnownName name,
                                  const RawText& value) {
  parts_.clear();
  scratch_.clear();  // the literal before the next variable
  const auto end_literal = [&] {
    if (scratch_.empty()) return;
    const TextRef ref = builder_.AppendText(scratch_);
    parts_.push_back({ref.offset, ref.size});
    scratch_.clear();
  };
  ForEachPiece(
      value, [&](std::string_view text) { scratch_.append(text); },
      [&](std::string_view variable) {
        end_literal();
        parts_.push_back({Index(builder_.InternName(variable)), kNoIndex});
      });
  end_literal();
  builder_.AddRuleBinding(rule, Id(name), parts_);
  return Ok();
}

Status FileParser::ParseRule() {
  std::string_view name;
  if (!lexer_.ReadName(&name)) return lexer_.ErrorHere("expected rule name");
  XB_TRY(lexer_.ExpectToken(Token::kNewline));
  const StringId id = builder_.InternName(name);
  const bool is_builtin = id == Id(KnownName::kPhony) && scope_ == kRootScope;
  const RuleId rule = is_builtin ? kNoRule : builder_.AddRule(scope_, id);
  if (rule == kNoRule) {
    return lexer_.ErrorHere("duplicate rule '" + std::string(name) + "'");
  }
  bool has_command = false;
  bool has_rspfile = false;
  bool has_rspfile_content = false;
  while (lexer_.ConsumeToken(Token::kIndent)) {
    std::string_view variable;
    RawText value;
    XB_TRY(ReadAssignment(&variable, &value));
    const std::optional<KnownName> known = RuleVariable(variable);
    if (!known) {
      std::vector<std::string_view> names;
      for (uint32_t i = 0; i < Index(Id(KnownName::kCount)); ++i) {
        const std::string_view candidate = TextOf(static_cast<KnownName>(i));
        if (RuleVariable(candidate)) names.push_back(candidate);
      }
      return lexer_.ErrorHere(
          "unexpected variable '" + std::string(variable) + "'",
          DidYouMean(variable, names));
    }
    XB_TRY(AddRuleBinding(rule, *known, value));
    if (known == KnownName::kCommand) has_command = !value.empty();
    if (known == KnownName::kRspfile) has_rspfile = !value.empty();
    if (known == KnownName::kRspfileContent) {
      has_rspfile_content = !value.empty();
    }
  }
  if (has_rspfile != has_rspfile_content) {
    return lexer_.ErrorHere(
        "rspfile and rspfile_content need to be both specified");
  }
  if (!has_command) return lexer_.ErrorHere("expected 'command =' line");
  return Ok();
}

Status FileParser::ParseDefault() {
  RawText raw;
  XB_TRY(lexer_.ReadPath(&raw));
  if (raw.empty()) return lexer_.ErrorHere("expected target name");
  do {
    XB_ASSIGN(const std::string_view path, ExpandPath(raw, [&](StringId name) {
                const auto value = builder_.Lookup(scope_, name);
                return value ? builder_.Text(*value) : std::string_view();
              }));
    const NodeId node = builder_.FindNode(path);
    if (node == kNoNode) return UnknownTarget(path);
    builder_.AddDefault(node);
    XB_TRY(lexer_.ReadPath(&raw));
  } while (!raw.empty());
  return lexer_.ExpectToken(Token::kNewline);
}

Error FileParser::UnknownTarget(std::string_view path) {
  std::vector<std::string_view> known;
  for (uint32_t i = 0; i < builder_.node_count(); ++i) {
    known.push_back(builder_.PathOf(NodeId{i}));
  }
  return lexer_.ErrorHere("unknown target '" + std::string(path) + "'",
                          DidYouMean(path, known));
}

Status FileParser::ParseInclude(bool own_scope) {
  RawText raw;
  XB_TRY(lexer_.ReadPath(&raw));
  XB_ASSIGN(const std::string_view expanded, ExpandInFile(raw));
  const std::string path(expanded);
  if (load_.depth >= kMaxIncludeDepth) {
    return lexer_.ErrorHere(
        "loading '" + path + "': includes are nested too deeply",
        "a file that includes itself never ends");
  }
  Result<std::string> text = ReadManifest(load_, path);
  if (!text.ok()) return lexer_.ErrorHere(text.error().message);
  const ScopeId scope = own_scope ? builder_.AddScope(scope_) : scope_;
  ++load_.depth;
  XB_TRY(FileParser(load_, path, text.value(), scope).Parse());
  --load_.depth;
  lexer_.set_newline_escape(load_.newline_escape);
  return lexer_.ExpectToken(Token::kNewline);
}

// --- Edges.

Status FileParser::ReadPaths(std::vector<RawText>* paths) {
  for (;;) {
    RawText path;
    XB_TRY(lexer_.ReadPath(&path));
    if (path.empty()) return Ok();
    paths->push_back(path);
  }
}

Error FileParser::UnknownRule(std::string_view name) {
  return lexer_.ErrorHere("unknown build rule '" + std::string(name) + "'",
                          DidYouMean(name, builder_.RuleNames()));
}

Status FileParser::ReadEdgePaths(RuleId* rule) {
  EdgePaths& paths = paths_;
  paths.outputs.clear();
  paths.inputs.clear();
  paths.validations.clear();
  const auto count = [](const std::vector<RawText>& list) {
    return static_cast<uint32_t>(list.size());
  };
  XB_TRY(ReadPaths(&paths.outputs));
  paths.explicit_outputs = count(paths.outputs);
  if (lexer_.ConsumeToken(Token::kPipe)) XB_TRY(ReadPaths(&paths.outputs));
  if (paths.outputs.empty()) return lexer_.ErrorHere("expected path");
  XB_TRY(lexer_.ExpectToken(Token::kColon));

  std::string_view name;
  if (!lexer_.ReadName(&name)) {
    return lexer_.ErrorHere("expected build command name");
  }
  *rule = builder_.FindRule(scope_, builder_.InternName(name));
  if (*rule == kNoRule) return UnknownRule(name);

  XB_TRY(ReadPaths(&paths.inputs));
  paths.explicit_inputs = count(paths.inputs);
  if (lexer_.ConsumeToken(Token::kPipe)) XB_TRY(ReadPaths(&paths.inputs));
  paths.implicit_inputs = count(paths.inputs) - paths.explicit_inputs;
  if (lexer_.ConsumeToken(Token::kPipe2)) XB_TRY(ReadPaths(&paths.inputs));
  if (lexer_.ConsumeToken(Token::kPipeAt)) {
    XB_TRY(ReadPaths(&paths.validations));
  }
  return lexer_.ExpectToken(Token::kNewline);
}

// The values see the file's scope, not each other.
Status FileParser::ReadEdgeBindings(bool* has_own_scope) {
  bindings_.clear();
  *has_own_scope = false;
  while (lexer_.ConsumeToken(Token::kIndent)) {
    *has_own_scope = true;
    std::string_view name;
    RawText raw;
    XB_TRY(ReadAssignment(&name, &raw));
    XB_ASSIGN(const std::string_view value, ExpandInFile(raw));
    bindings_.push_back(
        {builder_.InternName(name), builder_.InternValue(value)});
  }
  return Ok();
}

Status FileParser::ParseBuild() {
  EdgeSpec spec;
  spec.line = lexer_.CurrentLine();
  spec.file = file_;
  spec.file_scope = scope_;
  XB_TRY(ReadEdgePaths(&spec.rule));
  XB_TRY(ReadEdgeBindings(&spec.has_own_scope));
  spec.bindings = bindings_;
  EdgeScope scope(
      builder_, spec.rule, scope_,
      spec.has_own_scope ? std::optional(spec.bindings) : std::nullopt);
  XB_TRY(ResolvePool(scope, &spec));
  XB_TRY(ResolvePaths(scope, &spec));
  DropSelfReference(&spec);
  XB_TRY(ResolveDyndep(scope, &spec));
  builder_.AddEdge(spec);
  return Ok();
}

namespace {

bool Binds(std::span<const Binding> bindings, KnownName name) {
  return std::any_of(
      bindings.begin(), bindings.end(),
      [&](const Binding& binding) { return binding.name == Id(name); });
}

}  // namespace

// The pool is chosen before the paths are known: `in` and `out` are empty.
Status FileParser::ResolvePool(EdgeScope& scope, EdgeSpec* spec) {
  if (!load_.file_binds_pool && !Binds(spec->bindings, KnownName::kPool) &&
      !builder_.FindRuleBinding(spec->rule, Id(KnownName::kPool))) {
    return Ok();
  }
  XB_ASSIGN(const std::string name,
            scope.Evaluate(KnownName::kPool, Escape::kShell,
                           load_.options.max_text_bytes));
  if (name.empty()) return Ok();
  const std::optional<PoolId> pool =
      builder_.FindPool(builder_.InternName(name));
  if (!pool) {
    return lexer_.ErrorHere("unknown pool name '" + name + "'",
                            DidYouMean(name, builder_.PoolNames()));
  }
  spec->pool = *pool;
  return Ok();
}

Status FileParser::CheckProducer(NodeId output) {
  const EdgeId other = builder_.ProducerOf(output);
  if (other == kNoEdge) return Ok();
  const EdgeRow& row = builder_.edge(other);
  return lexer_.ErrorHere(
      "multiple rules generate " + std::string(builder_.PathOf(output)),
      "the other one is at " + std::string(builder_.FilePath(row.file)) + ":" +
          std::to_string(row.line));
}

Status FileParser::CheckRepeatedOutput() {
  if (outputs_.size() < 2) return Ok();
  sorted_ = outputs_;
  std::sort(sorted_.begin(), sorted_.end());
  const auto repeated = std::adjacent_find(sorted_.begin(), sorted_.end());
  if (repeated == sorted_.end()) return Ok();
  return lexer_.ErrorHere(std::string(builder_.PathOf(*repeated)) +
                          " is defined as an output multiple times");
}

Status FileParser::ResolvePaths(const EdgeScope& scope, EdgeSpec* spec) {
  const auto lookup = [&](StringId name) { return scope.Lookup(name); };
  outputs_.clear();
  for (const RawText& raw : paths_.outputs) {
    XB_ASSIGN(const std::string_view path, ExpandPath(raw, lookup));
    const NodeId node = builder_.InternNode(path);
    XB_TRY(CheckProducer(node));
    outputs_.push_back(node);
  }
  XB_TRY(CheckRepeatedOutput());
  inputs_.clear();
  for (const RawText& raw : paths_.inputs) {
    XB_ASSIGN(const std::string_view path, ExpandPath(raw, lookup));
    inputs_.push_back(builder_.InternNode(path));
  }
  validations_.clear();
  for (const RawText& raw : paths_.validations) {
    XB_ASSIGN(const std::string_view path, ExpandPath(raw, lookup));
    validations_.push_back(builder_.InternNode(path));
  }
  spec->outputs = outputs_;
  spec->explicit_outputs = paths_.explicit_outputs;
  spec->inputs = inputs_;
  spec->explicit_inputs = paths_.explicit_inputs;
  spec->implicit_inputs = paths_.implicit_inputs;
  spec->validations = validations_;
  return Ok();
}

// Old CMakes write phonies that name themselves.
void FileParser::DropSelfReference(EdgeSpec* spec) {
  if (load_.options.phony_cycle_is_error || spec->rule != kPhonyRule ||
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
  load_.warnings.push_back("phony target '" +
                           std::string(builder_.PathOf(self)) +
                           "' names itself as an input; ignoring "
                           "[-w phonycycle=warn]");
}

// A dyndep file must be among the inputs, so that it is made first.
Status FileParser::ResolveDyndep(EdgeScope& scope, EdgeSpec* spec) {
  if (!load_.file_binds_dyndep && !Binds(spec->bindings, KnownName::kDyndep) &&
      !builder_.FindRuleBinding(spec->rule, Id(KnownName::kDyndep))) {
    return Ok();
  }
  scope.SetPaths(spec->inputs.first(spec->explicit_inputs),
                 spec->outputs.first(spec->explicit_outputs));
  XB_ASSIGN(std::string path, scope.Evaluate(KnownName::kDyndep, Escape::kNone,
                                             load_.options.max_text_bytes));
  if (path.empty()) return Ok();
  CanonicalizePath(&path);
  spec->dyndep = builder_.InternNode(path);
  if (std::find(spec->inputs.begin(), spec->inputs.end(), spec->dyndep) ==
      spec->inputs.end()) {
    return lexer_.ErrorHere("dyndep '" + path + "' is not an input");
  }
  return Ok();
}

Status ParseTop(Load& load, const std::string& path) {
  XB_CHECK(load.builder.AddScope(kNoScope) == kRootScope);
  XB_ASSIGN(const std::string text, ReadManifest(load, path));
  return FileParser(load, path, text, kRootScope).Parse();
}

}  // namespace

Result<LoadedManifest> LoadManifest(
    Disk& disk, const std::string& path, const LoadOptions& options,
    std::vector<std::string>* warnings_of_failure) {
  Load load(disk, options);
  const Status status = ParseTop(load, path);
  if (!status.ok()) {
    if (warnings_of_failure != nullptr) {
      *warnings_of_failure = std::move(load.warnings);
    }
    return status.error();
  }
  LoadedManifest manifest;
  const auto build_dir =
      load.builder.Lookup(kRootScope, load.builder.InternName("builddir"));
  if (build_dir) manifest.build_dir = load.builder.Text(*build_dir);
  manifest.warnings = std::move(load.warnings);
  manifest.files_read = std::move(load.files_read);
  manifest.graph = load.builder.Finish();
  return manifest;
}

}  // namespace xb::ninja
