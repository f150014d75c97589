// SPDX-License-Identifier: Apache-2.0
// What a sink wrote, as text and as a terminal would show it.  Knows just the
// sequences xb writes; any other shows up on the screen and fails a test.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "status/output_stream.h"

namespace xb {

class StringStream final : public OutputStream {
 public:
  void Write(std::string_view bytes) override {
    text.append(bytes);
    ++writes;
  }
  std::string Take() { return std::exchange(text, {}); }

  std::string text;
  int writes = 0;
};

// Rows are endless downwards.
class FakeTerminal final : public OutputStream {
 public:
  explicit FakeTerminal(size_t columns) : columns_(columns) {}

  void Write(std::string_view bytes) override {
    while (!bytes.empty()) bytes.remove_prefix(Interpret(bytes));
    ++writes;
  }

  // Wraps what is too long now, as most terminals do.
  void Resize(size_t columns) {
    std::vector<std::string> rows;
    size_t cursor_row = 0;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (i == row_) cursor_row = rows.size() + column_ / columns;
      std::string_view rest = rows_[i];
      do {
        rows.emplace_back(rest.substr(0, columns));
        rest.remove_prefix(rows.back().size());
      } while (!rest.empty());
    }
    rows_ = std::move(rows);
    row_ = cursor_row;
    column_ %= columns;
    columns_ = columns;
  }

  // Every row with a newline; rows without text at the end are left out.
  std::string Screen() const {
    std::string screen;
    size_t count = rows_.size();
    while (count > 0 && Trimmed(rows_[count - 1]).empty()) --count;
    for (size_t i = 0; i < count; ++i) screen += Trimmed(rows_[i]) + "\n";
    return screen;
  }

  size_t column() const { return column_; }

  int writes = 0;

 private:
  static std::string Trimmed(const std::string& row) {
    return row.substr(0, row.find_last_not_of(' ') + 1);
  }

  // Returns how many bytes it took.
  size_t Interpret(std::string_view bytes) {
    if (bytes[0] == '\x1b') {
      size_t length = 2;
      while (length < bytes.size() && !isalpha(bytes[length])) ++length;
      Escape(bytes.substr(2, length - 2), bytes[length]);
      return length + 1;
    }
    if (bytes[0] == '\r') {
      column_ = 0;
    } else if (bytes[0] == '\n') {
      NextRow();
    } else {
      Put(bytes[0]);
    }
    return 1;
  }

  void Escape(std::string_view parameter, char letter) {
    std::string& row = rows_[row_];
    if (letter == 'K' || letter == 'J') {
      row.resize(std::min(row.size(), column_));
      if (letter == 'J') rows_.resize(row_ + 1);
    } else if (letter == 'A') {
      row_ -= std::min<size_t>(row_, std::stoul(std::string(parameter)));
    } else if (parameter == "?7") {
      wrap_ = letter == 'h';
    } else if (letter != 'm') {
      for (const char c : std::string_view("<unknown sequence>")) Put(c);
    }
  }

  void NextRow() {
    column_ = 0;
    if (++row_ == rows_.size()) rows_.emplace_back();
  }

  void Put(char c) {
    // Only the byte after the last column wraps, as on a real terminal.
    if (column_ == columns_ && wrap_) NextRow();
    const size_t at = std::min(column_, columns_ - 1);
    std::string& row = rows_[row_];
    if (row.size() <= at) row.resize(at + 1, ' ');
    row[at] = c;
    column_ = std::min(at + 1, columns_);
  }

  size_t columns_;
  std::vector<std::string> rows_ = {""};
  size_t row_ = 0;
  size_t column_ = 0;
  bool wrap_ = true;
};

}  // namespace xb
