// SPDX-License-Identifier: Apache-2.0
// Any bytes are a manifest with profiles or an error.  What all profiles give
// together, each gives alone, with its logs in one place, and as a manifest
// that says the same to those who know no profiles.  Bytes after a NUL are a
// file that it may include as `i`.
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

namespace {

using namespace xb;

void CheckPlain(const Graph& graph, const std::string& build_dir) {
  const auto written = ninja::WriteManifests(graph, "build.ninja",
                                             {.plain_with_logs_in = build_dir});
  XB_CHECK(written.ok());
  FakeDisk copy;
  for (const auto& [path, text] : written.value()) copy.Create(path, text);
  const auto again =
      ninja::LoadManifest(copy, "build.ninja", {.phony_cycle_is_error = true});
  XB_CHECK(again.ok());
  XB_CHECK(again.value().build_dir == build_dir);
  XB_CHECK(again.value().graph.edge_count() == graph.edge_count());
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    XB_CHECK(EvaluateOrEmpty(graph, edge, KnownName::kCommand) ==
             EvaluateOrEmpty(again.value().graph, edge, KnownName::kCommand));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t nul = std::min(input.find('\0'), size);
  FakeDisk disk;
  disk.Create("build.ninja", input.substr(0, nul));
  disk.Create("i", input.substr(std::min(nul + 1, size)));
  ninja::LoadOptions options = {
      .max_text_bytes = 100000, .takes_profiles = true, .all_profiles = true};
  const auto all = ninja::LoadManifest(disk, "build.ninja", options);
  if (!all.ok()) {
    XB_CHECK(!ninja::FormatForPeople(all.error()).empty());
    return 0;
  }
  options.all_profiles = false;
  for (const std::string& name : all.value().profiles) {
    options.profiles = {{name}};
    options.variables = {};
    const auto one = ninja::LoadManifest(disk, "build.ninja", options);
    XB_CHECK(one.ok());
    XB_CHECK(one.value().build_dir == all.value().build_dir);
    const Graph& graph = one.value().graph;
    XB_CHECK(graph.edge_count() <= all.value().graph.edge_count());
    CheckPlain(graph, one.value().build_dir);
    options.variables = {{"a", "x", "y"}, {"b", {}, "z"}};
    const auto set = ninja::LoadManifest(disk, "build.ninja", options);
    XB_CHECK(set.ok() || !ninja::FormatForPeople(set.error()).empty());
  }
  return 0;
}
