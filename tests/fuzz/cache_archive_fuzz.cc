// SPDX-License-Identifier: Apache-2.0

// Any bytes are refused or taken over as an exported cache: as they are, and
// as what such a file holds compressed.  Nothing is written outside of the
// cache, and what was taken over is whole.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/check.h"
#include "cache/archive.h"
#include "cache/compression.h"
#include "cache/inventory.h"
#include "support/fake_clock.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace {

namespace fs = std::filesystem;

std::string Compressed(std::string_view bytes) {
  xb::CompressedWriter stream;
  std::string text;
  const auto sink = [&text](std::string_view part) {
    text += part;
    return xb::Ok();
  };
  XB_CHECK(stream.Write(bytes, sink).ok() && stream.Finish(sink).ok());
  return text;
}

void Import(const xb::TempDir& directory, std::string_view bytes) {
  const std::string path = directory / "archive";
  xb::WriteBytes(path, bytes);
  xb::FakeClock clock;
  const auto cache =
      xb::ActionCache::Open({.directory = directory / "cache"}, clock);
  XB_CHECK(cache.ok());
  const auto go_on = [](uint64_t, uint64_t) { return true; };
  const auto done = xb::ImportCache(*cache.value(), path, go_on);
  const auto inventory = xb::Inventory::Make(*cache.value());
  XB_CHECK(inventory.ok());
  for (const xb::StoredFile& file : inventory.value().files) {
    if (file.scope == xb::Inventory::kBlob) {
      XB_CHECK(cache.value()->blobs().Check(file.digest) ==
               xb::BlobStore::State::kGood);
      continue;
    }
    const auto peeked = cache.value()->PeekRecord(
        inventory.value().scopes[file.scope], file.digest);
    XB_CHECK(peeked.exists &&
             peeked.decoded.problem == xb::RecordProblem::kNone);
  }
  if (done.ok()) {
    XB_CHECK(done.value().blobs + done.value().records >=
             inventory.value().files.size());
  }
  size_t entries = 0;
  for (const auto& entry : fs::directory_iterator(directory.path())) {
    entries += entry.path().empty() ? 0 : 1;
  }
  XB_CHECK(entries == 2);
  fs::remove_all(directory / "cache");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const xb::TempDir directory;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Import(directory, bytes);
  Import(directory, Compressed(bytes));
  return 0;
}
