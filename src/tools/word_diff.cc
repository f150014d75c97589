// SPDX-License-Identifier: Apache-2.0
#include "tools/word_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/text.h"

namespace xb {
namespace {

// Cells of the table of common subsequences: 4 bytes each.
constexpr size_t kMaxCells = 16 << 20;
// Words that did not change are shown for orientation, not to be read.
constexpr size_t kContextWords = 3;

using Words = std::span<const std::string_view>;
using Kind = WordChange::Kind;

std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words = Split(text, ' ');
  std::erase(words, std::string_view());
  return words;
}

void Append(Kind kind, Words words, std::vector<WordChange>* changes) {
  if (words.empty()) return;
  if (changes->empty() || changes->back().kind != kind) {
    changes->push_back({kind, {}});
  }
  auto& last = changes->back().words;
  last.insert(last.end(), words.begin(), words.end());
}

// `a` and `b` begin and end with different words.
void DiffMiddle(Words a, Words b, std::vector<WordChange>* changes) {
  const size_t width = b.size() + 1;
  if (a.empty() || b.empty() || (a.size() + 1) > kMaxCells / width) {
    Append(Kind::kRemoved, a, changes);
    Append(Kind::kAdded, b, changes);
    return;
  }
  // common[i, j]: the longest common subsequence of a[i..] and b[j..].
  std::vector<uint32_t> common((a.size() + 1) * width);
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      common[i * width + j] = a[i] == b[j]
                                  ? common[(i + 1) * width + j + 1] + 1
                                  : std::max(common[(i + 1) * width + j],
                                             common[i * width + j + 1]);
    }
  }
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      Append(Kind::kSame, a.subspan(i++, 1), changes);
      ++j;
    } else if (j == b.size() ||
               (i < a.size() &&
                common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      Append(Kind::kRemoved, a.subspan(i++, 1), changes);
    } else {
      Append(Kind::kAdded, b.subspan(j++, 1), changes);
    }
  }
}

void PrintWords(Printer& out, std::string_view indent, std::string_view mark,
                Words words) {
  for (const std::string_view word : words) {
    out.Print(indent, mark, word, "\n");
  }
}

// Only what is next to a change.
void PrintContext(Printer& out, std::string_view indent, Words words,
                  bool is_first, bool is_last) {
  const size_t head = is_first ? 0 : std::min(kContextWords, words.size());
  const size_t tail =
      is_last ? 0 : std::min(kContextWords, words.size() - head);
  std::string line;
  for (const std::string_view word : words.first(head)) {
    line.append(" ").append(word);
  }
  if (head + tail < words.size()) line += " ...";
  for (const std::string_view word : words.last(tail)) {
    line.append(" ").append(word);
  }
  out.Print(indent, " ", line, "\n");
}

}  // namespace

std::vector<WordChange> DiffWords(std::string_view before,
                                  std::string_view after) {
  const std::vector<std::string_view> all_a = WordsOf(before);
  const std::vector<std::string_view> all_b = WordsOf(after);
  Words a = all_a;
  Words b = all_b;
  const auto [a_end, b_end] =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto prefix = static_cast<size_t>(a_end - a.begin());
  std::vector<WordChange> changes;
  Append(Kind::kSame, a.first(prefix), &changes);
  a = a.subspan(prefix);
  b = b.subspan(prefix);
  size_t suffix = 0;
  while (suffix < a.size() && suffix < b.size() &&
         a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) {
    ++suffix;
  }
  DiffMiddle(a.first(a.size() - suffix), b.first(b.size() - suffix), &changes);
  Append(Kind::kSame, a.last(suffix), &changes);
  return changes;
}

void PrintWordDiff(Printer& out, std::string_view indent,
                   std::string_view before, std::string_view after) {
  const std::vector<WordChange> changes = DiffWords(before, after);
  for (size_t i = 0; i < changes.size(); ++i) {
    switch (changes[i].kind) {
      case Kind::kSame:
        PrintContext(out, indent, changes[i].words, i == 0,
                     i + 1 == changes.size());
        break;
      case Kind::kRemoved:
        PrintWords(out, indent, "- ", changes[i].words);
        break;
      case Kind::kAdded:
        PrintWords(out, indent, "+ ", changes[i].words);
        break;
    }
  }
}

}  // namespace xb
