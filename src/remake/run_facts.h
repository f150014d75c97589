// SPDX-License-Identifier: Apache-2.0
// RunFacts is all that one run of make has asked of the world, what the world
// said, and what the run did in return.  Make is a function of these answers:
// whoever gets the same again does the same.  A value; a RunRecorder fills it,
// a RunStamp keeps it on disk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/disk.h"
#include "remake/environment_view.h"

namespace xb {

// What happened in a run, in order.
struct RunEvent {
  enum class Kind : uint8_t {
    kOut,    // `text` was printed
    kErr,    // also, on stderr
    kShell,  // $(shell) ran `words`; it printed `text`
    kMake,   // a recipe ran `words`, a make that found nothing to do
  };
  Kind kind = Kind::kOut;
  std::string text = {};
  std::vector<std::string> words = {};
  EnvironmentChange environment = {};
  int exit_status = 0;
  std::string error = {};  // why the shell could not be started
  bool is_pure = false;    // facts about files say what the shell would print
};

struct RunFacts {
  // In `paths`.  A `stat` with a ctime of 0: only the mtime counts; 0 is
  // missing, -1 cannot be looked at.
  struct SeenFile {
    uint32_t offset = 0;
    uint32_t size = 0;
    FileStat stat;
  };
  struct SeenMissing {
    uint32_t offset = 0;
    uint32_t size = 0;
  };
  struct SeenListing {
    std::string directory;
    uint64_t hash = 0;  // of the names
  };
  // nullopt: there was no answer.
  struct SeenText {
    std::string question;
    std::optional<std::string> answer;
  };
  struct SeenName {
    std::string path;
    bool exists = false;
  };
  // A variable that the Makefiles know: whether the environment has it.
  struct KnownName {
    std::string name;
    bool is_there = false;
  };

  std::string paths;
  std::vector<SeenFile> files;
  std::vector<SeenMissing> missing;
  std::vector<SeenListing> listings;
  std::vector<SeenName> names;       // of links as well
  std::vector<SeenText> real_paths;  // path -> real path
  std::vector<SeenText> homes;       // user -> directory
  std::vector<SeenText> variables;   // of the environment
  std::vector<KnownName> known_names;
  std::optional<std::string> system;  // as uname(2) tells it
  std::vector<RunEvent> events;
  int exit_status = 0;

  std::string_view PathOf(const SeenFile& file) const {
    return std::string_view(paths).substr(file.offset, file.size);
  }
  std::string_view PathOf(const SeenMissing& file) const {
    return std::string_view(paths).substr(file.offset, file.size);
  }
  size_t file_count() const { return files.size() + missing.size(); }
};

// Of a listing: the names but `.xb`, in no particular order.
uint64_t HashNames(std::vector<std::string> names);

}  // namespace xb
