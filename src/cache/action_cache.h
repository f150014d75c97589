// SPDX-License-Identifier: Apache-2.0
// ActionCache remembers what actions made, by key and discovered
// dependencies, for every build directory, process and machine that shares its
// directory.  Nothing that is missing, damaged or forged is an error: it is a
// miss.  Thread safe; the engine calls it from worker threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cache/action_record.h"
#include "cache/action_result.h"
#include "cache/blob_store.h"
#include "cache/link_store.h"
#include "cache/record_file.h"
#include "os/clock.h"

namespace xb {

enum class MissReason {
  kNone,          // a hit
  kNoRecord,      // the key is not known
  kDependencies,  // known with other content of a discovered dependency
  kUntrusted,     // not signed with our key
  kDamaged,       // what is there cannot be read; it was removed
  kLost,          // a blob of the result is gone or was damaged
  kElsewhere,     // what was found cannot be told of this directory
  kChanged,       // what it reads changes meanwhile
  kFailed,        // it was run to be compared, and failed
};

// One word for statistics; none for kNone.
std::string_view NameOf(MissReason reason);

class ActionCache {
 public:
  struct Options {
    std::string directory{};
    // Read first, and the only one that is written.
    std::string scope = "main";
    // Read next, in this order.
    std::vector<std::string> fallbacks{};
    bool write = true;
    // Records without its signature are refused, and what is stored is signed.
    // Reads then check SHA-256.  Empty: no signatures.
    std::string signing_key{};
    // Outputs come back as hard links where Restore() allows it; see LinkStore.
    // Not without `write`.
    bool hard_links = false;
    uint64_t compress_from = BlobStore::kCompressFrom;
    // Where outputs are written before they get their names: a directory on
    // their file system in which nobody minds what a killed process left.
    // Empty, or on another file system: beside the output.
    std::string staging{};
  };

  // An error for a scope without a usable name, or when `write` and the
  // directory cannot be made.  `clock` must outlive the object.
  static Result<std::unique_ptr<ActionCache>> Open(Options options,
                                                   Clock& clock);

  bool can_write() const { return options_.write; }
  const BlobStore& blobs() const { return blobs_; }
  const LinkStore& links() const { return links_; }
  const Layout& layout() const { return blobs_.layout(); }
  const Options& options() const { return options_; }

  struct Lookup {
    std::optional<ActionResult> result{};
    Digest result_digest{};  // of a hit
    std::string scope{};     // where it was found
    MissReason reason = MissReason::kNone;
    // The dependency that differs from the newest run, for kDependencies.
    std::string detail{};
    // That is in what it could find, and not in itself.
    bool is_same_content = false;
  };
  // `declared` are the outputs of the action: a result that would lead outside
  // of the working directory elsewhere is none.
  Lookup Find(const Digest& key, std::span<const std::string> declared,
              ActionRecord::DigestOfPath digest_of) const;

  // Puts the outputs in place: first all of them under temporary names, then
  // all renames, so that a blob that is lost changes nothing.  nullopt when
  // one is lost: the action has to run.  An output that is not `declared`, or
  // that cannot be written, is an error.
  struct Restored {
    std::string text;      // what the action printed
    uint64_t bytes = 0;    // of the outputs
    uint32_t clones = 0;   // outputs that share the blocks of their blobs
    uint64_t written = 0;  // added to the cache on disk
  };
  // Plain files may be hard links if options() wants them: who runs the action
  // must take them from there before.
  struct Linkable {
    std::span<const std::string> outputs{};
    int64_t newest_input_ns = 0;  // they must not look older
  };
  Result<std::optional<Restored>> Restore(const ActionResult& result,
                                          std::span<const std::string> declared,
                                          const Linkable& linkable) const;
  Result<std::optional<Restored>> Restore(
      const ActionResult& result, std::span<const std::string> declared) const {
    return Restore(result, declared, {});
  }

  struct Request {
    Digest key{};
    std::vector<KeyPart> parts{};
    std::string rule{};
    // Discovered dependencies with what they contained before the action ran.
    std::vector<Dependency> dependencies{};
    std::vector<std::string> outputs{};
    // What they are called in the result; nothing: by their paths.
    std::vector<std::string> names{};
    int32_t exit_status = 0;
    int64_t duration_ms = 0;
    std::string text{};
    std::optional<std::string> depfile{};
    DepfileForm depfile_form = DepfileForm::kAsIs;
    // Asked when all outputs were read: false keeps nothing of it.
    std::function<bool()> still_holds{};
  };
  struct Stored {
    ActionResult result;
    Digest result_digest;
    uint64_t written = 0;  // bytes added on disk
  };
  // An error when an output is neither a regular file nor a symbolic link.
  // Only when can_write().
  Result<Stored> Store(const Request& request) const;

  // The record of one scope, for tools that explain; no use of it.
  struct Peeked {
    bool exists = false;
    DecodedRecord decoded;
  };
  Peeked PeekRecord(const std::string& scope, const Digest& key) const;
  // Takes over a record that another cache made, with the runs known here in
  // front of its own; false when it is not a sound record of `key` in `scope`,
  // or not signed as it should be.  Merging signs anew.
  Result<bool> ImportRecord(const std::string& scope, const Digest& key,
                            std::string_view bytes) const;
  // Own scope, then fallbacks.
  std::vector<std::string> ReadChain() const;

 private:
  struct Scope {
    std::string name;
    std::string encoded;
  };

  ActionCache(Options options, std::vector<Scope> scopes, Clock& clock);

  // nullopt when there is none.
  std::optional<DecodedRecord> Load(const Scope& scope, const Digest& key,
                                    bool is_use) const;
  // The first of these sets whose result is whole.
  bool TakeResult(const ActionRecord& record, const std::vector<size_t>& sets,
                  std::span<const std::string> declared, Lookup* lookup) const;
  // A temporary with what `output` names; nullopt when its blob is lost.
  struct Prepared {
    TemporaryFile file;
    bool is_clone = false;
    uint64_t written = 0;
  };
  Result<std::optional<Prepared>> Prepare(const ActionOutput& output,
                                          const std::string& prefix,
                                          const Linkable& linkable) const;
  Result<ActionOutput> StoreOutput(const std::string& path,
                                   uint64_t* written) const;
  Status StoreRecord(const Request& request, const Digest& result,
                     uint64_t* written) const;
  Status WriteRecord(const Scope& scope, const Digest& key,
                     std::string_view bytes) const;

  Options options_;
  std::vector<Scope> scopes_;  // own first
  Clock* clock_;
  BlobStore blobs_;
  uint32_t umask_;
  LinkStore links_;
};

}  // namespace xb
