// SPDX-License-Identifier: Apache-2.0
// ActionRecord is what the cache knows under one key: the key covers what is
// known of an action before it runs; the record lists, for each run, the files
// that it was found to read besides, and its result.  The newest that agrees
// with the files as they are now is the answer.  A plain value; encoded in
// misc/doc/formats.md; Decode() takes bytes from anyone.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/digest.h"
#include "os/function_ref.h"

namespace xb {

struct Dependency {
  std::string path;
  Digest digest;

  friend bool operator==(const Dependency&, const Dependency&) = default;
};

// Equal for digests of one content, whatever else a key mixed into them.
bool IsSameContent(const Digest& a, const Digest& b);

// One part of what the key was made from, so that two keys can be told apart.
struct KeyPart {
  std::string name;
  uint64_t hash = 0;
  // What it is the hash of, for people; empty where that would tell them
  // nothing, or too much.
  std::string text{};

  friend bool operator==(const KeyPart&, const KeyPart&) = default;
};

class ActionRecord {
 public:
  // The oldest are forgotten.
  static constexpr size_t kMaxSets = 16;
  static constexpr size_t kMaxFiles = 1 << 20;  // in all sets
  static constexpr size_t kMaxParts = 64;
  static constexpr size_t kMaxText = 4096;  // a path or a name
  static constexpr size_t kMaxPartText = 32 << 10;

  ActionRecord() = default;
  ActionRecord(ActionRecord&&) = default;
  ActionRecord& operator=(ActionRecord&&) = default;
  ActionRecord(Digest key, std::string rule, std::vector<KeyPart> parts)
      : key_(key), rule_(std::move(rule)), parts_(std::move(parts)) {}

  const Digest& key() const { return key_; }
  const std::string& rule() const { return rule_; }
  const std::vector<KeyPart>& parts() const { return parts_; }

  size_t set_count() const { return sets_.size(); }
  const Digest& result(size_t set) const { return sets_[set].result; }
  int64_t stored_s(size_t set) const { return sets_[set].stored_s; }
  std::vector<Dependency> Dependencies(size_t set) const;

  // Puts a run in front of all others; an older one that read the same files
  // with the same content goes.  `stored_s` is the time since 1970.
  void AddFirst(std::span<const Dependency> dependencies, const Digest& result,
                int64_t stored_s);
  // Puts the runs of an older record for the same key behind those here.
  void AddOlder(const ActionRecord& older);
  // Keeps only the sets with this result.
  void KeepOnly(const Digest& result);

  // nullopt when a file is missing.
  using DigestOfPath = FunctionRef<std::optional<Digest>(std::string_view)>;
  struct Match {
    std::vector<size_t> sets;  // all that agree, newest first
    // The first file of the newest set that does not agree, when none does.
    std::string difference;
    // It is not its content that differs, see IsSameContent().
    bool is_same_content = false;
  };
  // Asks for each path at most once.
  Match Find(DigestOfPath digest_of) const;

  std::string Encode() const;
  static std::optional<ActionRecord> Decode(std::string_view bytes);

 private:
  struct File {
    uint32_t path = 0;  // in paths_
    Digest digest;
    friend bool operator==(const File&, const File&) = default;
  };
  struct Set {
    std::vector<uint32_t> files;  // in files_
    Digest result;
    int64_t stored_s = 0;
  };

  // Index of the file in files_, where it is put when it is new.
  class Index;
  // Drops paths and files that no set names any more.
  void Prune();

  Digest key_;
  std::string rule_;
  std::vector<KeyPart> parts_;
  // What the paths are views of; its elements never move.
  std::deque<std::string> texts_;
  std::vector<std::string_view> paths_;
  std::vector<File> files_;
  std::vector<Set> sets_;  // newest first
};

}  // namespace xb
