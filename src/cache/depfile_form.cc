// SPDX-License-Identifier: Apache-2.0
#include "cache/depfile_form.h"

namespace xb {
namespace {

constexpr std::string_view kBreak = "\\\n";
constexpr size_t kGccColumns = 72;
constexpr size_t kClangColumns = 75;

// What a name had before blanks, `#` and `$` in it were escaped.
size_t UnescapedSize(std::string_view word) {
  size_t size = word.size();
  for (size_t i = 0; i + 1 < word.size(); ++i) {
    const bool is_escape = (word[i] == '\\' && word[i + 1] != '\\') ||
                           (word[i] == '$' && word[i + 1] == '$');
    if (!is_escape) continue;
    --size;
    ++i;
  }
  return size;
}

// The next word of a line, with what is escaped in it; empty at the end of the
// line, which is passed.
std::string_view NextWord(std::string_view text, size_t* at) {
  for (;;) {
    if (text.substr(*at).starts_with(kBreak)) {
      *at += kBreak.size();
    } else if (*at < text.size() && text[*at] == ' ') {
      ++*at;
    } else {
      break;
    }
  }
  const size_t begin = *at;
  while (*at < text.size() && text[*at] != ' ' && text[*at] != '\n') {
    if (text[*at] == '\\' && *at + 1 < text.size()) {
      if (text[*at + 1] == '\n') break;
      ++*at;
    }
    ++*at;
  }
  const std::string_view word = text.substr(begin, *at - begin);
  if (word.empty() && *at < text.size()) ++*at;
  return word;
}

class Former {
 public:
  explicit Former(DepfileForm form) : form_(form) {}

  std::string Form(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      column_ = 0;
      is_target_ = true;
      for (;;) {
        const std::string_view word = NextWord(text, &at);
        if (word.empty()) break;
        Add(word);
      }
      // The last line has an end as well, or nobody knows this form.
      formed_ += '\n';
    }
    return std::move(formed_);
  }

 private:
  void Add(std::string_view word) {
    const bool is_last_target = is_target_ && word.ends_with(':');
    const std::string_view name =
        word.substr(0, word.size() - (is_last_target ? 1 : 0));
    if (form_ == DepfileForm::kGcc) {
      AddAsGcc(name);
    } else {
      AddAsClang(name);
    }
    if (!is_last_target) return;
    formed_ += ':';
    ++column_;
    is_target_ = false;
  }

  void AddAsGcc(std::string_view name) {
    if (column_ > 0) {
      if (column_ + name.size() > kGccColumns) {
        formed_.append(" ").append(kBreak);
        column_ = 0;
      }
      formed_ += ' ';
      ++column_;
    }
    formed_ += name;
    column_ += name.size();
  }

  void AddAsClang(std::string_view name) {
    const size_t size = UnescapedSize(name);
    if (is_target_ && column_ == 0) {
      column_ = size;
    } else if (is_target_) {
      const bool fits = column_ + size + 2 <= kClangColumns;
      formed_.append(fits ? " " : " \\\n  ");
      column_ = fits ? column_ + size + 1 : size + 2;
    } else {
      if (column_ + size + 3 > kClangColumns) {
        formed_.append(" ").append(kBreak).append(" ");
        column_ = 2;
      }
      formed_ += ' ';
      column_ += size + 1;
    }
    formed_ += name;
  }

  const DepfileForm form_;
  std::string formed_;
  size_t column_ = 0;
  bool is_target_ = true;
};

}  // namespace

std::string WithForm(std::string_view depfile, DepfileForm form) {
  if (form == DepfileForm::kAsIs) return std::string(depfile);
  return Former(form).Form(depfile);
}

DepfileForm FormOf(std::string_view depfile) {
  for (const DepfileForm form : {DepfileForm::kGcc, DepfileForm::kClang}) {
    if (WithForm(depfile, form) == depfile) return form;
  }
  return DepfileForm::kAsIs;
}

}  // namespace xb
