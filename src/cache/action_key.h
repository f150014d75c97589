// SPDX-License-Identifier: Apache-2.0
// ActionKeys makes the keys under which the result of an action is kept, from
// all that is known before it runs: its command, the directory and the
// environment as far as they can have an effect, the programs, the declared
// inputs (misc/doc/formats.md).  Thread safe: workers prepare many actions at
// a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cache/action_record.h"
#include "cache/base_dirs.h"
#include "cache/compile_command.h"
#include "cache/digest.h"
#include "cache/file_digests.h"
#include "cache/header_search.h"
#include "cache/tool_identity.h"

namespace xb {

// Gathers the named parts of one key.
class KeyBuilder {
 public:
  KeyBuilder();
  void Add(std::string name, std::string_view value) {
    Add(std::move(name), value, {});
  }
  // `text`: see KeyPart.
  void Add(std::string name, std::string_view value, std::string text);
  // Call once, last.
  Digest Finish();
  std::vector<KeyPart> TakeParts() { return std::move(parts_); }

 private:
  void Feed(std::string_view text);

  Sha256 sha_;
  uint64_t size_ = 0;
  std::vector<KeyPart> parts_;
};

// What the engine knows of an action; paths are canonical.
struct ActionFacts {
  std::string_view command;
  std::span<const std::string> inputs;  // files that can make it out of date
  std::span<const std::string> outputs;
  std::string_view depfile;
  std::string_view rspfile;
  std::string_view rspfile_content;
  bool tells_includes = false;  // see CommandQuestion
};

class ActionKeys {
 public:
  // What a user takes upon himself.
  struct Allowed {
    bool clock_macros = false;
    bool missing_system_headers = false;  // of -MMD
  };
  using Environment = std::vector<std::pair<std::string, std::string>>;
  struct Options {
    std::string working_directory{};
    std::vector<std::string> base_dirs{};
    // All variables that are set; those without an effect are left out here.
    Environment environment{};
    std::vector<std::string> more_variables{};
    Allowed allowed{};
  };
  // `digests` must outlive the object.
  ActionKeys(FileDigests& digests, Options options);

  struct Key {
    Digest digest;
    std::vector<KeyPart> parts;
    // Paths below a base directory are told as BaseDirs::Encode() does, in
    // everything that is kept under it.
    bool is_movable = false;
  };
  struct Prepared {
    std::string not_cached_because;
    CommandFacts facts;
    std::vector<Key> keys;             // in the order to look them up
    std::vector<std::string> outputs;  // declared and implied
    std::vector<std::string> inputs;   // declared and implied
    std::vector<Digest> digests;       // of `inputs`
    HeaderSearch::View view;           // where headers are looked for
    // Where headers could be found that are known of before it runs.
    uint64_t searched = 0;
    // What a source can learn of the place by __FILE__ options take from it.
    bool hides_paths = false;
    // The command names such a macro itself.
    bool asks_path = false;
    // What it finds under the names of its outputs may have a part in them.
    bool may_edit = false;
  };
  // `now_ns` as for FileDigests.
  Prepared Prepare(const ActionFacts& action, int64_t now_ns);

  // Why a file with `words` among what an action read speaks against keeping
  // its result; empty when it does not.
  std::string ObjectionTo(const CommandFacts& facts, std::string_view path,
                          SourceWords words) const;

  // What the digest of a discovered dependency is in a record: of its content
  // and of where what it asks for could be found.
  std::optional<FileDigests::Facts> Search(const Prepared& prepared,
                                           std::string_view path,
                                           int64_t now_ns);
  struct SearchTimes {
    int64_t started_ns = 0;  // of the command
    int64_t now_ns = 0;
  };
  // The same for `*digest`, of a file that was just looked at, when the
  // command has ended.  Puts all that could be found into `headers`; what it
  // returns speaks against keeping the result.
  std::string SearchAnew(const Prepared& prepared, std::string_view path,
                         const SearchTimes& times, Digest* digest,
                         std::vector<std::string>* headers);
  // The same of all of them together, once each was looked at.
  std::string ObjectionToMacros(const Prepared& prepared,
                                std::span<const std::string> paths);
  // What `outputs` are called in what is kept under `key`.
  std::vector<std::string> NamesOf(const Key& key,
                                   std::vector<std::string> outputs) const;
  // What a command of this run may have written, as its `number`th.
  void SetMade(const std::string& path, uint32_t number);

  // A result of which `path`, with `words`, was read may go under a key that
  // is movable.
  static bool MayMove(const Prepared& prepared, std::string_view path,
                      SourceWords words);

  const BaseDirs& base_dirs() const { return base_dirs_; }

 private:
  Key MakeKey(const ActionFacts& action, const Prepared& prepared,
              const std::vector<std::string>& tools, bool is_movable);
  std::string ValueOf(std::string_view name) const;
  void AddEnvironment(const CommandFacts& facts, KeyBuilder* key) const;
  std::string FindAlias() const;
  // Both: empty, or why the result is not kept.
  std::string IdentifyTools(int64_t now_ns, Prepared* prepared,
                            std::vector<std::string>* identities);
  std::string PrepareSearch(bool tells_includes, Prepared* prepared);
  bool CanMove(const CommandFacts& facts) const;
  bool HidesPaths(const CommandFacts& facts) const;
  bool IsOfSystem(const CommandFacts& facts, std::string_view path) const;

  FileDigests& digests_;
  const Options options_;
  const BaseDirs base_dirs_;
  // Searched besides those of the command: of variables, and of the system.
  const std::vector<std::string> directories_;
  HeaderSearch search_;
  ToolIdentities tools_;
  const std::string processor_;
  // PWD, where that is another name of the working directory: compilers write
  // it into what they make.  Else empty.
  const std::string alias_;
};

}  // namespace xb
