// SPDX-License-Identifier: Apache-2.0
// StatementList: a piece of a manifest, taken apart into words without knowing
// what comes before it.  What the words of a `build` statement mean (their
// variables, the rule, who else makes an output) depends on that, so it is
// found later, in the order of the text; statements of other kinds are only
// told from one another.  Equal words are mostly kept once, with their hash.
//
// Views into the text of the file.  Made by ReadStatements() on any thread,
// used by one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/ninja/lexer.h"

namespace xb::ninja {

struct Word {
  RawText raw;
  // Of the value that the word is, when it is_final: there is no variable in
  // it and, if it is a path, it is canonical.
  uint32_t hash = 0;
  bool is_final = false;
};

enum class WordKind : uint8_t { kName, kValue, kPath };

// Words of one kind by number.
class WordTable {
 public:
  explicit WordTable(WordKind kind) : kind_(kind) { Clear(); }

  uint32_t Add(const RawText& raw);
  const Word& operator[](uint32_t number) const { return words_[number]; }
  size_t size() const { return words_.size(); }
  size_t bytes() const { return bytes_; }
  void Clear();

 private:
  static constexpr size_t kRecent = 1024;

  const WordKind kind_;
  std::vector<Word> words_;
  size_t bytes_ = 0;  // of all words
  // By hash, the number of the last such word.
  std::array<uint32_t, kRecent> recent_;
};

struct Statement {
  enum class Kind : uint8_t {
    kBuild,
    // Any others, up to where a `build` statement begins.
    kOther,
    // A `build` statement that ends in StatementList::error.  Has what was
    // read before: maybe a rule, and whole bindings.
    kBroken,
  };

  Kind kind = Kind::kOther;
  bool has_rule = false;
  // Of its own, even an empty one.
  bool has_block = false;
  // `$^` is in it, which is not always allowed.
  bool has_newline_escape = false;
  const char* begin = nullptr;
  // Of the text, or for a `build` statement where the word after it begins.
  const char* end = nullptr;
  const char* rule_at = nullptr;
  uint32_t line = 0;  // 1 = the first one of the list
  uint32_t rule = 0;  // number of a name
  // Rows of numbers in StatementList::paths and ::bindings.
  uint32_t paths_begin = 0;
  uint32_t explicit_outputs_end = 0;
  uint32_t outputs_end = 0;
  uint32_t explicit_inputs_end = 0;
  uint32_t implicit_inputs_end = 0;
  uint32_t inputs_end = 0;
  uint32_t validations_end = 0;
  uint32_t bindings_begin = 0;
  uint32_t bindings_end = 0;
};

struct StatementList {
  struct RawBinding {
    uint32_t name = 0;
    uint32_t value = 0;
  };

  std::vector<Statement> statements;
  std::vector<uint32_t> paths;
  std::vector<RawBinding> bindings;
  WordTable names{WordKind::kName};
  WordTable values{WordKind::kValue};
  WordTable path_words{WordKind::kPath};
  // Of the last statement.
  std::optional<Error> error;
  // A NUL ended the text before the end of the piece.
  bool ends_early = false;
  uint32_t lines = 0;

  void Clear();
  // Of the different names, values and paths.
  size_t word_bytes() const {
    return names.bytes() + values.bytes() + path_words.bytes();
  }
};

// Where at or behind `from` a `build` statement surely begins, whatever comes
// before it (unless that is an error); the end of the text when nowhere.
size_t FindBuildLine(std::string_view text, size_t from);

struct Piece {
  std::string_view file;
  std::string_view text;  // of the whole file; a NUL follows it
  // Places as FindBuildLine() tells, or the limits of the text.  A statement
  // that begins before `end` is read to its own end.
  size_t begin = 0;
  size_t end = 0;
  // Whether `$^` is allowed.
  bool newline_escape = true;
};

void ReadStatements(const Piece& piece, StatementList* list);

}  // namespace xb::ninja
