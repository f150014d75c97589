// SPDX-License-Identifier: Apache-2.0
#include "cache/option_words.h"

namespace xb {
namespace {

// Of @FILE in an @FILE in ...
constexpr int kMaxDepth = 8;

}  // namespace

std::string OptionWords::Walk(std::span<const std::string> options,
                              int depth) const {
  for (size_t i = 0; i < options.size(); ++i) {
    const std::string& option = options[i];
    if (option.size() < 2 || option[0] != '@') {
      const bool is_last = i + 1 == options.size();
      if (take(option, is_last ? nullptr : &options[i + 1])) ++i;
      continue;
    }
    std::string path = option.substr(1);
    const auto text = read_response(path);
    if (!text || depth >= kMaxDepth) return path;
    files.push_back(path);
    std::string unread = Walk(split(*text), depth + 1);
    if (!unread.empty()) return unread;
  }
  return {};
}

}  // namespace xb
