// SPDX-License-Identifier: Apache-2.0

// Any bytes are a deps log that loads without harm, and to which a record can
// be appended that is found again: also when the second half of the bytes was
// appended by somebody else meanwhile.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "history/deps_log.h"
#include "os/disk.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace {

void LoadAndAppend(const std::string& path, std::string_view first,
                   std::string_view second) {
  const xb::Graph graph = xb::MakeGraph({"x", "y"});
  xb::Overlay overlay(graph);
  xb::RealDisk disk;
  xb::WriteBytes(path, first);
  xb::DepsLog log(disk, overlay);
  XB_CHECK(log.Load(path).ok());
  if (!second.empty()) {
    xb::WriteBytes(path, std::string(first) + std::string(second));
  }
  const std::vector<xb::NodeId> inputs = {
      overlay.Intern("new.h"), overlay.Intern("a.h"), overlay.Intern("y")};
  XB_CHECK(log.Record(overlay.Intern("x"), 1, inputs).ok());
  XB_CHECK(log.Flush().ok());

  const auto expect_deps = [&](const xb::DepsLog& some_log) {
    const auto deps = some_log.Find(overlay.Intern("x"));
    XB_CHECK(deps.has_value());
    XB_CHECK(deps->mtime_ns == 1);
    XB_CHECK(std::vector<xb::NodeId>(deps->inputs.begin(),
                                     deps->inputs.end()) == inputs);
    some_log.ForEach([&](xb::NodeId, const xb::DepsLog::Deps& found) {
      for (const xb::NodeId input : found.inputs) {
        XB_CHECK(xb::Index(input) < overlay.node_count());
      }
    });
  };
  expect_deps(log);
  xb::DepsLog again(disk, overlay);
  XB_CHECK(again.Load(path).value().empty());
  expect_deps(again);
  XB_CHECK(again.Recompact().ok());
  expect_deps(again);
  XB_CHECK(again.Load(path).value().empty());
  expect_deps(again);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const xb::TempDir directory;
  const std::string path = directory / "log";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  LoadAndAppend(path, bytes, "");
  LoadAndAppend(path, bytes.substr(0, size / 2), bytes.substr(size / 2));
  return 0;
}
