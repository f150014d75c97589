// SPDX-License-Identifier: Apache-2.0

// Any bytes are refused or understood as what a build remembers of its files
// (`.xb/digests`) and of what it asked the cache (`.xb/cache`); also when their
// checksum is right.  What is understood is the same when it is written again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "cache/codec.h"
#include "cache/file_digests.h"
#include "cache/last_use.h"
#include "support/fake_disk.h"

namespace {

std::string Sealed(std::string_view magic, std::string_view body) {
  xb::ByteWriter file;
  file.Raw(magic);
  file.Fixed64(xb::Xxh3(body));
  file.Raw(body);
  return file.Take();
}

void CheckUses(std::string_view bytes) {
  xb::FakeDisk disk;
  disk.Create("uses", bytes);
  const std::vector<xb::CacheUse> uses = xb::ReadCacheUses(disk, "uses");
  XB_CHECK(xb::WriteCacheUses(disk, "again", uses).ok());
  const std::vector<xb::CacheUse> again = xb::ReadCacheUses(disk, "again");
  XB_CHECK(again.size() == uses.size());
  for (size_t i = 0; i < uses.size(); ++i) {
    XB_CHECK(again[i].kind == uses[i].kind);
    XB_CHECK(again[i].output == uses[i].output);
    XB_CHECK(again[i].reason == uses[i].reason);
    XB_CHECK(again[i].scope == uses[i].scope);
    XB_CHECK(again[i].key == uses[i].key);
    XB_CHECK(again[i].result == uses[i].result);
  }
}

void CheckDigests(std::string_view bytes) {
  xb::FakeDisk disk;
  disk.Create("digests", bytes);
  xb::FileDigests digests;
  digests.Load(disk, "digests");
  // Whatever it says of a file that is not there: it has no digest.
  XB_CHECK(!digests.Get("/nonexistent/a.h", 1));
  digests.SetMade("a.h", 1);
  XB_CHECK(digests.Save(disk, "again").ok());
  xb::FileDigests again;
  again.Load(disk, "again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckUses(bytes);
  CheckUses(Sealed("xb cache uses 1\n", bytes));
  CheckDigests(bytes);
  CheckDigests(Sealed("xb digests 1\n", bytes));
  return 0;
}
