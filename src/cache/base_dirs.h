// SPDX-License-Identifier: Apache-2.0
// BaseDirs makes texts that name absolute paths mean the same in another
// working directory: below the directories that a user called `base_dir`, a
// path is told by how far up from the working directory it begins.  An
// immutable value, any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

class BaseDirs {
 public:
  // `base_dirs` that are no absolute path, are `/`, or do not hold
  // `working_directory` (which has no link in it) have no effect; none has
  // when that has characters which a depfile or a shell would escape.
  BaseDirs(std::string working_directory,
           std::span<const std::string> base_dirs);

  bool empty() const { return ancestors_.empty(); }
  const std::string& working_directory() const { return working_directory_; }

  // Directories from the working directory up to the highest base become
  // `\x01` and a digit.  nullopt when `text` has a \x01 already.
  std::optional<std::string> Encode(std::string_view text) const;
  // For whatever working directory this is of; nullopt when that is not deep
  // enough, or `text` is not of Encode().
  std::optional<std::string> Decode(std::string_view text) const;

  // Encode() would tell some of it in another way.
  bool Changes(std::string_view text) const;
  // One of those that Encode() has a digit for, with or without a `/` behind.
  bool IsMoved(std::string_view directory) const;

  // `bytes` name the base directory that is highest.
  bool IsNamedIn(std::string_view bytes) const;

 private:
  // The index in ancestors_ of the longest that begins at `at`, or their
  // number.
  size_t LongestAt(std::string_view text, size_t at) const;

  std::string working_directory_;
  std::vector<std::string> ancestors_;  // itself, its parent, ...
};

}  // namespace xb
