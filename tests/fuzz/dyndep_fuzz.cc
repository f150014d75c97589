// SPDX-License-Identifier: Apache-2.0
// Any bytes are a dyndep file or an error.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "manifest/ninja/dyndep_parser.h"
#include "manifest/ninja/error_format.h"
#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb;
  FakeDisk disk;
  disk.Create("build.ninja",
              "rule r\n  command = c\n"
              "build a: r in || dd\nbuild b | b2: r a || dd\n");
  const auto loaded = ninja::LoadManifest(disk, "build.ninja", {});
  XB_CHECK(loaded.ok());
  Overlay overlay(loaded.value().graph);
  ninja::DyndepParser parser;
  const auto entries =
      parser.Read("dd", {reinterpret_cast<const char*>(data), size}, overlay);
  if (!entries.ok()) {
    XB_CHECK(!ninja::FormatAsNinja(entries.error()).empty());
    return 0;
  }
  for (const DyndepEntry& entry : entries.value()) {
    XB_CHECK(Index(entry.edge) < loaded.value().graph.edge_count());
    for (const NodeId node : entry.links.inputs) {
      XB_CHECK(!overlay.PathOf(node).empty());
    }
  }
  return 0;
}
