// SPDX-License-Identifier: Apache-2.0
#include "engine/depfile_parser.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/hash.h"

namespace xb {
namespace {

// Bytes that stand for themselves in a name, whatever is around them.
constexpr std::array<bool, 256> MakePlainBytes() {
  std::array<bool, 256> plain{};
  for (int i = 0; i < 256; ++i) {
    plain[static_cast<size_t>(i)] = (i >= 'a' && i <= 'z') ||
                                    (i >= 'A' && i <= 'Z') ||
                                    (i >= '0' && i <= '9') || i >= 0x80;
  }
  for (const char c : std::string_view("+?\"'&,/_:.~()}{%=@[]!-")) {
    plain[static_cast<unsigned char>(c)] = true;
  }
  return plain;
}

constexpr std::array<bool, 256> kPlain = MakePlainBytes();

bool IsPlain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

// What came after a name.
enum class End { kSeparator, kNewline };

// Takes names from a buffer that ends with a NUL byte, writing each over its
// escaped form.
class NameReader {
 public:
  NameReader(char* begin, char* end) : in_(begin), end_(end) {}

  bool at_end() const { return in_ >= end_; }

  // The next name, empty between two separators.
  std::string_view Read(End* end) {
    char* const name = in_;
    out_ = in_;
    *end = ReadPieces();
    return {name, static_cast<size_t>(out_ - name)};
  }

 private:
  End ReadPieces() {
    for (;;) {
      char* const start = in_;
      while (IsPlain(*in_)) ++in_;
      Keep(start, in_);
      switch (*in_) {
        case '\\':
          if (std::optional<End> end = ReadBackslashes()) return *end;
          break;
        case '$':
          // A single dollar does not belong to a name.
          ++in_;
          if (*in_ != '$') return End::kSeparator;
          ++in_;
          *out_++ = '$';
          break;
        case '\r':
          ++in_;
          if (*in_ != '\n') return End::kSeparator;
          [[fallthrough]];
        case '\n':
          ++in_;
          return End::kNewline;
        default:
          ++in_;
          return End::kSeparator;
      }
    }
  }

  // A run of backslashes and what it escapes.  The end of the name if that is
  // what it was.
  std::optional<End> ReadBackslashes() {
    char* const start = in_;
    while (*in_ == '\\') ++in_;
    const size_t run = static_cast<size_t>(in_ - start);
    switch (*in_) {
      case ' ':
        ++in_;
        if (run % 2 == 0) {
          // A path that ends in backslashes, and the space after it.
          Keep(start, start + run);
          return End::kSeparator;
        }
        Keep(start, start + run / 2);
        *out_++ = ' ';
        return std::nullopt;
      case '#':
        ++in_;
        Keep(start, start + run - 1);
        *out_++ = '#';
        return std::nullopt;
      case ':':
        return ReadColon(start, run);
      case '\r':
      case '\n':
      case '\0':
        return ReadBackslashesAtEndOfLine(start, run);
      default:
        ++in_;
        Keep(start, in_);
        return std::nullopt;
    }
  }

  // `\:` is an escaped colon, except where the colon ends a target whose last
  // byte is a backslash.
  std::optional<End> ReadColon(char* start, size_t run) {
    const char next = in_[1];
    if (next != '\0' && std::strchr(" \t\r\n", next) == nullptr) {
      ++in_;
      Keep(start, start + run - 1);
      *out_++ = ':';
      return std::nullopt;
    }
    Keep(start, in_ + 1);
    in_ += 2;
    return next == '\n' ? End::kNewline : End::kSeparator;
  }

  std::optional<End> ReadBackslashesAtEndOfLine(char* start, size_t run) {
    if (run > 1) {
      Keep(start, in_);
      return std::nullopt;
    }
    // A continued line separates names but does not end the rule.
    if (in_[0] == '\n') {
      ++in_;
    } else if (in_[0] == '\r' && in_[1] == '\n') {
      in_ += 2;
    }
    return End::kSeparator;
  }

  void Keep(const char* from, const char* to) {
    const size_t size = static_cast<size_t>(to - from);
    if (out_ != from) std::memmove(out_, from, size);
    out_ += size;
  }

  char* in_;
  char* const end_;
  char* out_ = nullptr;
};

// Adds names to a list, each once.
class NameSet {
 public:
  explicit NameSet(std::vector<std::string_view>* names)
      : names_(names), slots_(64, 0) {}

  bool Contains(std::string_view name) const {
    return slots_[SlotOf(name)] != 0;
  }

  void Add(std::string_view name) {
    size_t slot = SlotOf(name);
    if (slots_[slot] != 0) return;
    names_->push_back(name);
    if (names_->size() * 2 > slots_.size()) {
      Grow();
    } else {
      slots_[slot] = static_cast<uint32_t>(names_->size());
    }
  }

 private:
  // Where `name` is, or the free slot where it belongs.
  size_t SlotOf(std::string_view name) const {
    const size_t mask = slots_.size() - 1;
    size_t slot = Xxh3(name) & mask;
    while (slots_[slot] != 0 && (*names_)[slots_[slot] - 1] != name) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void Grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (size_t i = 0; i < names_->size(); ++i) {
      slots_[SlotOf((*names_)[i])] = static_cast<uint32_t>(i + 1);
    }
  }

  std::vector<std::string_view>* const names_;
  std::vector<uint32_t> slots_;  // 1 + index into names_; 0 = free
};

}  // namespace

Status ParseDepfile(std::string* buffer, DepfileContent* content) {
  content->outputs.clear();
  content->inputs.clear();
  NameReader reader(buffer->data(), buffer->data() + buffer->size());
  NameSet outputs(&content->outputs);
  NameSet inputs(&content->inputs);
  bool is_empty = true;
  bool seen_colon = false;
  // Of the current rule:
  bool in_targets = true;
  bool has_input_as_target = false;
  while (!reader.at_end()) {
    End end;
    std::string_view name = reader.Read(&end);
    const bool is_target = in_targets;
    if (!name.empty() && name.back() == ':') {
      name.remove_suffix(1);
      in_targets = false;
      seen_colon = true;
    }
    if (!name.empty()) {
      is_empty = false;
      const bool is_known_input = inputs.Contains(name);
      if (is_target && is_known_input) {
        // -MP adds an empty rule for each header.
        has_input_as_target = true;
      } else if (is_target) {
        outputs.Add(name);
      } else if (!is_known_input) {
        if (has_input_as_target) {
          return MakeError("inputs may not also have inputs");
        }
        inputs.Add(name);
      }
    }
    if (end == End::kNewline) {
      in_targets = true;
      has_input_as_target = false;
    }
  }
  if (!seen_colon && !is_empty) return MakeError("expected ':' in depfile");
  return Ok();
}

}  // namespace xb
