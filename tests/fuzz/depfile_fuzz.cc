// SPDX-License-Identifier: Apache-2.0
// Any bytes are a depfile or an error; no name is empty or lies outside the
// buffer.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "engine/depfile_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb;
  std::string buffer(reinterpret_cast<const char*>(data), size);
  DepfileContent content;
  if (!ParseDepfile(&buffer, &content).ok()) return 0;
  const char* const end = buffer.data() + buffer.size();
  for (const auto& names : {content.outputs, content.inputs}) {
    for (const std::string_view name : names) {
      XB_CHECK(!name.empty());
      XB_CHECK(name.data() >= buffer.data() &&
               name.data() + name.size() <= end);
    }
  }
  return 0;
}
