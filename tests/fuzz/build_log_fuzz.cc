// SPDX-License-Identifier: Apache-2.0

// Any bytes are a build log that loads without harm, and to which a record can
// be appended that is found again: also when the second half of the bytes was
// appended by somebody else meanwhile.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "history/build_log.h"
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
  xb::BuildLog log(disk, overlay);
  XB_CHECK(log.Load(path).ok());
  if (!second.empty()) {
    xb::WriteBytes(path, std::string(first) + std::string(second));
  }
  const xb::LogEntry entry{1, 2, 3, 4};
  log.Record(overlay.Intern("x"), entry);
  XB_CHECK(log.Flush().ok());

  const auto expect_entry = [&](const xb::BuildLog& some_log) {
    XB_CHECK(some_log.FindPath("x") != nullptr);
    XB_CHECK(*some_log.FindPath("x") == entry);
    size_t count = 0;
    some_log.ForEach([&](xb::NodeId output, const xb::LogEntry& found) {
      XB_CHECK(some_log.Find(output) == &found);
      ++count;
    });
    XB_CHECK(count == some_log.size());
  };
  expect_entry(log);
  xb::BuildLog again(disk, overlay);
  XB_CHECK(again.Load(path).value().empty());
  expect_entry(again);
  XB_CHECK(again.version() == log.version());
  XB_CHECK(again.Recompact().ok());
  expect_entry(again);
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
