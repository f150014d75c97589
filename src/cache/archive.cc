// SPDX-License-Identifier: Apache-2.0
#include "cache/archive.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/check.h"
#include "cache/compression.h"
#include "cache/inventory.h"
#include "cache/tar.h"
#include "os/input_file.h"
#include "os/temporary_file.h"

namespace xb {
namespace {

constexpr std::string_view kFirstName = "xb-cache";
constexpr std::string_view kFirstContent = "xb cache 1\n";
constexpr std::string_view kBlobs = "blobs/";
constexpr std::string_view kActions = "actions/";
constexpr size_t kArchiveChunk = 256 << 10;
// Of zeros, at the end of an archive.
constexpr size_t kEndBlocks = 2;

class Writer {
 public:
  explicit Writer(TemporaryFile file) : file_(std::move(file)) {}

  Status Begin(const std::string& name, uint64_t size) {
    const auto header = EncodeTarHeader(name, size);
    if (!header) return MakeError("`" + name + "` does not fit an archive");
    size_ = size;
    return Write(*header);
  }
  Status Write(std::string_view bytes) {
    return stream_.Write(
        bytes, [&](std::string_view part) { return file_.Append(part); });
  }
  Status End() { return Write(std::string(TarPadding(size_), '\0')); }
  Status Add(const std::string& name, std::string_view bytes) {
    XB_TRY(Begin(name, bytes.size()));
    XB_TRY(Write(bytes));
    return End();
  }
  Status Finish(const std::string& path) {
    XB_TRY(Write(std::string(kEndBlocks * kTarBlock, '\0')));
    XB_TRY(stream_.Finish(
        [&](std::string_view part) { return file_.Append(part); }));
    return file_.Commit(path);
  }

 private:
  TemporaryFile file_;
  CompressedWriter stream_;
  uint64_t size_ = 0;
};

// What an export consists of.
struct Contents {
  std::vector<Digest> blobs;
  // Names and bytes.
  std::map<std::string, std::string> records;
};

std::string RelativeTo(const std::string& root, const std::string& path) {
  return path.substr(root.size() + 1);
}

Result<std::string> ReadWhole(const std::string& path) {
  XB_ASSIGN(const std::optional<InputFile> file, InputFile::Open(path));
  std::string bytes;
  if (file && static_cast<uint64_t>(file->stat().size) <= kMaxRecordFile) {
    XB_TRY(file->ReadAt(0, static_cast<size_t>(file->stat().size), &bytes));
  }
  return bytes;
}

Result<Contents> EverythingIn(const ActionCache& cache) {
  Contents contents;
  XB_ASSIGN(const Inventory inventory, Inventory::Make(cache));
  for (const StoredFile& file : inventory.files) {
    if (file.scope == Inventory::kBlob) {
      contents.blobs.push_back(file.digest);
      continue;
    }
    if (!Inventory::IsRecord(file)) continue;
    const std::string path = inventory.PathOf(cache, file);
    XB_ASSIGN(std::string bytes, ReadWhole(path));
    contents.records.emplace(RelativeTo(cache.layout().root(), path),
                             std::move(bytes));
  }
  return contents;
}

// The record of a used action with no run but those that were used.  One that
// somebody else has signed must stay as it is.
Result<Contents> UsedIn(const ActionCache& cache,
                        std::span<const UsedAction> used) {
  Contents contents;
  DigestSet blobs;
  std::map<std::string, ActionRecord> records;
  for (const UsedAction& action : used) {
    XB_ASSIGN(const std::string encoded, Layout::EncodeScope(action.scope));
    const std::string path = cache.layout().ActionPath(encoded, action.key);
    const std::string name = RelativeTo(cache.layout().root(), path);
    XB_ASSIGN(std::string bytes, ReadWhole(path));
    const std::string& key = cache.options().signing_key;
    DecodedRecord decoded =
        DecodeRecordFile(bytes, action.key, action.scope, key);
    if (decoded.problem != RecordProblem::kNone) continue;
    for (const Digest& digest : BlobsOf(cache, action.result)) {
      if (blobs.insert(digest).second) contents.blobs.push_back(digest);
    }
    if (key.empty() && IsSignedRecordFile(bytes)) {
      contents.records[name] = std::move(bytes);
      continue;
    }
    decoded.record.KeepOnly(action.result);
    auto found = records.find(name);
    if (found == records.end()) {
      found = records.emplace(name, std::move(decoded.record)).first;
    } else {
      found->second.AddOlder(decoded.record);
    }
    contents.records[name] = EncodeRecordFile(found->second, action.scope, key);
  }
  return contents;
}

// False when it is gone.
Result<bool> AddBlob(const ActionCache& cache, const Digest& digest,
                     Writer* writer, ArchiveSummary* summary) {
  const std::string path = cache.layout().BlobPath(digest);
  XB_ASSIGN(const std::optional<InputFile> file, InputFile::Open(path));
  if (!file) return false;
  const auto size = static_cast<uint64_t>(file->stat().size);
  if (size > kMaxTarSize) return false;
  XB_TRY(writer->Begin(RelativeTo(cache.layout().root(), path), size));
  std::string chunk;
  for (uint64_t at = 0; at < size; at += chunk.size()) {
    chunk.clear();
    const auto want =
        static_cast<size_t>(std::min(uint64_t{kArchiveChunk}, size - at));
    XB_TRY(file->ReadAt(static_cast<int64_t>(at), want, &chunk));
    // The header has told the size: what is missing becomes a damaged blob,
    // which the import refuses.
    chunk.resize(want, '\0');
    XB_TRY(writer->Write(chunk));
  }
  XB_TRY(writer->End());
  summary->bytes += size;
  return true;
}

class Importer {
 public:
  Importer(const ActionCache& cache, InputFile file)
      : cache_(cache), file_(std::move(file)) {}

  Result<ArchiveSummary> Run(CareProgress progress) {
    XB_ASSIGN(const std::optional<TarEntry> first, NextEntry());
    if (!first || first->name != kFirstName ||
        first->size != kFirstContent.size()) {
      return MakeError("`" + file_.path() + "` is no exported cache");
    }
    XB_ASSIGN(const std::string content, TakeExactly(kFirstContent.size()));
    if (content != kFirstContent) {
      return MakeError("`" + file_.path() +
                       "` is an exported cache of another version");
    }
    XB_TRY(SkipPadding(first->size));
    for (;;) {
      if (!progress(static_cast<uint64_t>(offset_),
                    static_cast<uint64_t>(file_.stat().size))) {
        summary_.is_stopped = true;
        return summary_;
      }
      XB_ASSIGN(const std::optional<TarEntry> entry, NextEntry());
      if (!entry) return summary_;
      if (entry->is_file) XB_TRY(Take(*entry));
    }
  }

 private:
  // nullopt at the end.
  Result<std::optional<TarEntry>> NextEntry() {
    XB_ASSIGN(const std::string block, TakeExactly(kTarBlock));
    if (block == std::string(kTarBlock, '\0')) {
      return std::optional<TarEntry>();
    }
    auto entry = DecodeTarHeader(block);
    if (!entry) {
      return MakeError("`" + file_.path() + "` is damaged, or no archive");
    }
    return entry;
  }

  Status Take(const TarEntry& entry) {
    const std::string_view name = entry.name;
    // The last part of a name is what it is; the rest is only checked to be
    // as expected, and never a place to write to.
    const auto digest = Digest::FromText(name.substr(name.rfind('/') + 1));
    const Layout& layout = cache_.layout();
    if (digest && name.substr(0, kBlobs.size()) == kBlobs &&
        name == RelativeTo(layout.root(), layout.BlobPath(*digest))) {
      return TakeBlob(*digest, entry.size);
    }
    if (digest && name.substr(0, kActions.size()) == kActions &&
        entry.size <= kMaxRecordFile) {
      const std::string_view rest = name.substr(kActions.size());
      const std::string_view encoded = rest.substr(0, rest.find('/'));
      const auto scope = Layout::DecodeScope(encoded);
      if (scope && name == RelativeTo(layout.root(),
                                      layout.ActionPath(encoded, *digest))) {
        return TakeRecord(*scope, *digest, entry.size);
      }
    }
    return MakeError("`" + file_.path() + "` has `" + entry.name +
                     "`, which is no part of a cache");
  }

  Status TakeBlob(const Digest& digest, uint64_t size) {
    XB_ASSIGN(TemporaryFile file, cache_.layout().NewTemporary());
    for (uint64_t left = size; left > 0;) {
      const size_t part =
          static_cast<size_t>(std::min(uint64_t{kArchiveChunk}, left));
      XB_ASSIGN(const std::string bytes, TakeExactly(part));
      XB_TRY(file.Append(bytes));
      left -= part;
    }
    const bool is_new = !cache_.blobs().Has(digest);
    XB_ASSIGN(const bool is_good,
              cache_.blobs().Import(digest, std::move(file)));
    Count(is_good, is_new, size, &summary_.blobs);
    return SkipPadding(size);
  }

  Status TakeRecord(const std::string& scope, const Digest& key,
                    uint64_t size) {
    XB_ASSIGN(const std::string bytes, TakeExactly(static_cast<size_t>(size)));
    XB_ASSIGN(const bool is_good, cache_.ImportRecord(scope, key, bytes));
    Count(is_good, true, size, &summary_.records);
    return SkipPadding(size);
  }

  void Count(bool is_good, bool is_new, uint64_t size, uint64_t* kind) {
    if (!is_good) {
      ++summary_.refused;
      return;
    }
    ++*kind;
    summary_.bytes += size;
    if (is_new) summary_.written += Layout::DiskSize(size);
  }

  Status SkipPadding(uint64_t size) {
    XB_ASSIGN(const std::string padding, TakeExactly(TarPadding(size)));
    return Ok();
  }

  Result<std::string> TakeExactly(size_t size) {
    std::string bytes;
    XB_TRY(stream_.Read(size, &bytes, [&](std::string* to) -> Status {
      XB_TRY(file_.ReadAt(offset_, kArchiveChunk, to));
      offset_ += static_cast<int64_t>(to->size());
      return Ok();
    }));
    if (bytes.size() == size) return bytes;
    return MakeError("`" + file_.path() + "` is cut short");
  }

  const ActionCache& cache_;
  InputFile file_;
  CompressedReader stream_;
  int64_t offset_ = 0;  // in the file
  ArchiveSummary summary_;
};

}  // namespace

Result<ArchiveSummary> ExportCache(
    const ActionCache& cache, const std::string& path,
    std::optional<std::span<const UsedAction>> used, CareProgress progress) {
  XB_ASSIGN(const Contents contents,
            used ? UsedIn(cache, *used) : EverythingIn(cache));
  XB_ASSIGN(std::optional<TemporaryFile> file,
            TemporaryFile::Create(path + "."));
  if (!file) return MakeError("No directory for `" + path + "`");
  // Of mode 0600, as the cache: what a project becomes is not for everyone.
  Writer writer(std::move(*file));
  XB_TRY(writer.Add(std::string(kFirstName), kFirstContent));
  ArchiveSummary summary;
  const uint64_t total = contents.blobs.size() + contents.records.size();
  // Records last, as in the store: none ever names what is not there.
  for (const Digest& digest : contents.blobs) {
    summary.is_stopped = !progress(summary.blobs, total);
    if (summary.is_stopped) return summary;
    XB_ASSIGN(const bool is_there, AddBlob(cache, digest, &writer, &summary));
    summary.blobs += is_there ? 1 : 0;
  }
  uint64_t done = contents.blobs.size();
  for (const auto& [name, bytes] : contents.records) {
    summary.is_stopped = !progress(done++, total);
    if (summary.is_stopped) return summary;
    if (bytes.empty()) continue;
    XB_TRY(writer.Add(name, bytes));
    ++summary.records;
    summary.bytes += bytes.size();
  }
  XB_TRY(writer.Finish(path));
  static_cast<void>(progress(total, total));
  return summary;
}

Result<ArchiveSummary> ImportCache(const ActionCache& cache,
                                   const std::string& path,
                                   CareProgress progress) {
  XB_CHECK(cache.can_write());
  XB_ASSIGN(std::optional<InputFile> file, InputFile::Open(path));
  if (!file) return MakeError("`" + path + "` is no regular file");
  return Importer(cache, std::move(*file)).Run(progress);
}

}  // namespace xb
