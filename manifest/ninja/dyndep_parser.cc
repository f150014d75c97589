// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/dyndep_parser.h"

#include <string>
#include <unordered_set>
#include <utility>

#include "base/path.h"
#include "manifest/ninja/leading_number.h"
#include "manifest/ninja/lexer.h"

namespace xb::ninja {
namespace {

constexpr std::string_view kVersionName = "ninja_dyndep_version";

// A dyndep file defines no variables, so each one is empty.
std::string Expand(const RawText& raw) {
  std::string value;
  ForEachPiece(
      raw, [&](std::string_view text) { value.append(text); },
      [](std::string_view) {});
  return value;
}

// One dyndep file.
class DyndepFileParser {
 public:
  DyndepFileParser(std::string_view path, const std::string& text,
                   Overlay& overlay)
      : lexer_(path, text), overlay_(overlay) {}

  Result<std::vector<DyndepEntry>> Parse();

 private:
  Status ParseVersion();
  Status ParseBuild();
  Status ReadAssignment(std::string_view* name, std::string* value);
  Result<EdgeId> ReadEdge();
  Status ReadPaths(std::vector<RawText>* paths);
  Status ReadRestat(bool* restat);
  Result<std::vector<NodeId>> Intern(const std::vector<RawText>& paths);
  Error ExpectedVersion() const {
    return lexer_.ErrorHere("expected 'ninja_dyndep_version = ...'");
  }

  Lexer lexer_;
  Overlay& overlay_;
  std::vector<DyndepEntry> entries_;
  std::unordered_set<uint32_t> edges_;  // of entries_
};

Result<std::vector<DyndepEntry>> DyndepFileParser::Parse() {
  bool has_version = false;
  for (;;) {
    const Token token = lexer_.ReadToken();
    switch (token) {
      case Token::kNewline:
        break;
      case Token::kIdentifier:
        if (has_version) {
          return lexer_.ErrorHere("unexpected " + std::string(NameOf(token)));
        }
        lexer_.UnreadToken();
        XB_TRY(ParseVersion());
        has_version = true;
        break;
      case Token::kBuild:
        if (!has_version) return ExpectedVersion();
        XB_TRY(ParseBuild());
        break;
      case Token::kEof:
        if (!has_version) return ExpectedVersion();
        return std::move(entries_);
      case Token::kError:
        return lexer_.ErrorHere(std::string(lexer_.DescribeLastError()));
      case Token::kColon:
      case Token::kDefault:
      case Token::kEquals:
      case Token::kInclude:
      case Token::kIndent:
      case Token::kPipe:
      case Token::kPipe2:
      case Token::kPipeAt:
      case Token::kPool:
      case Token::kRule:
      case Token::kSubninja:
        return lexer_.ErrorHere("unexpected " + std::string(NameOf(token)));
    }
  }
}

Status DyndepFileParser::ReadAssignment(std::string_view* name,
                                        std::string* value) {
  if (!lexer_.ReadName(name)) return lexer_.ErrorHere("expected variable name");
  XB_TRY(lexer_.ExpectToken(Token::kEquals));
  RawText raw;
  XB_TRY(lexer_.ReadValue(&raw));
  *value = Expand(raw);
  return Ok();
}

Status DyndepFileParser::ParseVersion() {
  std::string_view name;
  std::string version;
  XB_TRY(ReadAssignment(&name, &version));
  if (name != kVersionName) return ExpectedVersion();
  if (LeadingNumber(version) != 1 || MinorVersion(version) != 0) {
    return lexer_.ErrorHere("unsupported 'ninja_dyndep_version = " + version +
                            "'");
  }
  return Ok();
}

// The first output names the edge.
Result<EdgeId> DyndepFileParser::ReadEdge() {
  RawText raw;
  XB_TRY(lexer_.ReadPath(&raw));
  if (raw.empty()) return lexer_.ErrorHere("expected path");
  std::string path = Expand(raw);
  if (path.empty()) return lexer_.ErrorHere("empty path");
  CanonicalizePath(&path);
  const NodeId node = overlay_.Find(path);
  const EdgeId edge = node == kNoNode ? kNoEdge : overlay_.ProducerOf(node);
  if (edge == kNoEdge) {
    return lexer_.ErrorHere("no build statement exists for '" + path + "'");
  }
  if (!edges_.insert(Index(edge)).second) {
    return lexer_.ErrorHere("multiple statements for '" + path + "'");
  }
  return edge;
}

Status DyndepFileParser::ReadPaths(std::vector<RawText>* paths) {
  for (;;) {
    RawText path;
    XB_TRY(lexer_.ReadPath(&path));
    if (path.empty()) return Ok();
    paths->push_back(path);
  }
}

Status DyndepFileParser::ReadRestat(bool* restat) {
  if (!lexer_.ConsumeToken(Token::kIndent)) return Ok();
  std::string_view name;
  std::string value;
  XB_TRY(ReadAssignment(&name, &value));
  if (name != TextOf(KnownName::kRestat)) {
    return lexer_.ErrorHere("binding is not 'restat'");
  }
  *restat = !value.empty();
  return Ok();
}

Result<std::vector<NodeId>> DyndepFileParser::Intern(
    const std::vector<RawText>& paths) {
  std::vector<NodeId> nodes;
  nodes.reserve(paths.size());
  for (const RawText& raw : paths) {
    std::string path = Expand(raw);
    if (path.empty()) return lexer_.ErrorHere("empty path");
    CanonicalizePath(&path);
    nodes.push_back(overlay_.Intern(path));
  }
  return nodes;
}

Status DyndepFileParser::ParseBuild() {
  DyndepEntry entry;
  XB_ASSIGN(entry.edge, ReadEdge());
  std::vector<RawText> unsupported;
  XB_TRY(ReadPaths(&unsupported));
  if (!unsupported.empty()) {
    return lexer_.ErrorHere("explicit outputs not supported");
  }
  std::vector<RawText> outputs;
  if (lexer_.ConsumeToken(Token::kPipe)) XB_TRY(ReadPaths(&outputs));
  XB_TRY(lexer_.ExpectToken(Token::kColon));

  std::string_view command;
  if (!lexer_.ReadName(&command) || command != "dyndep") {
    return lexer_.ErrorHere("expected build command name 'dyndep'");
  }
  XB_TRY(ReadPaths(&unsupported));
  if (!unsupported.empty()) {
    return lexer_.ErrorHere("explicit inputs not supported");
  }
  std::vector<RawText> inputs;
  if (lexer_.ConsumeToken(Token::kPipe)) XB_TRY(ReadPaths(&inputs));
  if (lexer_.ConsumeToken(Token::kPipe2)) {
    return lexer_.ErrorHere("order-only inputs not supported");
  }
  XB_TRY(lexer_.ExpectToken(Token::kNewline));
  XB_TRY(ReadRestat(&entry.links.restat));
  XB_ASSIGN(entry.links.inputs, Intern(inputs));
  XB_ASSIGN(entry.links.outputs, Intern(outputs));
  entries_.push_back(std::move(entry));
  return Ok();
}

}  // namespace

Result<std::vector<DyndepEntry>> DyndepParser::Read(std::string_view path,
                                                    std::string_view content,
                                                    Overlay& overlay) {
  const std::string text(content);
  return DyndepFileParser(path, text, overlay).Parse();
}

}  // namespace xb::ninja
