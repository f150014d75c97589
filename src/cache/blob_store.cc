// SPDX-License-Identifier: Apache-2.0
#include "cache/blob_store.h"

#include <algorithm>
#include <utility>

#include "cache/blob_format.h"

namespace xb {
namespace {

constexpr size_t kChunk = 1 << 20;
// Below this many bytes, sharing blocks is no better than writing them.
constexpr uint64_t kMinCloned = 4 << 10;

bool IsLarge(uint64_t size) { return size > BlobStore::kMaxInMemory; }

// Calls fn(bytes) for the first `size` bytes of `file`, in order.
template <typename Fn>
Status ForEachChunk(const InputFile& file, uint64_t size, Fn fn) {
  std::string chunk;
  for (uint64_t at = 0; at < size; at += chunk.size()) {
    chunk.clear();
    XB_TRY(file.ReadAt(
        static_cast<int64_t>(at),
        static_cast<size_t>(std::min(uint64_t{kChunk}, size - at)), &chunk));
    if (chunk.empty()) return MakeError("`" + file.path() + "` is cut short");
    XB_TRY(fn(std::string_view(chunk)));
  }
  return Ok();
}

struct LargeHash {
  Sha256 sha;
  Xxh3WideStream xxh3;

  Status Update(std::string_view bytes) {
    sha.Update(bytes);
    xxh3.Update(bytes);
    return Ok();
  }
};

bool IsLargeContentRight(const InputFile& file, const BlobTrailer& trailer) {
  if (trailer.is_compressed) return false;
  LargeHash hash;
  const Status status =
      ForEachChunk(file, trailer.body_size,
                   [&](std::string_view bytes) { return hash.Update(bytes); });
  return status.ok() && hash.xxh3.Finish() == trailer.content &&
         hash.sha.Finish() == trailer.digest.hash;
}

}  // namespace

// A blob whose content was read and found to be what its trailer says.
struct BlobStore::Loaded {
  enum class Problem { kNone, kDamaged, kUnreadable };

  InputFile file;
  BlobTrailer trailer;
  std::string content;  // nothing when it is large
  Problem problem = Problem::kNone;

  Loaded(InputFile opened, const Digest& digest, bool check_sha256,
         Compressor& compressor)
      : file(std::move(opened)) {
    problem = Read(digest, check_sha256, compressor);
  }

 private:
  Problem Read(const Digest& digest, bool check_sha256,
               Compressor& compressor) {
    const auto size = static_cast<uint64_t>(file.stat().size);
    if (size < BlobTrailer::kSize) return Problem::kDamaged;
    const uint64_t body_size = size - BlobTrailer::kSize;
    const uint64_t begin = IsLarge(body_size) ? body_size : 0;
    const Status status =
        file.ReadAt(static_cast<int64_t>(begin),
                    static_cast<size_t>(size - begin), &content);
    if (!status.ok()) return Problem::kUnreadable;
    // Another process may have cut the file since its size was asked for.
    if (content.size() != size - begin) return Problem::kDamaged;
    const auto decoded = BlobTrailer::Decode(
        std::string_view(content).substr(content.size() - BlobTrailer::kSize));
    if (!decoded || decoded->digest != digest ||
        decoded->body_size != body_size) {
      return Problem::kDamaged;
    }
    trailer = *decoded;
    content.resize(content.size() - BlobTrailer::kSize);
    const bool is_right = IsLarge(body_size)
                              ? IsLargeContentRight(file, trailer)
                              : IsContentRight(check_sha256, compressor);
    return is_right ? Problem::kNone : Problem::kDamaged;
  }

  bool IsContentRight(bool check_sha256, Compressor& compressor) {
    if (trailer.is_compressed) {
      if (IsLarge(trailer.digest.size)) return false;
      auto raw = compressor.Decompress(
          content, static_cast<size_t>(trailer.digest.size));
      if (!raw) return false;
      content = std::move(*raw);
    }
    return Xxh3Wide(content) == trailer.content &&
           (!check_sha256 || DigestOf(content) == trailer.digest);
  }
};

std::optional<BlobStore::Loaded> BlobStore::Load(const Digest& digest,
                                                 bool check_sha256,
                                                 State* state) const {
  if (state != nullptr) *state = State::kMissing;
  const std::string path = layout_.BlobPath(digest);
  auto file = InputFile::Open(path);
  if (!file.ok() || !file.value()) return std::nullopt;
  Loaded loaded(std::move(*file.value()), digest, check_sha256, compressor_);
  switch (loaded.problem) {
    case Loaded::Problem::kDamaged:
      // Should somebody have put a good one there since, it is only lost.
      static_cast<void>(RealDisk().Remove(path).ok());
      if (state != nullptr) *state = State::kDamaged;
      return std::nullopt;
    case Loaded::Problem::kUnreadable:
      return std::nullopt;
    case Loaded::Problem::kNone:
      break;
  }
  if (state != nullptr) *state = State::kGood;
  return loaded;
}

std::optional<BlobStore::Loaded> BlobStore::Use(const Digest& digest) const {
  auto loaded = Load(digest, options_.check_sha256);
  if (!loaded) return std::nullopt;
  const int64_t now = clock_->WallNs();
  if (loaded->file.stat().mtime_ns < now - kUseStepNs) {
    loaded->file.SetMtime(now);
  }
  return loaded;
}

bool BlobStore::UseExisting(const Digest& digest) const {
  // Reading costs less than writing did; a ruin that were taken for the blob
  // would be a miss for the next who wants it.
  if (!IsLarge(digest.size)) return Use(digest).has_value();
  const std::string path = layout_.BlobPath(digest);
  const auto stat = StatLink(path);
  // One that a crash of the machine cut to nothing is written again.
  if (!stat.ok() || !stat.value().exists() ||
      static_cast<uint64_t>(stat.value().size) < BlobTrailer::kSize) {
    return false;
  }
  const int64_t now = clock_->WallNs();
  if (stat.value().mtime_ns < now - kUseStepNs) {
    static_cast<void>(SetFileMtime(path, now).ok());
  }
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
  if (options_.compress && content.size() >= kMinCompressed &&
      !IsLarge(content.size())) {
    frame = compressor_.Compress(content);
    trailer.is_compressed = frame.size() < content.size() - content.size() / 8;
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
  LargeHash hash;
  XB_ASSIGN(TemporaryFile file, layout_.NewTemporary());
  XB_ASSIGN(const bool is_clone, file.Clone(from, from.stat().size));
  XB_TRY(ForEachChunk(from, size, [&](std::string_view bytes) -> Status {
    XB_TRY(hash.Update(bytes));
    return is_clone ? Ok() : file.Append(bytes);
  }));
  if (!from.IsUnchanged()) {
    return MakeError("`" + from.path() + "` changes while it is read");
  }
  const BlobTrailer trailer{.digest = {.hash = hash.sha.Finish(), .size = size},
                            .body_size = size,
                            .content = hash.xxh3.Finish()};
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
  if (IsLarge(digest.size)) return std::nullopt;
  auto loaded = Use(digest);
  if (!loaded) return std::nullopt;
  return std::move(loaded->content);
}

std::optional<std::string> BlobStore::Peek(const Digest& digest) const {
  if (IsLarge(digest.size)) return std::nullopt;
  auto loaded = Load(digest, options_.check_sha256);
  if (!loaded) return std::nullopt;
  return std::move(loaded->content);
}

Result<std::optional<BlobStore::Restored>> BlobStore::Prepare(
    const Digest& digest, const std::string& prefix, uint32_t mode) const {
  const auto loaded = Use(digest);
  if (!loaded) return std::optional<Restored>();
  XB_ASSIGN(std::optional<TemporaryFile> file, TemporaryFile::Create(prefix));
  if (!file) return MakeError("No directory for `" + prefix + "`");
  Restored restored{.file = std::move(*file),
                    .content = loaded->trailer.content};
  const auto size = static_cast<int64_t>(digest.size);
  if (!loaded->trailer.is_compressed && digest.size >= kMinCloned) {
    XB_ASSIGN(restored.is_clone, restored.file.Clone(loaded->file, size));
  }
  if (!restored.is_clone && IsLarge(digest.size)) {
    XB_TRY(restored.file.CopyFrom(loaded->file, size));
  } else if (!restored.is_clone) {
    XB_TRY(restored.file.Append(loaded->content));
  }
  XB_TRY(restored.file.SetMode(mode));
  XB_TRY(restored.file.SetMtimeToNow());
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
  State state;
  static_cast<void>(Load(digest, true, &state));
  return state;
}

bool BlobStore::Has(const Digest& digest) const {
  const auto stat = StatLink(layout_.BlobPath(digest));
  return stat.ok() && stat.value().exists();
}

Result<bool> BlobStore::Import(const Digest& digest, TemporaryFile file) const {
  XB_ASSIGN(std::optional<InputFile> input, InputFile::Open(file.path()));
  if (!input) return MakeError("`" + file.path() + "` disappeared");
  const Loaded loaded(std::move(*input), digest, true, compressor_);
  if (loaded.problem != Loaded::Problem::kNone) return false;
  if (UseExisting(digest)) return true;
  XB_TRY(file.SetMtime(clock_->WallNs()));
  XB_TRY(Layout::CommitBelow(&file, layout_.BlobDirectory(digest),
                             layout_.BlobPath(digest)));
  return true;
}

}  // namespace xb
