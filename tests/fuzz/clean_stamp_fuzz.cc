// SPDX-License-Identifier: Apache-2.0

// Any bytes are no stamp, or one that can be asked without harm; also when
// their hash is right.

#include <cstddef>
#include <cstdint>
#include <string>

#include "unit/history/clean_stamp_support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static xb::StampBench bench;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  bench.PutStamp(bytes);
  bench.IsClean();
  xb::SignStamp(&bytes);
  bench.PutStamp(bytes);
  bench.IsClean();
  bench.IsClean("");
  return 0;
}
