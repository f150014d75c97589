// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/profile_statements.h"

#include <string>
#include <utility>

namespace xb::ninja {
namespace {

constexpr std::string_view kProfileWord = "profile";
constexpr std::string_view kDefaultProfile = "default_profile";

}  // namespace

SourcePosition ProfileStatements::Here() const {
  return *file_.lexer.ErrorHere({}).position;
}

Result<bool> ProfileStatements::Parse() {
  if (!file_.load.options.takes_profiles) return false;
  Lexer& lexer = file_.lexer;
  const char* const begin = lexer.last();
  std::string_view word;
  const bool is_ours = lexer.ReadName(&word) &&
                       (word == kProfileWord || word == kDefaultProfile) &&
                       !lexer.ConsumeToken(Token::kEquals);
  if (!is_ours) {
    lexer.SkipTo(begin);
    return false;
  }
  if (!file_.load.is_native) {
    lexer.PlaceErrorsAt(begin);
    return lexer.ErrorHere("a manifest with profiles must say so",
                           "`xb_required_version = 1.0` comes first");
  }
  XB_TRY(word == kProfileWord ? ParseProfile(begin) : ParseDefaultProfile());
  return true;
}

Status ProfileStatements::CheckPlace() const {
  const Profiles& profiles = file_.load.profiles;
  if (file_.scope != file_.load.top_scope) {
    return file_.lexer.ErrorHere(
        "a profile is for all of the manifest",
        "it cannot be declared in a file read by `subninja`");
  }
  if (profiles.is_settled() || file_.load.is_profile_used) {
    return file_.lexer.ErrorHere(
        "a profile must be declared before what it may change",
        "profiles stand together, above rules, edges and `$profile`");
  }
  return Ok();
}

Status ProfileStatements::ParseProfile(const char* begin) {
  Lexer& lexer = file_.lexer;
  ProfileBlock block;
  std::string_view name;
  if (!lexer.ReadName(&name)) return lexer.ErrorHere("expected profile name");
  block.name = name;
  block.position = Here();
  if (lexer.ConsumeToken(Token::kColon)) {
    if (!lexer.ReadName(&name)) {
      return lexer.ErrorHere("expected the name of the parent");
    }
    block.parent = name;
    block.parent_position = Here();
  }
  XB_TRY(lexer.ExpectToken(Token::kNewline));
  while (lexer.ConsumeToken(Token::kIndent)) {
    RawText raw;
    XB_TRY(lexer.ReadAssignment(&name, &raw));
    if (IsKeyword(name)) {
      // No plain manifest could say it.
      lexer.PlaceErrorsAt(name.data());
      return lexer.ErrorHere("'" + std::string(name) +
                             "' cannot be the name of a variable here");
    }
    block.lines.push_back({std::string(name), file_.load.profiles.Keep(raw)});
  }
  const char* const end = lexer.last();
  lexer.PlaceErrorsAt(begin);
  XB_TRY(CheckPlace());
  lexer.PlaceErrorsAt(end);
  return file_.load.profiles.Add(std::move(block));
}

Status ProfileStatements::ParseDefaultProfile() {
  Lexer& lexer = file_.lexer;
  std::string_view name;
  if (!lexer.ReadName(&name)) return lexer.ErrorHere("expected profile name");
  XB_TRY(CheckPlace());
  SourcePosition position = Here();
  XB_TRY(lexer.ExpectToken(Token::kNewline));
  return file_.load.profiles.SetDefault(std::string(name), std::move(position));
}

Status ProfileStatements::SettleFor(const RawText& raw) {
  Load& load = file_.load;
  if (load.profiles.is_open()) return ApplyChosen();
  if (load.profiles.has_blocks() || raw.plain || !load.is_native) return Ok();
  ForEachPiece(
      raw, [](std::string_view) {},
      [&](std::string_view name) {
        if (name == kProfileWord) load.is_profile_used = true;
      });
  return Ok();
}

Status ProfileStatements::ApplyChosen() {
  XB_TRY(file_.load.profiles.Settle());
  return file_.load.variables.ApplyProfile(file_);
}

}  // namespace xb::ninja
