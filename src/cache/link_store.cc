// SPDX-License-Identifier: Apache-2.0
#include "cache/link_store.h"

#include <algorithm>
#include <utility>

#include "os/file_tree.h"

namespace xb {
namespace {

constexpr uint32_t kLinkPermissions = 0777;
constexpr size_t kCompareChunk = 256 << 10;

// Compared by SHA-256: there is no trailer that could tell another hash.
bool IsContent(const InputFile& file, const Digest& digest) {
  if (static_cast<uint64_t>(file.stat().size) != digest.size) return false;
  Sha256 sha;
  std::string chunk;
  for (uint64_t at = 0; at < digest.size; at += chunk.size()) {
    chunk.clear();
    const auto want = static_cast<size_t>(
        std::min<uint64_t>(kCompareChunk, digest.size - at));
    const Status read = file.ReadAt(static_cast<int64_t>(at), want, &chunk);
    if (!read.ok() || chunk.empty()) return false;
    sha.Update(chunk);
  }
  return sha.Finish() == digest.hash;
}

}  // namespace

std::optional<InputFile> LinkStore::Open(const Digest& digest,
                                         BlobStore::State* state) const {
  *state = BlobStore::State::kMissing;
  const std::string path = blobs_.layout().LinkPath(digest);
  auto file = InputFile::Open(path);
  if (!file.ok() || !file.value()) return std::nullopt;
  const bool is_good =
      (file.value()->stat().mode & kLinkPermissions) == mode_ &&
      IsContent(*file.value(), digest);
  if (!is_good) {
    *state = BlobStore::State::kDamaged;
    static_cast<void>(RealDisk().Remove(path).ok());
    return std::nullopt;
  }
  *state = BlobStore::State::kGood;
  return std::move(*file.value());
}

Result<bool> LinkStore::Make(const Digest& digest) const {
  const Layout& layout = blobs_.layout();
  XB_TRY(MakePrivateDirectories(layout.temporaries()));
  XB_ASSIGN(auto content,
            blobs_.Prepare(digest, layout.temporaries() + "/", mode_));
  if (!content) return false;
  XB_TRY(Layout::CommitBelow(&content->file, layout.LinkDirectory(digest),
                             layout.LinkPath(digest)));
  return true;
}

Result<std::optional<LinkStore::Link>> LinkStore::Prepare(
    const Digest& digest, const std::string& prefix,
    int64_t not_before_ns) const {
  uint64_t written = 0;
  BlobStore::State state;
  auto file = Open(digest, &state);
  if (!file) {
    XB_ASSIGN(const bool is_made, Make(digest));
    if (!is_made) return std::optional<Link>();
    written = Layout::DiskSize(digest.size);
    file = Open(digest, &state);
    if (!file) return std::optional<Link>();
  } else {
    blobs_.NoteUseOf(digest);
  }
  XB_ASSIGN(auto link, TemporaryFile::CreateHardLink(
                           prefix, blobs_.layout().LinkPath(digest)));
  if (!link) return std::optional<Link>();
  // What was read, and not what took its place since.
  XB_ASSIGN(const FileStat stat, StatLink(link->path()));
  if (stat.inode != file->stat().inode || stat.device != file->stat().device) {
    return std::optional<Link>();
  }
  if (stat.mtime_ns < not_before_ns) XB_TRY(link->SetMtimeToNow());
  return std::optional<Link>({.file = std::move(*link), .written = written});
}

BlobStore::State LinkStore::Check(const Digest& digest) const {
  BlobStore::State state;
  static_cast<void>(Open(digest, &state));
  return state;
}

}  // namespace xb
