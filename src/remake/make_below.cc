// SPDX-License-Identifier: Apache-2.0
#include "remake/make_below.h"

#include <algorithm>
#include <cstddef>

#include "manifest/make/words.h"

namespace xb {
namespace {

// Such words mean themselves to every shell.
bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') ||
           std::string_view("_-./=+:,@%").find(c) != std::string_view::npos;
  });
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : make::SplitWords(text)) {
    words.emplace_back(word);
  }
  return words;
}

// Behind the words of `command`; nullopt when they are not there.
std::optional<std::vector<std::string>> After(
    const std::vector<std::string>& words,
    const std::vector<std::string>& command) {
  if (command.empty() || words.size() < command.size() ||
      !std::equal(command.begin(), command.end(), words.begin())) {
    return std::nullopt;
  }
  return std::vector<std::string>(
      words.begin() + static_cast<ptrdiff_t>(command.size()), words.end());
}

}  // namespace

std::optional<MakeBelow> AsMakeBelow(const std::vector<std::string>& words,
                                     std::string_view command) {
  const std::vector<std::string> own = WordsOf(command);
  if (auto arguments = After(words, own)) {
    return MakeBelow{
        .directory = {}, .program = own[0], .arguments = *std::move(arguments)};
  }
  if (words.size() != 3 || words[0] != "/bin/sh" || words[1] != "-c") {
    return std::nullopt;
  }
  std::vector<std::string> inside = WordsOf(words[2]);
  if (inside.size() < 4 || inside[0] != "cd" || inside[2] != "&&" ||
      words[2].find('\n') != std::string::npos || inside[1][0] == '-') {
    return std::nullopt;
  }
  const std::string directory = inside[1];
  inside.erase(inside.begin(), inside.begin() + 3);
  if (!IsPlain(directory) ||
      !std::all_of(inside.begin(), inside.end(), IsPlain) ||
      // It would be set for the command and not be its name.
      inside[0].find('=') != std::string::npos) {
    return std::nullopt;
  }
  auto arguments = After(inside, own);
  if (!arguments) return std::nullopt;
  return MakeBelow{.directory = directory,
                   .program = own[0],
                   .arguments = *std::move(arguments)};
}

}  // namespace xb
