// SPDX-License-Identifier: Apache-2.0
#include "cache/inventory.h"

#include <utility>

#include "cache/blob_format.h"
#include "cache/record_file.h"
#include "os/disk.h"
#include "os/input_file.h"

namespace xb {

StoredFile Inventory::OfBlob(const Digest& digest, const FileStat& stat) {
  const auto size = static_cast<uint64_t>(stat.size);
  return {.digest = digest,
          .used_ns = stat.mtime_ns,
          .bytes = Layout::DiskSize(size),
          .scope = kBlob,
          .is_compressed = size != digest.size + BlobTrailer::kSize};
}

Result<Inventory> Inventory::Make(const ActionCache& cache,
                                  const Layout::Range& range) {
  const Layout& layout = cache.layout();
  Inventory inventory;
  const auto add = [&](const std::string& top, uint32_t scope) {
    return layout.ForEachFile(
        top, range,
        [&](const std::string&, const Digest& digest, const FileStat& stat) {
          if (scope == kBlob) {
            inventory.files.push_back(OfBlob(digest, stat));
            return;
          }
          inventory.files.push_back(
              {.digest = digest,
               .used_ns = stat.mtime_ns,
               .bytes = Layout::DiskSize(static_cast<uint64_t>(stat.size)),
               .scope = scope});
        });
  };
  XB_TRY(add(layout.blobs(), kBlob));
  XB_TRY(add(layout.links(), kLink));
  XB_ASSIGN(const std::vector<std::string> encoded, layout.Scopes());
  for (uint32_t i = 0; i < encoded.size(); ++i) {
    inventory.scopes.push_back(*Layout::DecodeScope(encoded[i]));
    XB_TRY(add(layout.actions() + "/" + encoded[i], i));
  }
  return inventory;
}

std::string Inventory::PathOf(const ActionCache& cache,
                              const StoredFile& file) const {
  if (file.scope == kBlob) return cache.layout().BlobPath(file.digest);
  if (file.scope == kLink) return cache.layout().LinkPath(file.digest);
  const auto encoded = Layout::EncodeScope(scopes[file.scope]);
  return cache.layout().ActionPath(encoded.value(), file.digest);
}

std::vector<Digest> BlobsOf(const ActionCache& cache, const Digest& digest) {
  std::vector<Digest> digests = {digest};
  const auto bytes = cache.blobs().Peek(digest);
  if (!bytes) return digests;
  const auto result = ActionResult::DecodeUnchecked(*bytes);
  if (!result) return digests;
  for (const Digest& blob : result->Blobs()) digests.push_back(blob);
  return digests;
}

std::optional<ActionRecord> ReadRecord(const ActionCache& cache,
                                       const std::string& scope,
                                       const Digest& key) {
  const auto encoded = Layout::EncodeScope(scope);
  if (!encoded.ok()) return std::nullopt;
  const auto file =
      InputFile::Open(cache.layout().ActionPath(encoded.value(), key));
  if (!file.ok() || !file.value()) return std::nullopt;
  const auto size = static_cast<uint64_t>(file.value()->stat().size);
  std::string bytes;
  if (size > kMaxRecordFile ||
      !file.value()->ReadAt(0, static_cast<size_t>(size), &bytes).ok()) {
    return std::nullopt;
  }
  DecodedRecord decoded = DecodeRecordFile(bytes, key, scope, "");
  if (decoded.problem != RecordProblem::kNone) return std::nullopt;
  return std::move(decoded.record);
}

}  // namespace xb
