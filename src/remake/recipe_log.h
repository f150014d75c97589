// SPDX-License-Identifier: Apache-2.0
// RecipeLog is what a plain xb remembers of the recipes that it has run: when,
// why, how long, by which command, and since when the target has the content
// that it has (`.xb/recipes`, misc/doc/formats.md).  It only ever grows by what
// one run appends; what is damaged, and all behind it, is forgotten.  A record
// is believed as long as its target has the time that the recipe left.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "os/disk.h"

namespace xb {

struct RecipeRun {
  std::string target;
  std::string reason;   // why it ran
  std::string command;  // see RecipeSignature, kept up to kMaxCommand bytes
  int64_t time_s = 0;   // when it began, since 1970
  int64_t duration_ms = 0;
  int32_t exit_status = 0;
  int64_t mtime_ns = 0;    // of the target then; 0: it is no file
  int64_t content_ns = 0;  // its mtime when it first had this content
  Hash128 content = {};    // zeros: nobody looked
  uint64_t signature = 0;  // of the command; 0: not known

  friend bool operator==(const RecipeRun&, const RecipeRun&) = default;
};

class RecipeLog {
 public:
  static constexpr char kPath[] = ".xb/recipes";
  static constexpr size_t kMaxCommand = 16 << 10;

  // Reads what there is.
  void Load(Disk& disk);
  // The last run that has succeeded or failed; nullptr: none is known.  Valid
  // until the next Add().
  const RecipeRun* LastOf(std::string_view target) const;
  void Add(RecipeRun run);
  // Appends what was added; a log that has grown out of proportion is written
  // anew.  What cannot be written is forgotten.
  void Save(Disk& disk);

  // The last two runs of a target, the older first.
  static std::vector<RecipeRun> RunsOf(Disk& disk, std::string_view target);

 private:
  // The newest first; before that there may be another.
  struct Kept {
    RecipeRun last;
    RecipeRun before;
  };

  // Returns how much of it is sound.
  static size_t Decode(std::string_view file, std::vector<RecipeRun>* runs);
  static void AppendRun(const RecipeRun& run, std::string* file);
  void Keep(RecipeRun run);

  std::unordered_map<std::string, Kept> kept_;
  std::string pending_;
  size_t records_ = 0;
  bool is_damaged_ = false;
};

}  // namespace xb
