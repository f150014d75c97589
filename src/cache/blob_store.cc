// SPDX-License-Identifier: Apache-2.0
#include "cache/blob_store.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "cache/blob_format.h"

namespace xb {
namespace {

// Below this many bytes, sharing blocks is no better than writing them.
constexpr uint64_t kMinCloned = 4 << 10;
constexpr size_t kBlobChunk = 1 << 20;

// It has shrunk by an eighth, at least.
bool IsWorthIt(std::string_view frame, std::string_view content) {
  return frame.size() < content.size() - content.size() / 8;
}

bool IsLarge(uint64_t size) { return size > BlobStore::kMaxInMemory; }

// Calls fn(bytes) for the first `size` bytes of `file`, in order.
template <typename Fn>
Status ForEachChunk(const InputFile& file, uint64_t size, Fn fn) {
  std::string chunk;
  for (uint64_t at = 0; at < size; at += chunk.size()) {
    chunk.clear();
    XB_TRY(file.ReadAt(
        static_cast<int64_t>(at),
        static_cast<size_t>(std::min(uint64_t{kBlobChunk}, size - at)),
        &chunk));
    if (chunk.empty()) return MakeError("`" + file.path() + "` is cut short");
    XB_TRY(fn(std::string_view(chunk)));
  }
  return Ok();
}

BlobReader::State ReadAll(BlobReader* reader) {
  const auto ignore = [](std::string_view) { return Ok(); };
  const auto state = reader->Read(ignore);
  XB_CHECK(state.ok());
  return state.value();
}

}  // namespace

std::optional<BlobReader> BlobStore::Open(const Digest& digest,
                                          bool check_sha256) const {
  auto file = InputFile::Open(layout_.BlobPath(digest));
  if (!file.ok() || !file.value()) return std::nullopt;
  return BlobReader(std::move(*file.value()), digest, check_sha256, spares_);
}

bool BlobStore::Settle(const Digest& digest, BlobReader::State state) const {
  if (state == BlobReader::State::kDamaged) {
    // Should somebody have put a good one there since, it is only lost.
    static_cast<void>(RealDisk().Remove(layout_.BlobPath(digest)).ok());
  }
  return state == BlobReader::State::kGood;
}

std::optional<std::string> BlobStore::Load(const Digest& digest,
                                           bool is_use) const {
  if (IsLarge(digest.size)) return std::nullopt;
  auto reader = Open(digest, options_.check_sha256);
  if (!reader) return std::nullopt;
  std::string content;
  if (!Settle(digest, reader->ReadWhole(&content))) return std::nullopt;
  if (is_use) NoteUse(reader->file());
  return content;
}

void BlobStore::NoteUse(const InputFile& file) const {
  const int64_t now = clock_->WallNs();
  if (file.stat().mtime_ns < now - kUseStepNs) file.SetMtime(now);
}

bool BlobStore::UseExisting(const Digest& digest) const {
  auto reader = Open(digest, options_.check_sha256);
  if (!reader) return false;
  // Reading costs less than writing did; a ruin that were taken for the blob
  // would be a miss for the next who wants it.  Of a large one the end must do,
  // which a crash of the machine would have cut off.
  const BlobReader::State state =
      IsLarge(digest.size) ? reader->state() : ReadAll(&*reader);
  if (!Settle(digest, state)) return false;
  NoteUse(reader->file());
  return true;
}

Result<BlobStore::Stored> BlobStore::Put(std::string_view bytes) const {
  return PutContent(bytes, nullptr);
}

Result<BlobStore::Stored> BlobStore::PutContent(std::string_view content,
                                                const InputFile* from) const {
  BlobTrailer trailer{.digest = DigestOf(content),
                      .body_size = content.size(),
                      .content = Xxh3Wide(content)};
  Stored stored{.digest = trailer.digest, .content = trailer.content};
  if (UseExisting(trailer.digest)) return stored;
  std::string frame;
  if (content.size() >= options_.compress_from && !IsLarge(content.size())) {
    frame = spares_.compressor.Compress(content);
    trailer.is_compressed = IsWorthIt(frame, content);
  }
  if (trailer.is_compressed) trailer.body_size = frame.size();
  XB_ASSIGN(TemporaryFile file, layout_.NewTemporary());
  bool is_clone = false;
  if (from != nullptr && !trailer.is_compressed &&
      content.size() >= kMinCloned) {
    XB_ASSIGN(is_clone,
              file.Clone(*from, static_cast<int64_t>(content.size())));
  }
  if (!is_clone) XB_TRY(file.Append(trailer.is_compressed ? frame : content));
  XB_TRY(file.Append(trailer.Encode()));
  XB_TRY(file.SetMtime(clock_->WallNs()));
  XB_TRY(Layout::CommitBelow(&file, layout_.BlobDirectory(stored.digest),
                             layout_.BlobPath(stored.digest)));
  stored.written = Layout::DiskSize(trailer.body_size + BlobTrailer::kSize);
  return stored;
}

Result<BlobStore::Stored> BlobStore::PutFile(const std::string& path) const {
  XB_ASSIGN(const std::optional<InputFile> file, InputFile::Open(path));
  if (!file) return MakeError("`" + path + "` is no regular file");
  const auto size = static_cast<uint64_t>(file->stat().size);
  if (IsLarge(size)) return PutLarge(*file);
  std::string content;
  XB_TRY(file->ReadAt(0, static_cast<size_t>(size), &content));
  if (content.size() != size || !file->IsUnchanged()) {
    return MakeError("`" + path + "` changes while it is read");
  }
  return PutContent(content, &*file);
}

Result<BlobStore::Stored> BlobStore::PutLarge(const InputFile& from) const {
  const auto size = static_cast<uint64_t>(from.stat().size);
  Sha256 sha;
  Xxh3WideStream xxh3;
  XB_ASSIGN(TemporaryFile file, layout_.NewTemporary());
  XB_ASSIGN(const bool is_clone, file.Clone(from, from.stat().size));
  XB_TRY(ForEachChunk(from, size, [&](std::string_view bytes) -> Status {
    sha.Update(bytes);
    xxh3.Update(bytes);
    return is_clone ? Ok() : file.Append(bytes);
  }));
  if (!from.IsUnchanged()) {
    return MakeError("`" + from.path() + "` changes while it is read");
  }
  const BlobTrailer trailer{.digest = {.hash = sha.Finish(), .size = size},
                            .body_size = size,
                            .content = xxh3.Finish()};
  Stored stored{.digest = trailer.digest, .content = trailer.content};
  if (UseExisting(stored.digest)) return stored;
  XB_TRY(file.Append(trailer.Encode()));
  XB_TRY(file.SetMtime(clock_->WallNs()));
  XB_TRY(Layout::CommitBelow(&file, layout_.BlobDirectory(stored.digest),
                             layout_.BlobPath(stored.digest)));
  stored.written = Layout::DiskSize(size + BlobTrailer::kSize);
  return stored;
}

std::optional<std::string> BlobStore::Get(const Digest& digest) const {
  return Load(digest, true);
}

std::optional<std::string> BlobStore::Peek(const Digest& digest) const {
  return Load(digest, false);
}

Result<std::optional<BlobStore::Restored>> BlobStore::Prepare(
    const Digest& digest, const std::string& prefix, uint32_t mode) const {
  auto reader = Open(digest, options_.check_sha256);
  if (!reader || !Settle(digest, reader->state())) {
    return std::optional<Restored>();
  }
  XB_ASSIGN(std::optional<TemporaryFile> file, TemporaryFile::Create(prefix));
  if (!file) return MakeError("No directory for `" + prefix + "`");
  Restored restored{.file = std::move(*file),
                    .content = reader->trailer().content};
  if (!reader->trailer().is_compressed && digest.size >= kMinCloned) {
    XB_ASSIGN(
        restored.is_clone,
        restored.file.Clone(reader->file(), static_cast<int64_t>(digest.size)));
  }
  // What is hashed is what is written: one pass, and nobody in between.
  XB_ASSIGN(const BlobReader::State state,
            reader->Read([&](std::string_view bytes) {
              return restored.is_clone ? Ok() : restored.file.Append(bytes);
            }));
  if (!Settle(digest, state)) return std::optional<Restored>();
  NoteUse(reader->file());
  XB_TRY(restored.file.SetMode(mode));
  // Of what was just written that is the present already.
  if (restored.is_clone) XB_TRY(restored.file.SetMtimeToNow());
  return std::optional<Restored>(std::move(restored));
}

Result<bool> BlobStore::Materialise(const Digest& digest,
                                    const std::string& path,
                                    uint32_t mode) const {
  XB_ASSIGN(std::optional<Restored> restored,
            Prepare(digest, path + ".xb-", mode));
  if (!restored) return false;
  XB_TRY(restored->file.Commit(path));
  return true;
}

BlobStore::State BlobStore::Check(const Digest& digest) const {
  auto reader = Open(digest, true);
  if (!reader) return State::kMissing;
  const BlobReader::State state = ReadAll(&*reader);
  if (Settle(digest, state)) return State::kGood;
  return state == BlobReader::State::kDamaged ? State::kDamaged
                                              : State::kMissing;
}

bool BlobStore::Has(const Digest& digest) const {
  const auto stat = StatLink(layout_.BlobPath(digest));
  return stat.ok() && stat.value().exists();
}

void BlobStore::NoteUseOf(const Digest& digest) const {
  const std::string path = layout_.BlobPath(digest);
  const auto stat = StatLink(path);
  const int64_t now = clock_->WallNs();
  if (stat.ok() && stat.value().exists() &&
      stat.value().mtime_ns < now - kUseStepNs) {
    static_cast<void>(SetFileMtime(path, now).ok());
  }
}

Result<bool> BlobStore::Import(const Digest& digest, TemporaryFile file) const {
  XB_ASSIGN(std::optional<InputFile> input, InputFile::Open(file.path()));
  if (!input) return MakeError("`" + file.path() + "` disappeared");
  BlobReader reader(std::move(*input), digest, true, spares_);
  if (ReadAll(&reader) != BlobReader::State::kGood) return false;
  if (UseExisting(digest)) return true;
  XB_TRY(file.SetMtime(clock_->WallNs()));
  XB_TRY(Layout::CommitBelow(&file, layout_.BlobDirectory(digest),
                             layout_.BlobPath(digest)));
  return true;
}

Result<uint64_t> BlobStore::CompressUnused(const Digest& digest,
                                           int64_t used_ns) const {
  const auto disk_size = [](uint64_t body_size) {
    return Layout::DiskSize(body_size + BlobTrailer::kSize);
  };
  const uint64_t before = disk_size(digest.size);
  if (IsLarge(digest.size) || before == disk_size(0)) return 0;
  // Checked by SHA-256: what is written anew must not be somebody's forgery.
  auto reader = Open(digest, true);
  if (!reader || reader->trailer().is_compressed) return 0;
  std::string content;
  if (!Settle(digest, reader->ReadWhole(&content))) return 0;
  const std::string frame = spares_.compressor.Compress(content);
  const uint64_t after = disk_size(frame.size());
  if (!IsWorthIt(frame, content) || after >= before) return 0;
  BlobTrailer trailer = reader->trailer();
  trailer.is_compressed = true;
  trailer.body_size = frame.size();
  XB_ASSIGN(TemporaryFile file, layout_.NewTemporary());
  XB_TRY(file.Append(frame));
  XB_TRY(file.Append(trailer.Encode()));
  XB_TRY(file.SetMtime(used_ns));
  const std::string path = layout_.BlobPath(digest);
  const auto now = StatLink(path);
  // Used or removed since: as it is, it is better, or not wanted.
  if (!now.ok() || !now.value().exists() || now.value().mtime_ns != used_ns) {
    return 0;
  }
  XB_TRY(file.Commit(path));
  return before - after;
}

}  // namespace xb
