// SPDX-License-Identifier: Apache-2.0
// Arrays whose first part somebody else keeps in memory (a mapped file), so
// that nothing is copied for those who only read.  The lender must outlive
// them.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace xb {

// Is copied as a whole before the first change.
template <typename T>
class CowVector {
 public:
  CowVector() = default;
  explicit CowVector(std::span<const T> lent) : lent_(lent), is_lent_(true) {}

  size_t size() const { return view().size(); }
  bool empty() const { return size() == 0; }
  const T& operator[](size_t i) const { return view()[i]; }
  std::span<const T> view() const {
    return is_lent_ ? lent_ : std::span<const T>(own_);
  }
  auto begin() const { return view().begin(); }
  auto end() const { return view().end(); }

  // Call it again after each pause: reading is cheaper than this.
  std::vector<T>& Mutable() {
    if (is_lent_) {
      own_.assign(lent_.begin(), lent_.end());
      is_lent_ = false;
    }
    return own_;
  }
  void clear() {
    own_.clear();
    is_lent_ = false;
  }

 private:
  std::span<const T> lent_;
  std::vector<T> own_;
  bool is_lent_ = false;
};

// Only grows; what was lent stays where it is.
template <typename T>
class AppendVector {
 public:
  AppendVector() = default;
  explicit AppendVector(std::span<const T> lent) : lent_(lent) {}

  size_t size() const { return lent_.size() + own_.size(); }
  // A run that was appended as one piece.
  std::span<const T> Slice(size_t begin, size_t size) const {
    if (begin < lent_.size()) return lent_.subspan(begin, size);
    return std::span<const T>(own_).subspan(begin - lent_.size(), size);
  }
  void Append(const T& value) { own_.push_back(value); }
  void Append(std::span<const T> values) {
    own_.insert(own_.end(), values.begin(), values.end());
  }
  void Append(std::vector<T> values) {
    if (own_.empty()) {
      own_ = std::move(values);
    } else {
      Append(std::span<const T>(values));
    }
  }
  // Not below what was lent.
  void Shrink(size_t size) { own_.resize(size - lent_.size()); }
  void Reserve(size_t size) { own_.reserve(size); }
  void Clear() {
    lent_ = {};
    own_.clear();
  }
  std::span<const T> lent() const { return lent_; }
  std::span<const T> own() const { return own_; }

 private:
  std::span<const T> lent_;
  std::vector<T> own_;
};

}  // namespace xb
