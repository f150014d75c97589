// SPDX-License-Identifier: Apache-2.0
// TextList is a list of short texts in one piece of memory, for lists that are
// made and dropped in one go: a vector of strings allocates for each of them.
// A plain value; what operator[] returns lives until the next change.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

class TextList {
 public:
  TextList() = default;
  TextList(std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts) Add(text);
  }

  void Add(std::string_view text) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
  }
  // For so many texts of so many bytes together.
  void Reserve(size_t texts, size_t bytes) {
    ends_.reserve(texts);
    bytes_.reserve(bytes);
  }

  size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  std::string_view operator[](size_t i) const {
    const size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }

  friend bool operator==(const TextList&, const TextList&) = default;

 private:
  std::string bytes_;
  std::vector<size_t> ends_;  // in bytes_, of each
};

}  // namespace xb
