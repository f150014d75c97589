// SPDX-License-Identifier: Apache-2.0
// Profiles: the `profile` blocks of a manifest and which of them are chosen.
// The manifest is read once for each that is chosen; the first of these
// readings decides.  All blocks must have been read before the first statement
// that they could change the meaning of.  Belongs to a Load; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/ninja/lexer.h"
#include "manifest/ninja/load_options.h"

namespace xb::ninja {

struct ProfileBlock {
  struct Line {
    std::string name;
    RawText value;
  };

  std::string name;
  std::string parent;  // empty: none
  SourcePosition position;
  SourcePosition parent_position;
  std::vector<Line> lines;
};

class Profiles {
 public:
  explicit Profiles(const LoadOptions& options) : options_(options) {}

  // Forgets the blocks, not what was chosen.  `reading` counts from 0.
  void BeginReading(size_t reading);

  // The same words, for as long as the reading takes.
  RawText Keep(const RawText& raw);
  Status Add(ProfileBlock block);
  Status SetDefault(std::string name, SourcePosition position);

  bool has_blocks() const { return !blocks_.empty(); }
  const std::deque<ProfileBlock>& blocks() const { return blocks_; }
  // There are blocks, and none of them counts yet.
  bool is_open() const { return !is_settled_ && has_blocks(); }
  bool is_settled() const { return is_settled_; }
  // From here on no block is added.  Finds circles and unknown names.
  Status Settle();
  // Without blocks: whether some were needed.
  Status CheckWishes() const;

  // After Settle(): those that are read in turn.
  const std::vector<std::string>& chosen() const { return chosen_; }
  const std::string& current() const { return chosen_[reading_]; }
  // What the current one consists of, its last parent first.
  std::vector<const ProfileBlock*> Chain() const;

 private:
  const ProfileBlock* Find(std::string_view name) const;
  std::string Nearest(std::string_view name, bool with_others) const;
  Status CheckParents(const ProfileBlock& block) const;
  Status Choose();
  Error Unknown(const std::string& name) const;

  const LoadOptions& options_;
  size_t reading_ = 0;
  std::deque<ProfileBlock> blocks_;
  std::deque<std::string> texts_;
  std::optional<std::string> default_;
  SourcePosition default_position_;
  bool is_settled_ = false;
  std::vector<std::string> chosen_;
};

// The error at `position`.
Error ErrorAt(SourcePosition position, std::string message,
              std::string hint = {});

}  // namespace xb::ninja
