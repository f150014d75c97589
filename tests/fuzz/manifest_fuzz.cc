// SPDX-License-Identifier: Apache-2.0
// Any bytes are a manifest or an error, and a manifest that was read can be
// written and read again.  It is the same however its text is cut.  Bytes
// after a NUL are a file that it may include as `i`.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "graph/evaluate.h"
#include "manifest/ninja/error_format.h"
#include "manifest/ninja/parser.h"
#include "manifest/ninja/writer.h"
#include "support/fake_disk.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t nul = std::min(input.find('\0'), size);
  FakeDisk disk;
  disk.Create("build.ninja", input.substr(0, nul));
  disk.Create("i", input.substr(std::min(nul + 1, size)));
  ninja::LoadOptions options = {.max_text_bytes = 100000};
  const auto loaded = ninja::LoadManifest(disk, "build.ninja", options);
  options.piece_bytes = 1;
  const auto in_pieces = ninja::LoadManifest(disk, "build.ninja", options);
  XB_CHECK(in_pieces.ok() == loaded.ok());
  if (!loaded.ok()) {
    XB_CHECK(!ninja::FormatAsNinja(loaded.error()).empty());
    XB_CHECK(!ninja::FormatForPeople(loaded.error()).empty());
    XB_CHECK(ninja::FormatForPeople(in_pieces.error()) ==
             ninja::FormatForPeople(loaded.error()));
    return 0;
  }
  const Graph& graph = loaded.value().graph;
  const auto& cut_text = in_pieces.value().graph.text.view();
  XB_CHECK(std::equal(cut_text.begin(), cut_text.end(),
                      graph.text.view().begin(), graph.text.view().end()));
  const auto written = ninja::WriteManifests(graph, "build.ninja");
  XB_CHECK(written.ok());
  FakeDisk copy;
  for (const auto& [path, text] : written.value()) copy.Create(path, text);
  const auto again =
      ninja::LoadManifest(copy, "build.ninja", {.phony_cycle_is_error = true});
  XB_CHECK(again.ok());
  XB_CHECK(again.value().graph.edge_count() == graph.edge_count());
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    XB_CHECK(
        EvaluateOrEmpty(graph, edge, KnownName::kDescription) ==
        EvaluateOrEmpty(again.value().graph, edge, KnownName::kDescription));
  }
  return 0;
}
