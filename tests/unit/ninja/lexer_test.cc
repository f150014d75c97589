// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb::ninja {
namespace {

std::vector<Token> TokensOf(const std::string& text) {
  Lexer lexer("file", text);
  std::vector<Token> tokens;
  do {
    tokens.push_back(lexer.ReadToken());
  } while (tokens.back() != Token::kEof && tokens.back() != Token::kError);
  return tokens;
}

using Tokens = std::vector<Token>;

// The pieces of a value, variables in angle brackets.
std::string PiecesOf(const RawText& raw) {
  std::string pieces;
  ForEachPiece(
      raw, [&](std::string_view text) { pieces.append(text); },
      [&](std::string_view name) { pieces.append("<").append(name) += ">"; });
  return pieces;
}

std::string ValueOf(const std::string& text) {
  Lexer lexer("file", text);
  lexer.set_newline_escape(true);
  RawText raw;
  const Status status = lexer.ReadValue(&raw);
  return status.ok() ? PiecesOf(raw) : "error: " + status.error().message;
}

std::vector<std::string> PathsOf(const std::string& text) {
  Lexer lexer("file", text);
  std::vector<std::string> paths;
  for (;;) {
    RawText raw;
    const Status status = lexer.ReadPath(&raw);
    if (!status.ok()) return {"error: " + status.error().message};
    if (raw.empty()) return paths;
    paths.push_back(PiecesOf(raw));
  }
}

using Paths = std::vector<std::string>;

TEST(LexerTest, Keywords) {
  EXPECT_EQ(TokensOf("build rule pool default include subninja x\n"),
            Tokens({Token::kBuild, Token::kRule, Token::kPool, Token::kDefault,
                    Token::kInclude, Token::kSubninja, Token::kIdentifier,
                    Token::kNewline, Token::kEof}));
}

TEST(LexerTest, KeywordIsAWholeWord) {
  EXPECT_EQ(TokensOf("builds build.x build-x rules xrule"),
            Tokens({Token::kIdentifier, Token::kIdentifier, Token::kIdentifier,
                    Token::kIdentifier, Token::kIdentifier, Token::kEof}));
}

TEST(LexerTest, Punctuation) {
  EXPECT_EQ(
      TokensOf(":=| || |@|||@"),
      Tokens({Token::kColon, Token::kEquals, Token::kPipe, Token::kPipe2,
              Token::kPipeAt, Token::kPipe2, Token::kPipeAt, Token::kEof}));
}

TEST(LexerTest, IndentOnlyAtTheStartOfALine) {
  EXPECT_EQ(TokensOf("a  b\n  c"),
            Tokens({Token::kIdentifier, Token::kIdentifier, Token::kNewline,
                    Token::kIndent, Token::kIdentifier, Token::kEof}));
}

TEST(LexerTest, LinesOfSpacesAreNewlines) {
  EXPECT_EQ(TokensOf("   \n  \r\n"),
            Tokens({Token::kNewline, Token::kNewline, Token::kEof}));
}

TEST(LexerTest, CommentsAreSkippedWithTheirNewline) {
  EXPECT_EQ(TokensOf("# a\n  # b\r\n#\nx"),
            Tokens({Token::kIdentifier, Token::kEof}));
}

TEST(LexerTest, CommentNeedsANewline) {
  EXPECT_EQ(TokensOf("# a"), Tokens({Token::kError}));
  EXPECT_EQ(TokensOf("  # a"), Tokens({Token::kIndent, Token::kError}));
}

TEST(LexerTest, NulByteIsTheEnd) {
  EXPECT_EQ(TokensOf(std::string("a\0b", 3)),
            Tokens({Token::kIdentifier, Token::kEof}));
}

TEST(LexerTest, ErrorsAreDescribed) {
  for (const auto& [text, wanted] :
       {std::pair<std::string, std::string>{"\tx",
                                            "tabs are not allowed, use spaces"},
        {"&", "lexing error"},
        {"\r", "lexing error"}}) {
    Lexer lexer("file", text);
    EXPECT_EQ(lexer.ReadToken(), Token::kError);
    EXPECT_EQ(lexer.DescribeLastError(), wanted);
  }
}

TEST(LexerTest, SpacesAfterATokenMayContinueOnTheNextLine) {
  EXPECT_EQ(TokensOf("a $\n  $\r\n b"),
            Tokens({Token::kIdentifier, Token::kIdentifier, Token::kEof}));
}

TEST(LexerTest, UnreadTokenIsReadAgain) {
  const std::string text = "  build x";
  Lexer lexer("file", text);
  EXPECT_EQ(lexer.ReadToken(), Token::kIndent);
  lexer.UnreadToken();
  EXPECT_FALSE(lexer.ConsumeToken(Token::kBuild));
  EXPECT_TRUE(lexer.ConsumeToken(Token::kIndent));
  EXPECT_TRUE(lexer.ConsumeToken(Token::kBuild));
}

TEST(LexerTest, Names) {
  const std::string text = "a.b-C_9 $x";
  Lexer lexer("file", text);
  std::string_view name;
  EXPECT_TRUE(lexer.ReadName(&name));
  EXPECT_EQ(name, "a.b-C_9");
  EXPECT_FALSE(lexer.ReadName(&name));
}

TEST(LexerTest, ValuesGoToTheEndOfTheLine) {
  EXPECT_EQ(ValueOf("a b: c | d\n"), "a b: c | d");
  EXPECT_EQ(ValueOf("a \r\n"), "a ");
  EXPECT_EQ(ValueOf("\n"), "");
  EXPECT_EQ(ValueOf("a # b\tc\n"), "a # b\tc");
}

TEST(LexerTest, EscapesInValues) {
  EXPECT_EQ(ValueOf("a$$b$ c$:d\n"), "a$b c:d");
  EXPECT_EQ(ValueOf("a$\n   b\n"), "ab");
  EXPECT_EQ(ValueOf("a $\r\n   b\n"), "a b");
  EXPECT_EQ(ValueOf("a$^b\n"), "a\nb");
  EXPECT_EQ(ValueOf("$$$x$$\n"), "$<x>$");
}

TEST(LexerTest, Variables) {
  EXPECT_EQ(ValueOf("$x.y ${x.y} $x-y_z1/\n"), "<x>.y <x.y> <x-y_z1>/");
  EXPECT_EQ(ValueOf("$x$y${z}w\n"), "<x><y><z>w");
}

TEST(LexerTest, WrongEscapes) {
  for (const char* text : {"$", "$\t", "$.", "${", "${}", "${a b}", "${a", "$(",
                           "$\rx\n", "a$|b\n"}) {
    EXPECT_EQ(ValueOf(text),
              "error: bad $-escape (literal $ must be written as $$)")
        << text;
  }
}

TEST(LexerTest, NewlineEscapeOnlyWhenAllowed) {
  const std::string text = "a$^b\n";
  Lexer lexer("file", text);
  RawText raw;
  const Status status = lexer.ReadValue(&raw);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "bad $-escape (literal $ must be written as $$)");
  EXPECT_NE(status.error().hint.find("1.14"), std::string::npos);
}

TEST(LexerTest, ValueNeedsANewline) {
  EXPECT_EQ(ValueOf("a"), "error: unexpected EOF");
  EXPECT_EQ(ValueOf(std::string("a\0b\n", 4)), "error: unexpected EOF");
}

TEST(LexerTest, LoneCarriageReturnIsAnError) {
  EXPECT_EQ(ValueOf("a\rb\n"), "error: lexing error");
  EXPECT_EQ(PathsOf("a\rb\n"), Paths({"error: lexing error"}));
}

TEST(LexerTest, PathsEndAtSpacesColonsPipesAndNewlines) {
  EXPECT_EQ(PathsOf("a b  c:d\n"), Paths({"a", "b", "c"}));
  EXPECT_EQ(PathsOf("a|b\n"), Paths({"a"}));
  EXPECT_EQ(PathsOf("a\r\nb\n"), Paths({"a"}));
}

TEST(LexerTest, EscapesInPaths) {
  EXPECT_EQ(PathsOf("a$ b c$:d e$$f\n"), Paths({"a b", "c:d", "e$f"}));
  EXPECT_EQ(PathsOf("a $\n  b$\n   c\n"), Paths({"a", "bc"}));
  EXPECT_EQ(PathsOf("#a b#c\n"), Paths({"#a", "b#c"}));
}

TEST(LexerTest, PlainTextIsKnown) {
  for (const auto& [text, plain] :
       {std::pair<std::string, bool>{"a b\n", true}, {"a$ b\n", false}}) {
    Lexer lexer("file", text);
    RawText raw;
    EXPECT_TRUE(lexer.ReadValue(&raw).ok());
    EXPECT_EQ(raw.plain, plain);
  }
}

TEST(LexerTest, ExpectedTokens) {
  const std::string text = "a\n";
  Lexer lexer("file", text);
  EXPECT_EQ(lexer.ExpectToken(Token::kNewline).error().message,
            "expected newline, got identifier");
  EXPECT_EQ(lexer.ExpectToken(Token::kColon).error().message,
            "expected ':', got newline ($ also escapes ':')");
  EXPECT_TRUE(lexer.ExpectToken(Token::kEof).ok());
}

TEST(LexerTest, ErrorsPointAtTheWordReadLast) {
  const std::string text = "first\nab cd\r\n";
  Lexer lexer("file", text);
  for (int i = 0; i < 4; ++i) lexer.ReadToken();
  const Error error = lexer.ErrorHere("what", "hint");
  EXPECT_EQ(error.message, "what");
  EXPECT_EQ(error.hint, "hint");
  ASSERT_TRUE(error.position.has_value());
  EXPECT_EQ(error.position->file, "file");
  EXPECT_EQ(error.position->line, 2);
  EXPECT_EQ(error.position->column, 4);
  EXPECT_EQ(error.position->source_line, "ab cd\r");
}

TEST(LexerTest, LinesAreCounted) {
  const std::string text = "a\n# x\nb $\n c\n\nd\n";
  Lexer lexer("file", text);
  std::vector<uint32_t> lines;
  for (Token token = lexer.ReadToken(); token != Token::kEof;
       token = lexer.ReadToken()) {
    if (token == Token::kIdentifier) lines.push_back(lexer.CurrentLine());
  }
  EXPECT_EQ(lines, std::vector<uint32_t>({1, 3, 4, 6}));
}

}  // namespace
}  // namespace xb::ninja
