// SPDX-License-Identifier: Apache-2.0
// ContentBatch: one payload of `.xb/content` (misc/doc/formats.md), taken apart
// and checked as a whole, before anything of it is believed.  It views the
// bytes it was parsed from.  Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "history/build_log_decoder.h"
#include "history/content_log.h"
#include "history/frames.h"

namespace xb {

inline constexpr FramesHeader kContentFileHeader = {
    {'#', ' ', 'x', 'b', ' ', 'd', 'i', 'g', 'e', 's', 't', '\n'}, 2, 0};
inline constexpr size_t kMaxContentPayload = 64 << 20;
inline constexpr size_t kMaxContentPath = 64 << 10;

// A payload begins with this; the tables follow in this order, the paths one
// after the other at the end.  Paths and versions are numbered in the frame.
struct BatchHeader {
  uint32_t versions;
  uint32_t seen;
  uint32_t runs;
  uint32_t outputs;
  uint32_t inputs;
  uint32_t paths;
};
static_assert(sizeof(BatchHeader) == 24);

struct BatchVersion {
  Hash128 digest;
  uint32_t path;
  uint32_t reserved;
};
static_assert(sizeof(BatchVersion) == 24);

struct BatchSeen {
  FileStamp stamp;
  uint32_t version;
  uint32_t reserved;
};
static_assert(sizeof(BatchSeen) == 40);

struct BatchRun {
  LogEntry entry;
  uint64_t environment;
  uint32_t path;
  uint32_t outputs;
  uint32_t inputs;
  uint32_t place;
};
static_assert(sizeof(BatchRun) == 48);

struct BatchOutput {
  int64_t size;
  int64_t mtime_ns;
  int64_t ctime_ns;
  uint64_t inode;
  uint32_t path;
  uint32_t version;  // kNoIndex = none
};
static_assert(sizeof(BatchOutput) == 40);

class ContentBatch {
 public:
  // Rows, which may lie at any address.
  template <typename T>
  class Table {
   public:
    bool Take(std::string_view* text, size_t count) {
      std::string_view bytes;
      if (text->size() / sizeof(T) < count ||
          !TakeString(text, count * sizeof(T), &bytes)) {
        return false;
      }
      bytes_ = bytes;
      return true;
    }
    size_t size() const { return bytes_.size() / sizeof(T); }
    T operator[](size_t i) const {
      T value;
      std::memcpy(&value, bytes_.data() + i * sizeof(T), sizeof(T));
      return value;
    }

   private:
    std::string_view bytes_;
  };

  // False when `payload` is not exactly of the form; then nothing may be asked
  // for.  Otherwise every number is within its table, and the outputs and
  // inputs are those of the runs, one after the other.
  bool Parse(std::string_view payload) {
    return TakeTables(payload) && IsConsistent();
  }

  const Table<BatchVersion>& versions() const { return versions_; }
  const Table<BatchSeen>& seen() const { return seen_; }
  const Table<BatchRun>& runs() const { return runs_; }
  const Table<BatchOutput>& outputs() const { return outputs_; }
  const Table<uint32_t>& inputs() const { return inputs_; }
  const std::vector<std::string_view>& paths() const { return paths_; }

 private:
  bool TakeTables(std::string_view payload);
  bool IsConsistent() const;

  Table<BatchVersion> versions_;
  Table<BatchSeen> seen_;
  Table<BatchRun> runs_;
  Table<BatchOutput> outputs_;
  Table<uint32_t> inputs_;
  std::vector<std::string_view> paths_;
};

}  // namespace xb
