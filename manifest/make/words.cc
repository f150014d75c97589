// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/words.h"

namespace xb::make {

std::string_view FirstWord(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && !IsSpace(text[end])) ++end;
  return text.substr(0, end);
}

std::string_view SkipSpace(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && IsSpace(text[at])) ++at;
  return text.substr(at);
}

std::string_view TrimEnd(std::string_view text) {
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view Trim(std::string_view text) {
  return TrimEnd(SkipSpace(text));
}

std::optional<std::string_view> WordCursor::Next() {
  rest_ = SkipSpace(rest_);
  if (rest_.empty()) return std::nullopt;
  size_t end = 0;
  while (end < rest_.size() && !IsSpace(rest_[end])) ++end;
  const std::string_view word = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return word;
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  WordCursor cursor(text);
  while (const auto word = cursor.Next()) words.push_back(*word);
  return words;
}

size_t CountWords(std::string_view text) {
  size_t count = 0;
  WordCursor cursor(text);
  while (cursor.Next()) ++count;
  return count;
}

void AppendWord(std::string_view word, std::string* list) {
  if (!list->empty()) *list += ' ';
  *list += word;
}

std::string Pattern::Text() const {
  return has_percent ? prefix + '%' + suffix : prefix;
}

std::string Pattern::Fill(std::string_view stem) const {
  if (!has_percent) return prefix;
  std::string text;
  text.reserve(prefix.size() + stem.size() + suffix.size());
  text.append(prefix).append(stem).append(suffix);
  return text;
}

std::optional<std::string_view> Pattern::Match(std::string_view name) const {
  if (!has_percent) {
    if (name != prefix) return std::nullopt;
    return std::string_view();
  }
  if (name.size() < prefix.size() + suffix.size() ||
      !name.starts_with(prefix) || !name.ends_with(suffix)) {
    return std::nullopt;
  }
  return name.substr(prefix.size(),
                     name.size() - prefix.size() - suffix.size());
}

Pattern ParsePattern(std::string_view text) {
  Pattern pattern;
  size_t from = 0;
  for (;;) {
    const size_t percent = text.find('%', from);
    if (percent == std::string_view::npos) {
      pattern.prefix += text.substr(from);
      return pattern;
    }
    size_t slashes = 0;
    while (slashes < percent - from && text[percent - 1 - slashes] == '\\') {
      ++slashes;
    }
    pattern.prefix += text.substr(from, percent - from - slashes);
    pattern.prefix.append(slashes / 2, '\\');
    if (slashes % 2 == 0) {
      pattern.suffix = text.substr(percent + 1);
      pattern.has_percent = true;
      return pattern;
    }
    pattern.prefix += '%';
    from = percent + 1;
  }
}

// What is between words stays as it is.
static void ReplaceWords(std::string_view text, std::string_view word,
                         std::string_view replacement, std::string* out) {
  if (word.empty()) {
    // No word is empty, but for one behind the last space.
    *out += text;
    if (text.empty() || IsSpace(text.back())) *out += replacement;
    return;
  }
  size_t copied = 0;
  WordCursor cursor(text);
  while (const auto next = cursor.Next()) {
    if (*next != word) continue;
    const size_t at = static_cast<size_t>(next->data() - text.data());
    out->append(text.substr(copied, at - copied)).append(replacement);
    copied = at + next->size();
  }
  out->append(text.substr(copied));
}

void AppendPatsubst(std::string_view text, const Pattern& pattern,
                    const Pattern& replacement, std::string* out) {
  if (!pattern.has_percent) {
    ReplaceWords(text, pattern.Text(), replacement.Text(), out);
    return;
  }
  bool first = true;
  WordCursor cursor(text);
  while (const auto word = cursor.Next()) {
    const auto stem = pattern.Match(*word);
    // What comes to nothing has no space around it.
    if (stem && replacement.prefix.empty() && replacement.suffix.empty() &&
        (!replacement.has_percent || stem->empty())) {
      continue;
    }
    if (!first) *out += ' ';
    first = false;
    if (!stem) {
      *out += *word;
    } else if (!replacement.has_percent) {
      *out += replacement.Text();
    } else {
      out->append(replacement.prefix).append(*stem).append(replacement.suffix);
    }
  }
}

size_t SkipReference(std::string_view text, size_t at) {
  if (at + 1 >= text.size()) return text.size();
  const char open = text[at + 1];
  if (open != '(' && open != '{') return at + 2;
  const char close = open == '(' ? ')' : '}';
  int depth = 0;
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return text.size();
}

size_t FindUnquoted(std::string* text, std::string_view stops, size_t from,
                    References references) {
  const size_t begin = from;
  size_t at = from;
  while (at < text->size()) {
    const char c = (*text)[at];
    if (c == '$' && references == References::kSkip) {
      at = SkipReference(*text, at);
      continue;
    }
    // One or two: a call for each character would cost more than the rest.
    bool is_stop = false;
    for (const char stop : stops) is_stop |= c == stop;
    if (!is_stop) {
      ++at;
      continue;
    }
    size_t slashes = 0;
    while (at - slashes > begin && (*text)[at - slashes - 1] == '\\') {
      ++slashes;
    }
    const size_t dropped = slashes - slashes / 2;
    text->erase(at - slashes, dropped);
    at -= dropped;
    if (slashes % 2 == 0) return at;
    ++at;
  }
  return std::string::npos;
}

void JoinContinuations(std::string* line, BlanksBefore blanks) {
  size_t newline = line->find('\n');
  if (newline == std::string::npos) return;
  std::string joined;
  joined.reserve(line->size());
  size_t from = 0;
  while (newline != std::string::npos) {
    joined.append(*line, from, newline - from);
    size_t slashes = 0;
    while (slashes < joined.size() &&
           joined[joined.size() - 1 - slashes] == '\\') {
      ++slashes;
    }
    joined.resize(joined.size() - (slashes - slashes / 2));
    from = newline + 1;
    if (slashes % 2 == 1) {
      while (from < line->size() && IsBlank((*line)[from])) ++from;
      while (blanks == BlanksBefore::kDrop && !joined.empty() &&
             IsBlank(joined.back())) {
        joined.pop_back();
      }
      joined += ' ';
    } else {
      joined += '\n';
    }
    newline = line->find('\n', from);
  }
  joined.append(*line, from);
  *line = std::move(joined);
}

void DropComment(std::string* line) {
  if (line->find('#') == std::string::npos) return;
  const size_t at = FindUnquoted(line, "#", 0);
  if (at != std::string::npos) line->resize(at);
}

size_t DirectoryLength(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? 0 : slash + 1;
}

}  // namespace xb::make
