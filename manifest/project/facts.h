// SPDX-License-Identifier: Apache-2.0
// Facts: everything that a build.xb was made from, kept in `.xb/project`
// (misc/doc/formats.md), so that the next run need not read the project file.
// It is only a cache: whatever is odd about it makes it nothing, and the
// manifest is made again.  Loop thread only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "manifest/project/glob.h"
#include "manifest/project/option_section.h"
#include "manifest/project/world.h"

namespace xb::project {

struct Facts {
  struct File {
    FileStat stat;  // all zero: so young that it may change without a trace
    Hash128 digest;
  };
  struct Listing {
    FileStat stat;  // of the directory; as above
    uint64_t digest = 0;
  };

  std::string key;  // xb's version, the directory
  // Of the project, and what was chosen of them.
  std::vector<std::string> option_names;
  OptionValues chosen;
  // Whose compilers were looked for.
  std::vector<std::string> profiles;
  std::map<std::string, File> files;  // what was read and what was written
  std::map<std::string, std::optional<std::string>> environment;
  std::map<std::string, std::optional<std::string>> programs;
  std::map<ListingQuery, Listing> listings;
  // For commands: tests, and what `xb run` runs, by its place in a build
  // directory.
  std::string build_dir;
  std::vector<std::string> names;  // of targets and steps
  std::vector<std::string> tests;
  std::map<std::string, std::string> programs_made;

  std::string Encode() const;
  // nullopt for what is damaged or of another version.
  static std::optional<Facts> Decode(std::string_view bytes);
};

enum class FactsState : uint8_t {
  kHold,
  kHoldAnew,  // they do, with stats that should be written down
  kStale,
};

// Whether all of them still hold; updates the stats in `facts`.
Result<FactsState> CheckFacts(World& world, Facts* facts);

// The stat of a file or directory, or nothing if a change since might not show.
FileStat SettledStat(const FileStat& stat, int64_t now_ns);

// Notes every answer of another world.
class NotingWorld final : public World {
 public:
  NotingWorld(World& world, Facts* facts) : world_(world), facts_(facts) {}

  Disk& disk() override { return world_.disk(); }
  Result<std::optional<std::vector<DirectoryName>>> List(
      const std::string& directory) override;
  std::optional<std::string> GetEnv(const std::string& name) override;
  std::optional<std::string> FindProgram(const std::string& name) override;
  // Not noted: what it depends on is only known to the caller.
  Result<ToolAnswer> Run(const std::vector<std::string>& words) override {
    return world_.Run(words);
  }
  void Depend(const std::string& path) override;
  int64_t NowNs() override { return world_.NowNs(); }

  // After everything was asked: the answers to `listings`.
  void NoteListings(const std::map<ListingQuery, ListingAnswer>& listings);
  Status NoteFile(const std::string& path);

 private:
  World& world_;
  Facts* const facts_;
  // From before they were listed.
  std::map<std::string, FileStat> directories_;
};

}  // namespace xb::project
