// SPDX-License-Identifier: Apache-2.0
#include "cache/action_cache.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "os/disk.h"
#include "os/file_tree.h"
#include "os/input_file.h"

namespace xb {
namespace {

constexpr uint32_t kTypeMask = 0170000;
constexpr uint32_t kRegular = 0100000;
constexpr uint32_t kSymlink = 0120000;
constexpr uint32_t kPermissions = 0777;
constexpr uint32_t kPlainFile = 0666;
constexpr uint32_t kProgram = 0777;
constexpr std::string_view kTemporarySuffix = ".xb-";
// Stands in the way of a directory of another version of the formats.
constexpr std::string_view kVersionDirectory = "/v1";
// Tells backup programs that all of this can be made again.
constexpr std::string_view kCacheTag =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This directory holds results of builds that xb may use again.\n";

bool Contains(std::span<const std::string> paths, const std::string& path) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

Status MakeCacheDirectory(const std::string& directory,
                          const std::string& root) {
  XB_TRY(MakePrivateDirectories(root));
  const std::string tag = directory + "/CACHEDIR.TAG";
  XB_ASSIGN(const FileStat stat, StatLink(tag));
  if (stat.exists()) return Ok();
  return RealDisk().WriteAtomic(tag, kCacheTag);
}

}  // namespace

std::string_view NameOf(MissReason reason) {
  switch (reason) {
    case MissReason::kNone:
      return "";
    case MissReason::kNoRecord:
      return "no-record";
    case MissReason::kDependencies:
      return "dependencies";
    case MissReason::kUntrusted:
      return "untrusted";
    case MissReason::kDamaged:
      return "damaged";
    case MissReason::kLost:
      return "lost";
    case MissReason::kElsewhere:
      return "elsewhere";
    case MissReason::kChanged:
      return "changed";
    case MissReason::kFailed:
      return "failed";
  }
  return "";
}

Result<std::unique_ptr<ActionCache>> ActionCache::Open(Options options,
                                                       Clock& clock) {
  std::vector<Scope> scopes;
  XB_ASSIGN(std::string own, Layout::EncodeScope(options.scope));
  scopes.push_back({options.scope, std::move(own)});
  for (const std::string& name : options.fallbacks) {
    XB_ASSIGN(std::string encoded, Layout::EncodeScope(name));
    const bool is_known =
        std::any_of(scopes.begin(), scopes.end(),
                    [&](const Scope& scope) { return scope.name == name; });
    if (!is_known) scopes.push_back({name, std::move(encoded)});
  }
  std::unique_ptr<ActionCache> cache(
      new ActionCache(std::move(options), std::move(scopes), clock));
  if (cache->can_write()) {
    XB_TRY(
        MakeCacheDirectory(cache->options_.directory, cache->layout().root()));
  }
  return cache;
}

ActionCache::ActionCache(Options options, std::vector<Scope> scopes,
                         Clock& clock)
    : options_(std::move(options)),
      scopes_(std::move(scopes)),
      clock_(&clock),
      blobs_(Layout(options_.directory + std::string(kVersionDirectory)),
             {.compress_from = options_.compress_from,
              .check_sha256 = !options_.signing_key.empty()},
             clock),
      umask_(FileCreationMask()),
      links_(blobs_, umask_) {}

std::vector<std::string> ActionCache::ReadChain() const {
  std::vector<std::string> names;
  for (const Scope& scope : scopes_) names.push_back(scope.name);
  return names;
}

std::optional<DecodedRecord> ActionCache::Load(const Scope& scope,
                                               const Digest& key,
                                               bool is_use) const {
  const std::string path = layout().ActionPath(scope.encoded, key);
  const auto opened = InputFile::Open(path);
  if (!opened.ok() || !opened.value()) return std::nullopt;
  const InputFile& file = *opened.value();
  std::string bytes;
  if (static_cast<uint64_t>(file.stat().size) <= kMaxRecordFile &&
      !file.ReadAt(0, static_cast<size_t>(file.stat().size), &bytes).ok()) {
    return std::nullopt;
  }
  DecodedRecord decoded =
      DecodeRecordFile(bytes, key, scope.name, options_.signing_key);
  if (decoded.problem == RecordProblem::kDamaged) {
    static_cast<void>(RealDisk().Remove(path).ok());
  } else if (is_use) {
    const int64_t now = clock_->WallNs();
    if (file.stat().mtime_ns < now - BlobStore::kUseStepNs) {
      file.SetMtime(now);
    }
  }
  return decoded;
}

ActionCache::Peeked ActionCache::PeekRecord(const std::string& scope,
                                            const Digest& key) const {
  auto encoded = Layout::EncodeScope(scope);
  if (!encoded.ok()) return {};
  auto decoded = Load({scope, encoded.Take()}, key, false);
  if (!decoded) return {};
  return {.exists = true, .decoded = std::move(*decoded)};
}

bool ActionCache::TakeResult(const ActionRecord& record,
                             const std::vector<size_t>& sets,
                             std::span<const std::string> declared,
                             Lookup* lookup) const {
  for (const size_t set : sets) {
    const Digest& digest = record.result(set);
    const auto bytes = blobs_.Get(digest);
    lookup->reason = MissReason::kLost;
    if (!bytes) continue;
    auto result = ActionResult::Decode(*bytes, declared);
    lookup->reason = MissReason::kDamaged;
    if (!result) continue;
    lookup->result = std::move(*result);
    lookup->result_digest = digest;
    lookup->reason = MissReason::kNone;
    return true;
  }
  return false;
}

ActionCache::Lookup ActionCache::Find(
    const Digest& key, std::span<const std::string> declared,
    ActionRecord::DigestOfPath digest_of) const {
  // Of several scopes that miss, the first that knows the key says why.
  Lookup miss{.reason = MissReason::kNoRecord};
  for (const Scope& scope : scopes_) {
    const auto decoded = Load(scope, key, true);
    if (!decoded) continue;
    Lookup lookup{.scope = scope.name};
    switch (decoded->problem) {
      case RecordProblem::kDamaged:
        lookup.reason = MissReason::kDamaged;
        break;
      case RecordProblem::kUntrusted:
        lookup.reason = MissReason::kUntrusted;
        break;
      case RecordProblem::kNone:
        ActionRecord::Match match = decoded->record.Find(digest_of);
        lookup.reason = MissReason::kDependencies;
        lookup.detail = std::move(match.difference);
        lookup.is_same_content = match.is_same_content;
        if (TakeResult(decoded->record, match.sets, declared, &lookup)) {
          return lookup;
        }
        break;
    }
    if (miss.reason == MissReason::kNoRecord) miss = std::move(lookup);
  }
  return miss;
}

Result<std::optional<ActionCache::Prepared>> ActionCache::Prepare(
    const ActionOutput& output, const std::string& prefix,
    const Linkable& linkable) const {
  switch (output.kind) {
    case OutputKind::kSymlink: {
      XB_ASSIGN(auto link, TemporaryFile::CreateLink(prefix, output.target));
      if (!link) return MakeError("No directory for `" + prefix + "`");
      return std::optional<Prepared>({.file = std::move(*link)});
    }
    case OutputKind::kFile:
      break;
  }
  const bool is_plain = output.mode_follows_umask && output.mode == kPlainFile;
  const bool may_link = options_.hard_links && can_write() && is_plain &&
                        output.digest.size > 0 &&
                        Contains(linkable.outputs, output.path);
  if (may_link) {
    XB_ASSIGN(auto link,
              links_.Prepare(output.digest, prefix, linkable.newest_input_ns));
    if (link) {
      return std::optional<Prepared>(
          {.file = std::move(link->file), .written = link->written});
    }
  }
  const uint32_t mode =
      output.mode_follows_umask ? output.mode & ~umask_ : output.mode;
  XB_ASSIGN(auto file, blobs_.Prepare(output.digest, prefix, mode));
  if (!file || file->content != output.content) {
    return std::optional<Prepared>();
  }
  return std::optional<Prepared>(
      {.file = std::move(file->file), .is_clone = file->is_clone});
}

Result<std::optional<ActionCache::Restored>> ActionCache::Restore(
    const ActionResult& result, std::span<const std::string> declared,
    const Linkable& linkable) const {
  Restored restored;
  if (result.text.size > 0) {
    auto text = blobs_.Get(result.text);
    if (!text) return std::optional<Restored>();
    restored.text = std::move(*text);
  }
  const auto beside = [](const ActionOutput& output) {
    return output.path + std::string(kTemporarySuffix);
  };
  const bool is_staged = !options_.staging.empty();
  if (is_staged) XB_TRY(MakePrivateDirectories(options_.staging));
  std::vector<TemporaryFile> files;
  for (const ActionOutput& output : result.outputs) {
    if (!Contains(declared, output.path)) {
      return MakeError("The cached result has `" + output.path +
                       "`, which is no output of this step");
    }
    XB_TRY(RealDisk().MakeParentDirs(output.path));
    const std::string prefix =
        is_staged ? options_.staging + "/" : beside(output);
    XB_ASSIGN(auto prepared, Prepare(output, prefix, linkable));
    if (!prepared) return std::optional<Restored>();
    restored.bytes += output.digest.size;
    restored.clones += prepared->is_clone ? 1 : 0;
    restored.written += prepared->written;
    files.push_back(std::move(prepared->file));
  }
  for (size_t i = 0; i < files.size(); ++i) {
    const ActionOutput& output = result.outputs[i];
    const Status status = files[i].CommitAnew(output.path);
    if (status.ok()) continue;
    if (!is_staged) return status.error();
    // The output may be on another file system.
    XB_ASSIGN(auto prepared, Prepare(output, beside(output), linkable));
    if (!prepared) return std::optional<Restored>();
    XB_TRY(prepared->file.CommitAnew(output.path));
  }
  return std::optional<Restored>(std::move(restored));
}

Result<ActionOutput> ActionCache::StoreOutput(const std::string& path,
                                              uint64_t* written) const {
  XB_ASSIGN(const FileStat stat, StatLink(path));
  ActionOutput output;
  output.path = path;
  if ((stat.mode & kTypeMask) == kSymlink) {
    XB_ASSIGN(std::optional<std::string> target, ReadLink(path));
    if (!target) return MakeError("`" + path + "` disappeared");
    output.kind = OutputKind::kSymlink;
    output.target = std::move(*target);
    return output;
  }
  if ((stat.mode & kTypeMask) != kRegular) {
    return MakeError("`" + path + "` is neither a file nor a symbolic link");
  }
  const uint32_t mode = stat.mode & kPermissions;
  if (mode == (kPlainFile & ~umask_)) {
    output.mode = kPlainFile;
  } else if (mode == (kProgram & ~umask_)) {
    output.mode = kProgram;
  } else {
    output.mode = mode;
    output.mode_follows_umask = false;
  }
  XB_ASSIGN(const BlobStore::Stored stored, blobs_.PutFile(path));
  output.digest = stored.digest;
  output.content = stored.content;
  *written += stored.written;
  return output;
}

Result<ActionCache::Stored> ActionCache::Store(const Request& request) const {
  XB_CHECK(can_write());
  Stored stored;
  ActionResult& result = stored.result;
  result.rule = request.rule;
  result.exit_status = request.exit_status;
  result.duration_ms = request.duration_ms;
  result.depfile = request.depfile;
  result.depfile_form = request.depfile_form;
  const std::vector<std::string>& names =
      request.names.empty() ? request.outputs : request.names;
  XB_CHECK(names.size() == request.outputs.size());
  for (size_t i = 0; i < names.size(); ++i) {
    XB_ASSIGN(ActionOutput output,
              StoreOutput(request.outputs[i], &stored.written));
    output.path = names[i];
    result.outputs.push_back(std::move(output));
  }
  if (!request.text.empty()) {
    XB_ASSIGN(const BlobStore::Stored text, blobs_.Put(request.text));
    result.text = text.digest;
    stored.written += text.written;
  }
  for (const Dependency& dependency : request.dependencies) {
    result.dependencies.Add(dependency.path);
  }
  const std::string encoded = result.Encode();
  // What no reader would take must not be stored.
  if (!ActionResult::Decode(encoded, names)) {
    return MakeError("The result is beyond what the cache can describe");
  }
  XB_ASSIGN(const BlobStore::Stored blob, blobs_.Put(encoded));
  stored.result_digest = blob.digest;
  stored.written += blob.written;
  if (request.still_holds && !request.still_holds()) {
    return MakeError("`" + request.outputs[0] + "` changes meanwhile");
  }
  // Last: a record never names what was not there.
  XB_TRY(StoreRecord(request, blob.digest, &stored.written));
  return stored;
}

Status ActionCache::StoreRecord(const Request& request, const Digest& result,
                                uint64_t* written) const {
  const Scope& scope = scopes_[0];
  ActionRecord record(request.key, request.rule, request.parts);
  record.AddFirst(request.dependencies, result, clock_->WallNs() / 1000000000);
  const auto before = Load(scope, request.key, false);
  if (before && before->problem == RecordProblem::kNone) {
    record.AddOlder(before->record);
  }
  const std::string bytes =
      EncodeRecordFile(record, scope.name, options_.signing_key);
  if (DecodeRecordFile(bytes, request.key, scope.name, options_.signing_key)
          .problem != RecordProblem::kNone) {
    return MakeError("The action is beyond what the cache can describe");
  }
  XB_TRY(WriteRecord(scope, request.key, bytes));
  // About: the record that it replaced took room, too.
  *written += Layout::DiskSize(bytes.size());
  return Ok();
}

Status ActionCache::WriteRecord(const Scope& scope, const Digest& key,
                                std::string_view bytes) const {
  XB_ASSIGN(TemporaryFile file, layout().NewTemporary());
  XB_TRY(file.Append(bytes));
  XB_TRY(file.SetMtime(clock_->WallNs()));
  return Layout::CommitBelow(&file,
                             layout().ActionDirectory(scope.encoded, key),
                             layout().ActionPath(scope.encoded, key));
}

Result<bool> ActionCache::ImportRecord(const std::string& scope,
                                       const Digest& key,
                                       std::string_view bytes) const {
  XB_CHECK(can_write());
  Scope target{.name = scope, .encoded = {}};
  XB_ASSIGN(target.encoded, Layout::EncodeScope(scope));
  const DecodedRecord imported =
      DecodeRecordFile(bytes, key, scope, options_.signing_key);
  if (imported.problem != RecordProblem::kNone) return false;
  auto known = Load(target, key, false);
  if (!known || known->problem != RecordProblem::kNone) {
    XB_TRY(WriteRecord(target, key, bytes));
    return true;
  }
  ActionRecord merged = std::move(known->record);
  merged.AddOlder(imported.record);
  XB_TRY(WriteRecord(target, key,
                     EncodeRecordFile(merged, scope, options_.signing_key)));
  return true;
}

}  // namespace xb
