// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/file_names.h"

#include <utility>

#include "manifest/make/glob.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

class NameParser {
 public:
  NameParser(World& world, std::string_view text, std::string_view stops,
             Wildcards wildcards)
      : world_(world), text_(text), stops_(stops), wildcards_(wildcards) {}

  std::vector<std::string> Parse() {
    for (;;) {
      while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
      if (at_ == text_.size() || IsStop(text_[at_])) break;
      TakeName(Word());
    }
    return std::move(names_);
  }
  size_t length() const { return at_; }

 private:
  bool IsStop(char c) const { return stops_.find(c) != std::string_view::npos; }

  std::string Word() {
    std::string word;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (IsSpace(c) || IsStop(c)) {
        // An odd number of backslashes makes it part of the name.
        size_t slashes = 0;
        while (slashes < word.size() &&
               word[word.size() - 1 - slashes] == '\\') {
          ++slashes;
        }
        word.resize(word.size() - (slashes - slashes / 2));
        if (slashes % 2 == 0) {
          return word;
        }
      }
      word += c;
      ++at_;
    }
    return word;
  }

  // `./x` is called `x`.
  static std::string_view WithoutDot(std::string_view name) {
    while (name.size() > 2 && name[0] == '.' && name[1] == '/') {
      std::string_view rest = name.substr(2);
      while (!rest.empty() && rest[0] == '/') rest.remove_prefix(1);
      if (rest.empty()) return "./";
      name = rest;
    }
    return name;
  }

  void TakeName(const std::string& word) {
    std::string name(WithoutDot(word));
    if (!name.empty() && name[0] == '~') name = ExpandTilde(world_, name);
    if (ContinuesArchive(name)) return;
    Add(std::move(name));
  }

  // `lib(a b c)` comes as `lib(a`, `b` and `c)`.
  bool ContinuesArchive(const std::string& name) {
    if (!archive_.empty()) {
      if (name == ")") {
        archive_.clear();
        return true;
      }
      const bool ends = name.back() == ')';
      Add(archive_ + "(" + name + (ends ? "" : ")"));
      if (ends) archive_.clear();
      return true;
    }
    const size_t open = name.find('(');
    if (open == std::string::npos || open == 0 || name.back() == ')' ||
        text_.find(')', at_) == std::string_view::npos) {
      return false;
    }
    archive_ = name.substr(0, open);
    if (open + 1 < name.size()) Add(name + ")");
    return true;
  }

  void Add(std::string name) {
    if (wildcards_ == Wildcards::kKeep || !HasWildcards(name)) {
      names_.push_back(std::move(name));
      return;
    }
    std::vector<std::string> found = Glob(world_, name);
    if (found.empty()) found.push_back(std::move(name));
    for (std::string& one : found) names_.push_back(std::move(one));
  }

  World& world_;
  std::string_view text_;
  std::string_view stops_;
  Wildcards wildcards_;
  size_t at_ = 0;
  std::string archive_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> ParseNames(World& world, std::string_view text,
                                    std::string_view stops, Wildcards wildcards,
                                    size_t* length) {
  NameParser parser(world, text, stops, wildcards);
  std::vector<std::string> names = parser.Parse();
  if (length != nullptr) *length = parser.length();
  return names;
}

bool IsArchiveName(std::string_view name) {
  const size_t open = name.find('(');
  return open != std::string_view::npos && open != 0 && name.back() == ')' &&
         open + 2 < name.size();
}

ArchiveName SplitArchiveName(std::string_view name) {
  const size_t open = name.find('(');
  return {.archive = std::string(name.substr(0, open)),
          .member = std::string(name.substr(open + 1, name.size() - open - 2))};
}

}  // namespace xb::make
