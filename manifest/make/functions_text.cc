// SPDX-License-Identifier: Apache-2.0
// Functions on text and lists.
#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <unordered_set>
#include <vector>

#include "manifest/make/evaluation.h"
#include "manifest/make/expander.h"
#include "manifest/make/functions.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// Calls `use` on each word and puts one space between what it appends.
template <typename Use>
void AppendEach(std::string_view text, std::string* out, Use use) {
  bool first = true;
  WordCursor cursor(text);
  while (const auto word = cursor.Next()) {
    if (!first) *out += ' ';
    first = false;
    use(*word);
  }
}

void AppendSubst(std::string_view text, std::string_view from,
                 std::string_view to, std::string* out) {
  if (from.empty()) {
    out->append(text).append(to);
    return;
  }
  for (;;) {
    const size_t found = text.find(from);
    if (found == std::string_view::npos) break;
    out->append(text.substr(0, found)).append(to);
    text.remove_prefix(found + from.size());
  }
  *out += text;
}

size_t CountFound(std::string_view text, std::string_view what) {
  if (what.empty()) return 1;
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + what.size())) {
    ++count;
  }
  return count;
}

// The words of `text` that some pattern matches, or those that none does.
void AppendFiltered(Arguments arguments, bool wanted, std::string* out) {
  std::vector<Pattern> patterns;
  std::unordered_set<std::string> literals;
  for (const std::string_view word : SplitWords(arguments[0])) {
    Pattern pattern = ParsePattern(word);
    if (pattern.has_percent) {
      patterns.push_back(std::move(pattern));
    } else {
      literals.insert(pattern.prefix);
    }
  }
  bool first = true;
  WordCursor cursor(arguments[1]);
  while (const auto word = cursor.Next()) {
    const bool matches =
        (!literals.empty() && literals.contains(std::string(*word))) ||
        std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& p) {
          return p.Match(*word).has_value();
        });
    if (matches != wanted) continue;
    if (!first) *out += ' ';
    first = false;
    *out += *word;
  }
}

struct Number {
  std::string digits;  // without leading zeros; empty means zero
  bool is_negative = false;
};

std::optional<Number> ParseNumber(std::string_view text) {
  text = Trim(text);
  Number number;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    number.is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
  }
  const size_t first = text.find_first_not_of('0');
  if (first == std::string_view::npos) return Number{};
  number.digits = text.substr(first);
  return number;
}

// Below zero, zero or above it, as a is below, equal to or above b.
int Compare(const Number& a, const Number& b) {
  if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
  int order = a.digits.size() == b.digits.size()
                  ? a.digits.compare(b.digits)
                  : (a.digits.size() < b.digits.size() ? -1 : 1);
  return a.is_negative ? -order : order;
}

// An index of a word: a number that fits.
Result<int64_t> ParseIndex(Expander& expander, std::string_view text,
                           const std::string& what) {
  const std::string_view trimmed = Trim(text);
  const auto wrong = [&](const std::string& why) {
    return expander.ErrorHere(why + ": '" + std::string(text) + "'");
  };
  if (trimmed.empty()) {
    return expander.ErrorHere("invalid " + what + ": empty value");
  }
  if (!ParseNumber(trimmed)) return wrong("invalid " + what);
  std::string_view digits = trimmed;
  if (digits[0] == '+') digits.remove_prefix(1);
  int64_t value = 0;
  const auto parsed =
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc()) {
    return expander.ErrorHere("invalid " + what + ": '" + std::string(text) +
                              "' out of range");
  }
  return value;
}

}  // namespace

Status CallSubst(Expander& expander, Arguments arguments, std::string* out) {
  XB_TRY(expander.CheckGrowth(CountFound(arguments[2], arguments[0]),
                              arguments[1].size()));
  AppendSubst(arguments[2], arguments[0], arguments[1], out);
  return Ok();
}

Status CallPatsubst(Expander& expander, Arguments arguments, std::string* out) {
  XB_TRY(expander.CheckGrowth(CountWords(arguments[2]), arguments[1].size()));
  const Pattern pattern = ParsePattern(arguments[0]);
  Pattern replacement;
  if (pattern.has_percent) {
    replacement = ParsePattern(arguments[1]);
  } else {
    replacement.prefix = arguments[1];
  }
  AppendPatsubst(arguments[2], pattern, replacement, out);
  return Ok();
}

Status CallStrip(Expander&, Arguments arguments, std::string* out) {
  AppendEach(arguments[0], out, [&](std::string_view word) { *out += word; });
  return Ok();
}

Status CallFindstring(Expander&, Arguments arguments, std::string* out) {
  if (arguments[1].find(arguments[0]) != std::string::npos) {
    *out += arguments[0];
  }
  return Ok();
}

Status CallFilter(Expander&, Arguments arguments, std::string* out) {
  AppendFiltered(arguments, true, out);
  return Ok();
}

Status CallFilterOut(Expander&, Arguments arguments, std::string* out) {
  AppendFiltered(arguments, false, out);
  return Ok();
}

Status CallSort(Expander&, Arguments arguments, std::string* out) {
  std::vector<std::string_view> words = SplitWords(arguments[0]);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  bool first = true;
  for (const std::string_view word : words) {
    if (!first) *out += ' ';
    first = false;
    *out += word;
  }
  return Ok();
}

Status CallWord(Expander& expander, Arguments arguments, std::string* out) {
  XB_ASSIGN(
      const int64_t index,
      ParseIndex(expander, arguments[0], "first argument to 'word' function"));
  if (index < 1) {
    return expander.ErrorHere(
        "first argument to 'word' function must be greater than 0");
  }
  WordCursor cursor(arguments[1]);
  for (int64_t i = 1;; ++i) {
    const auto word = cursor.Next();
    if (!word) return Ok();
    if (i == index) {
      *out += *word;
      return Ok();
    }
  }
}

Status CallWordlist(Expander& expander, Arguments arguments, std::string* out) {
  XB_ASSIGN(const int64_t first,
            ParseIndex(expander, arguments[0],
                       "first argument to 'wordlist' function"));
  if (first < 1) {
    return expander.ErrorHere(
        "invalid first argument to 'wordlist' function: '" +
        std::string(Trim(arguments[0])) + "'");
  }
  XB_ASSIGN(const int64_t last,
            ParseIndex(expander, arguments[1],
                       "second argument to 'wordlist' function"));
  if (last < 0) {
    return expander.ErrorHere(
        "invalid second argument to 'wordlist' function: '" +
        std::string(Trim(arguments[1])) + "'");
  }
  WordCursor cursor(arguments[2]);
  const char* begin = nullptr;
  const char* end = nullptr;
  for (int64_t i = 1; i <= last; ++i) {
    const auto word = cursor.Next();
    if (!word) break;
    if (i < first) continue;
    if (begin == nullptr) begin = word->data();
    end = word->data() + word->size();
  }
  // What stands between the words stays as it is.
  if (begin != nullptr) out->append(begin, end);
  return Ok();
}

Status CallWords(Expander&, Arguments arguments, std::string* out) {
  *out += std::to_string(CountWords(arguments[0]));
  return Ok();
}

Status CallFirstword(Expander&, Arguments arguments, std::string* out) {
  WordCursor cursor(arguments[0]);
  if (const auto word = cursor.Next()) *out += *word;
  return Ok();
}

Status CallLastword(Expander&, Arguments arguments, std::string* out) {
  const std::string_view text = TrimEnd(arguments[0]);
  size_t begin = text.size();
  while (begin > 0 && !IsSpace(text[begin - 1])) --begin;
  *out += text.substr(begin);
  return Ok();
}

Status CallAddprefix(Expander& expander, Arguments arguments,
                     std::string* out) {
  XB_TRY(expander.CheckGrowth(CountWords(arguments[1]), arguments[0].size()));
  AppendEach(arguments[1], out, [&](std::string_view word) {
    out->append(arguments[0]).append(word);
  });
  return Ok();
}

Status CallAddsuffix(Expander& expander, Arguments arguments,
                     std::string* out) {
  XB_TRY(expander.CheckGrowth(CountWords(arguments[1]), arguments[0].size()));
  AppendEach(arguments[1], out, [&](std::string_view word) {
    out->append(word).append(arguments[0]);
  });
  return Ok();
}

Status CallJoin(Expander&, Arguments arguments, std::string* out) {
  WordCursor left(arguments[0]);
  WordCursor right(arguments[1]);
  for (bool first = true;; first = false) {
    const auto a = left.Next();
    const auto b = right.Next();
    if (!a && !b) return Ok();
    if (!first) *out += ' ';
    if (a) *out += *a;
    if (b) *out += *b;
  }
}

Status CallIntcmp(Expander& expander, Arguments arguments, std::string* out) {
  std::optional<Number> sides[2];
  for (int i = 0; i < 2; ++i) {
    XB_ASSIGN(const std::string text, expander.Expand(arguments[i]));
    sides[i] = ParseNumber(text);
    if (sides[i]) continue;
    const std::string which = i == 0 ? "first" : "second";
    if (Trim(text).empty()) {
      return expander.ErrorHere("non-numeric " + which +
                                " argument to 'intcmp' function: empty value");
    }
    std::string what = "non-numeric ";
    what.append(which).append(" argument to 'intcmp' function: '");
    what.append(text).append("'");
    return expander.ErrorHere(std::move(what));
  }
  const int order = Compare(*sides[0], *sides[1]);
  if (arguments.size() == 2) {
    if (order != 0) return Ok();
    if (sides[0]->is_negative) *out += '-';
    *out += sides[0]->digits.empty() ? "0" : sides[0]->digits;
    return Ok();
  }
  // Less, equal, greater; the last given stands for those that are missing,
  // except that the third alone means less.
  size_t chosen = 2;
  if (order == 0) chosen = 3;
  if (order > 0) chosen = arguments.size() > 4 ? 4 : 3;
  if (chosen >= arguments.size()) return Ok();
  return expander.ExpandTo(arguments[chosen], out);
}

}  // namespace xb::make
