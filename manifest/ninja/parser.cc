// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/parser.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "graph/graph_builder.h"
#include "manifest/ninja/build_statement.h"
#include "manifest/ninja/includes_ahead.h"
#include "manifest/ninja/leading_number.h"
#include "manifest/ninja/lexer.h"
#include "manifest/ninja/manifest_file.h"
#include "manifest/ninja/profile_statements.h"
#include "manifest/ninja/read_ahead.h"
#include "manifest/ninja/statement_list.h"
#include "manifest/ninja/version.h"

namespace xb::ninja {
namespace {

// Deeper includes than any project has; each level takes stack and keeps the
// text of its file.
constexpr int kMaxIncludeDepth = 200;

constexpr ScopeId kRootScope{0};

// A variable that a rule may set; the first one only in xb's own manifests.
constexpr KnownName kRuleVariables[] = {
    KnownName::kCache,       KnownName::kCommand,
    KnownName::kDepfile,     KnownName::kDeps,
    KnownName::kDescription, KnownName::kDyndep,
    KnownName::kGenerator,   KnownName::kMsvcDepsPrefix,
    KnownName::kPool,        KnownName::kRestat,
    KnownName::kRspfile,     KnownName::kRspfileContent,
};

std::span<const KnownName> RuleVariables(bool is_native) {
  return std::span(kRuleVariables).subspan(is_native ? 0 : 1);
}

std::optional<KnownName> RuleVariable(std::string_view name, bool is_native) {
  for (const KnownName variable : RuleVariables(is_native)) {
    if (TextOf(variable) == name) return variable;
  }
  return std::nullopt;
}

// Fails when `read` is no text to go on with.
Status NoteRead(Load& load, const std::string& path, const FileText& read) {
  const std::string what = "loading '" + path + "': ";
  const Result<std::optional<std::string>>& text = read.text;
  if (!text.ok()) return MakeError(what + CauseOf(text.error(), path));
  if (!text.value()) return MakeError(what + "No such file or directory");
  if (text.value()->size() > load.options.max_text_bytes) {
    return MakeError(what + "File too large");
  }
  load.files_read.push_back({path, read.stat});
  load.variables.NoteText(*text.value());
  return Ok();
}

// All statements of one file.
class FileParser {
 public:
  FileParser(Load& load, const std::string& path, std::string_view text,
             ScopeId scope)
      : load_(load),
        builder_(load.builder),
        path_(path),
        text_(text),
        file_(load, path, text, scope),
        lexer_(file_.lexer),
        build_statement_(file_),
        profile_statements_(file_),
        includes_(load.disk, load.options.workers, load.options.piece_bytes) {}

  Status Parse();
  // The text has been taken apart already.
  Status Parse(const StatementList& whole);
  // The top file has been read.
  Status Finish() { return profile_statements_.Settle(); }

 private:
  void ReserveFor(const StatementList& first);
  Status Apply(const StatementList& list);
  Status ParseUpTo(const char* end);
  Status ParseStatement(Token token);
  Status ParseBuild();
  Status CheckSize() const;
  Status ParsePool();
  Status ParseRule();
  Status ParseDefault();
  Status ParseInclude(bool own_scope);
  Status ParseFileVariable();

  Status CheckOwnVersion(const std::string& required);
  Status CheckRequiredVersion(const std::string& required);
  void AddRuleBinding(RuleId rule, KnownName name, const RawText& value);
  Error UnexpectedRuleVariable(std::string_view name) const;
  Error UnknownTarget(std::string_view path) const;

  Load& load_;
  GraphBuilder& builder_;
  const std::string& path_;
  const std::string_view text_;
  ManifestFile file_;
  // Of the statements that are not in lists.
  Lexer& lexer_;
  BuildStatement build_statement_;
  ProfileStatements profile_statements_;
  IncludesAhead includes_;
  bool has_ended_ = false;  // the text, maybe by a NUL in it
  // Reused by each rule.
  std::vector<TemplatePart> parts_;
  std::string literal_;
};

Status FileParser::Parse() {
  ReadAhead pieces(path_, text_, load_.options.workers,
                   load_.options.piece_bytes);
  uint32_t line = 1;
  while (!has_ended_) {
    const StatementList* list = pieces.Next();
    if (list == nullptr) break;
    if (line == 1) ReserveFor(*list);
    build_statement_.Use(*list, line);
    XB_TRY(Apply(*list));
    line += list->lines;
  }
  return Ok();
}

Status FileParser::Parse(const StatementList& whole) {
  build_statement_.Use(whole, 1);
  return Apply(whole);
}

// The rest of a large file is likely to be as its beginning.
void FileParser::ReserveFor(const StatementList& first) {
  const size_t pieces = text_.size() / load_.options.piece_bytes;
  if (pieces < 2) return;
  const auto all = [&](size_t of_first) {
    return of_first * pieces + of_first * pieces / 8;
  };
  builder_.Reserve({.text = all(first.word_bytes()),
                    .nodes = all(first.path_words.size()),
                    .edges = all(first.statements.size()),
                    .links = all(first.paths.size()),
                    .bindings = all(first.bindings.size())});
}

Status FileParser::Apply(const StatementList& list) {
  for (const Statement& statement : list.statements) {
    const bool is_known =
        statement.kind != Statement::Kind::kOther &&
        (load_.newline_escape || !statement.has_newline_escape);
    if (is_known) {
      XB_TRY(profile_statements_.Settle());
      XB_TRY(build_statement_.Add(statement));
      XB_TRY(CheckSize());
      continue;
    }
    lexer_.SkipTo(statement.begin);
    XB_TRY(ParseUpTo(statement.end));
    if (has_ended_) return Ok();
    build_statement_.ForgetRules();
  }
  has_ended_ = list.ends_early;
  return Ok();
}

// `end` is the start of a statement.
Status FileParser::ParseUpTo(const char* end) {
  for (;;) {
    lexer_.set_newline_escape(load_.newline_escape);
    const Token token = lexer_.ReadToken();
    if (lexer_.last() >= end) return Ok();
    if (token == Token::kEof) {
      has_ended_ = true;
      return Ok();
    }
    XB_TRY(ParseStatement(token));
    XB_TRY(CheckSize());
  }
}

Status FileParser::CheckSize() const {
  if (builder_.text_size() <= load_.options.max_text_bytes) return Ok();
  return file_.TooLarge();
}

Status FileParser::ParseStatement(Token token) {
  switch (token) {
    case Token::kBuild:
      return ParseBuild();
    case Token::kIdentifier: {
      lexer_.UnreadToken();
      XB_ASSIGN(const bool is_done, profile_statements_.Parse());
      return is_done ? Ok() : ParseFileVariable();
    }
    case Token::kRule:
      XB_TRY(profile_statements_.Settle());
      return ParseRule();
    case Token::kPool:
      return ParsePool();
    case Token::kDefault:
      return ParseDefault();
    case Token::kInclude:
    case Token::kSubninja:
      return ParseInclude(token == Token::kSubninja);
    case Token::kNewline:
      return Ok();
    case Token::kError:
      return lexer_.ErrorHere(std::string(lexer_.DescribeLastError()));
    case Token::kColon:
    case Token::kEof:
    case Token::kEquals:
    case Token::kIndent:
    case Token::kPipe:
    case Token::kPipe2:
    case Token::kPipeAt:
      break;
  }
  return lexer_.ErrorHere("unexpected " + std::string(NameOf(token)));
}

// One that could not be found ahead, or has to be read again.
Status FileParser::ParseBuild() {
  StatementList list;
  const auto begin = static_cast<size_t>(lexer_.last() - text_.data());
  ReadStatements({.file = path_,
                  .text = text_,
                  .begin = begin,
                  .end = begin + 1,
                  .newline_escape = load_.newline_escape},
                 &list);
  XB_TRY(profile_statements_.Settle());
  BuildStatement build(file_);
  build.Use(list, lexer_.CurrentLine());
  XB_TRY(build.Add(list.statements[0]));
  lexer_.SkipTo(list.statements[0].end);
  return Ok();
}

Status FileParser::ParseFileVariable() {
  std::string_view name;
  RawText raw;
  XB_TRY(lexer_.ReadAssignment(&name, &raw));
  const bool is_own = name == TextOf(KnownName::kXbRequiredVersion);
  if (!is_own) XB_TRY(profile_statements_.SettleFor(raw));
  const StringId id = builder_.InternName(name);
  std::string_view value;
  std::string assigned;
  if (load_.variables.has_say()) {
    XB_ASSIGN(assigned, load_.variables.Assign(file_, id, raw));
    value = assigned;
  } else {
    XB_TRY(file_.ExpandInFile(raw, &value));
  }
  if (name == "ninja_required_version") {
    XB_TRY(CheckRequiredVersion(std::string(value)));
  }
  if (is_own) XB_TRY(CheckOwnVersion(std::string(value)));
  if (name == TextOf(KnownName::kDyndep)) load_.file_binds_dyndep = true;
  builder_.Bind(file_.scope, id, builder_.InternValue(value));
  return Ok();
}

// To the real ninja it is a variable like others.
Status FileParser::CheckOwnVersion(const std::string& required) {
  load_.is_native = true;
  if (!load_.options.takes_profiles) return Ok();
  const int major = LeadingNumber(required);
  if (major < kOwnMajorVersion ||
      (major == kOwnMajorVersion &&
       MinorVersion(required) <= kOwnMinorVersion)) {
    return Ok();
  }
  return lexer_.ErrorHere(
      "the manifest needs version " + required + " of xb's own language",
      "this xb knows it up to version " + std::to_string(kOwnMajorVersion) +
          "." + std::to_string(kOwnMinorVersion) + "; a newer one is needed");
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
  XB_TRY(profile_statements_.Settle());
  std::string_view name;
  if (!lexer_.ReadName(&name)) return lexer_.ErrorHere("expected pool name");
  XB_TRY(lexer_.ExpectToken(Token::kNewline));
  const StringId id = builder_.InternName(name);
  const auto known = load_.pools.find(id);
  const bool is_again =
      known != load_.pools.end() && known->second.reading != load_.reading;
  if (builder_.FindPool(id) && !is_again) {
    return lexer_.ErrorHere("duplicate pool '" + std::string(name) + "'");
  }
  std::optional<int> depth;
  while (lexer_.ConsumeToken(Token::kIndent)) {
    std::string_view variable;
    RawText raw;
    XB_TRY(lexer_.ReadAssignment(&variable, &raw));
    if (variable != "depth") {
      return lexer_.ErrorHere(
          "unexpected variable '" + std::string(variable) + "'",
          "a pool has a `depth` and nothing else");
    }
    std::string_view value;
    XB_TRY(file_.ExpandInFile(raw, &value));
    depth = LeadingNumber(value);
    if (*depth < 0) return lexer_.ErrorHere("invalid pool depth");
  }
  if (!depth) return lexer_.ErrorHere("expected 'depth =' line");
  if (is_again && known->second.depth != *depth) {
    return lexer_.ErrorHere(
        "pool '" + std::string(name) + "' has another depth in another profile",
        "all that is built at once shares its pools");
  }
  if (!is_again) builder_.AddPool(id, *depth);
  load_.pools[id] = {load_.reading, *depth};
  return Ok();
}

void FileParser::AddRuleBinding(RuleId rule, KnownName name,
                                const RawText& value) {
  parts_.clear();
  literal_.clear();
  const auto end_literal = [&] {
    if (literal_.empty()) return;
    const TextRef ref = builder_.AppendText(literal_);
    parts_.push_back({ref.offset, ref.size});
    literal_.clear();
  };
  ForEachPiece(
      value, [&](std::string_view text) { literal_.append(text); },
      [&](std::string_view variable) {
        end_literal();
        parts_.push_back({Index(builder_.InternName(variable)), kNoIndex});
      });
  end_literal();
  builder_.AddRuleBinding(rule, Id(name), parts_);
}

Error FileParser::UnexpectedRuleVariable(std::string_view name) const {
  if (name == TextOf(KnownName::kCache)) {
    return lexer_.ErrorHere("unexpected variable 'cache'",
                            "a rule may set it in a manifest that says "
                            "`xb_required_version = 1.0` before it");
  }
  std::vector<std::string_view> known;
  for (const KnownName variable : RuleVariables(load_.is_native)) {
    known.push_back(TextOf(variable));
  }
  return lexer_.ErrorHere("unexpected variable '" + std::string(name) + "'",
                          DidYouMean(name, known));
}

Status FileParser::ParseRule() {
  std::string_view name;
  if (!lexer_.ReadName(&name)) return lexer_.ErrorHere("expected rule name");
  XB_TRY(lexer_.ExpectToken(Token::kNewline));
  const StringId id = builder_.InternName(name);
  const bool is_builtin =
      id == Id(KnownName::kPhony) && file_.scope == load_.top_scope;
  const RuleId rule = is_builtin ? kNoRule : builder_.AddRule(file_.scope, id);
  if (rule == kNoRule) {
    return lexer_.ErrorHere("duplicate rule '" + std::string(name) + "'");
  }
  bool has_command = false;
  bool has_rspfile = false;
  bool has_rspfile_content = false;
  while (lexer_.ConsumeToken(Token::kIndent)) {
    std::string_view variable;
    RawText value;
    XB_TRY(lexer_.ReadAssignment(&variable, &value));
    const std::optional<KnownName> known =
        RuleVariable(variable, load_.is_native);
    if (!known) return UnexpectedRuleVariable(variable);
    AddRuleBinding(rule, *known, value);
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
  XB_TRY(profile_statements_.Settle());
  RawText raw;
  XB_TRY(lexer_.ReadPath(&raw));
  if (raw.empty()) return lexer_.ErrorHere("expected target name");
  const auto lookup = [&](StringId name) { return file_.Lookup(name); };
  do {
    std::string_view path;
    XB_TRY(file_.ExpandPath(raw, lookup, &path));
    const NodeId node = builder_.FindNode(path);
    if (node == kNoNode) return UnknownTarget(path);
    builder_.AddDefault(node);
    XB_TRY(lexer_.ReadPath(&raw));
  } while (!raw.empty());
  return lexer_.ExpectToken(Token::kNewline);
}

Error FileParser::UnknownTarget(std::string_view path) const {
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
  // What is included may have profiles, too.
  if (own_scope) XB_TRY(profile_statements_.Settle());
  std::string_view expanded;
  XB_TRY(file_.ExpandInFile(raw, &expanded));
  const std::string path(expanded);
  if (load_.depth >= kMaxIncludeDepth) {
    return lexer_.ErrorHere(
        "loading '" + path + "': includes are nested too deeply",
        "a file that includes itself never ends");
  }
  const std::string_view rest =
      raw.plain ? text_.substr(
                      static_cast<size_t>(raw.data + raw.size - text_.data()))
                : std::string_view();
  const IncludedFile& file = includes_.Take(path, rest);
  const Status noted = NoteRead(load_, path, *file.read);
  if (!noted.ok()) return lexer_.ErrorHere(noted.error().message);
  const ScopeId scope =
      own_scope ? builder_.AddScope(file_.scope) : file_.scope;
  ++load_.depth;
  FileParser parser(load_, path, *file.read->text.value(), scope);
  XB_TRY(file.has_list ? parser.Parse(file.list) : parser.Parse());
  --load_.depth;
  lexer_.set_newline_escape(load_.newline_escape);
  return lexer_.ExpectToken(Token::kNewline);
}

Status Read(Load& load, const std::string& path, const std::string& text) {
  load.profiles.BeginReading(load.reading);
  load.merge.BeginReading();
  load.variables.Begin(load.top_scope);
  load.is_native = false;
  load.is_profile_used = false;
  FileParser parser(load, path, text, load.top_scope);
  XB_TRY(parser.Parse());
  XB_TRY(parser.Finish());
  return load.profiles.has_blocks() ? Ok() : load.profiles.CheckWishes();
}

// Names that the graph as a whole has, beside those of each profile.
void BindForAll(Load& load) {
  std::string names;
  for (const std::string& name : load.profiles.chosen()) {
    names += names.empty() ? name : "," + name;
  }
  const auto bind = [&](std::string_view name, std::string_view value) {
    load.builder.Bind(kRootScope, load.builder.InternName(name),
                      load.builder.InternValue(value));
  };
  bind(TextOf(KnownName::kXbRequiredVersion),
       std::to_string(kOwnMajorVersion) + "." +
           std::to_string(kOwnMinorVersion));
  bind("profile", names);
}

Status ParseTop(Load& load, const std::string& path) {
  XB_CHECK(load.builder.AddScope(kNoScope) == kRootScope);
  const FileText read = ReadFileText(load.disk, path);
  XB_TRY(NoteRead(load, path, read));
  const std::string& text = *read.text.value();
  const bool may_be_several =
      load.options.all_profiles || load.options.profiles.size() > 1;
  if (!may_be_several) return Read(load, path, text);
  // Beside each other, below a scope that has nothing.
  load.merge.Activate();
  do {
    load.top_scope = load.builder.AddScope(kRootScope);
    XB_TRY(Read(load, path, text));
  } while (++load.reading < load.profiles.chosen().size());
  if (load.profiles.has_blocks()) BindForAll(load);
  return load.merge.Close();
}

// What each reading of the manifest warned of.
void DropRepeated(std::vector<std::string>* warnings) {
  auto end = warnings->begin();
  for (auto it = end; it != warnings->end(); ++it) {
    if (std::find(warnings->begin(), end, *it) == end) {
      if (it != end) *end = std::move(*it);
      ++end;
    }
  }
  warnings->erase(end, warnings->end());
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
  manifest.build_dir = load.variables.LogDirectory();
  manifest.profiles = load.profiles.chosen();
  if (load.reading > 1) DropRepeated(&load.warnings);
  manifest.warnings = std::move(load.warnings);
  manifest.files_read = std::move(load.files_read);
  manifest.graph = load.builder.Finish();
  XB_TRY(load.merge.Compare(manifest.graph));
  XB_TRY(load.variables.CheckNames(manifest.graph));
  return manifest;
}

}  // namespace xb::ninja
