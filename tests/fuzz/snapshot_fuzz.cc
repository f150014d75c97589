// SPDX-License-Identifier: Apache-2.0

// Any bytes are no snapshot, or one that can be used without harm.  To get
// past the checksums, the bytes are tried once as they are, and once with
// every hash made right.

#include <cstddef>
#include <cstdint>
#include <string>

#include "support/temp_dir.h"
#include "unit/engine/snapshot_use.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const xb::TempDir directory;
  const std::string path = directory / "graph";
  std::string bytes(reinterpret_cast<const char*>(data), size);
  xb::UseSnapshot(path, bytes, xb::SnapshotSample::kKey);
  std::string key;
  if (xb::MakeValid(&bytes, &key)) xb::UseSnapshot(path, bytes, key);
  return 0;
}
