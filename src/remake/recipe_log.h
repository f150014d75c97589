// SPDX-License-Identifier: Apache-2.0
// RecipeLog is what a plain xb remembers of the recipes that it has run: when,
// why, how long, by which command, and since when the target has the content
// that it has (`.xb/recipes`, misc/doc/formats.md).  It only ever grows by what
// one run appends; what is damaged, and all behind it, is forgotten.  A record
// is believed as long as its target has the time that the recipe left.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "os/disk.h"

namespace xb {

struct RecipeRun {
  // Of one that has begun: unless another record follows, nobody has seen its
  // end.
  static constexpr int32_t kBegun = -1;

  std::string target;
  std::string reason;   // why it ran
  std::string command;  // see RecipeSignature, kept up to kMaxCommand bytes
  int64_t time_s = 0;   // when it began, since 1970
  int64_t duration_ms = 0;
  int32_t exit_status = 0;
  int64_t mtime_ns = 0;    // of the target then (of a begun one, before it); 0:
                           // it is no file
  int64_t content_ns = 0;  // its mtime when it first had this content
  Hash128 content = {};    // zeros: nobody looked
  uint64_t signature = 0;  // of the command; 0: not known

  friend bool operator==(const RecipeRun&, const RecipeRun&) = default;
};

class RecipeLog {
 public:
  static constexpr char kPath[] = ".xb/recipes";
  static constexpr size_t kMaxCommand = 16 << 10;

  // Reads what there is; `disk` has to live on.
  void Load(Disk& disk);
  // The last run that has succeeded or failed; nullptr: none is known.  Valid
  // until the next Add().
  const RecipeRun* LastOf(std::string_view target) const;
  // The target's mtime when a recipe for it began whose end nobody has seen.
  std::optional<int64_t> BegunAt(std::string_view target) const;
  // Before the first command of a recipe runs, so that even one that is killed
  // together with its xb is on record.
  void Begin(const std::string& target, int64_t mtime_ns);
  void Add(RecipeRun run);
  // A log that has grown out of proportion is written anew.
  void Tidy();

  // The last two runs of a target that have ended, the older first.
  static std::vector<RecipeRun> RunsOf(Disk& disk, std::string_view target);

 private:
  // The newest first; before that there may be another.
  struct Kept {
    RecipeRun last;
    RecipeRun before;
    std::optional<int64_t> begun_at;
  };

  // Returns how much of it is sound.
  static size_t Decode(std::string_view file, std::vector<RecipeRun>* runs);
  static void AppendRun(const RecipeRun& run, std::string* file);
  void Keep(RecipeRun run);
  // What cannot be written is forgotten.
  void Append(const RecipeRun& run);
  void WriteAnew();

  Disk* disk_ = nullptr;
  std::unordered_map<std::string, Kept> kept_;
  size_t records_ = 0;
  bool is_there_ = false;
  bool is_damaged_ = false;
};

}  // namespace xb
