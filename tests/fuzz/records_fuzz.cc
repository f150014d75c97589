// SPDX-License-Identifier: Apache-2.0

// Any bytes are records that can be asked without harm, and to which a run can
// be appended that is found again, before and after a compaction.  The payload
// of a first frame is tried with a right checksum, too.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "history/frames.h"
#include "history/records.h"
#include "os/disk.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace {

void AskAll(const std::string& path) {
  xb::RealDisk disk;
  XB_CHECK(xb::Records::LoadRuns(disk, path, "x").ok());
  XB_CHECK(xb::Records::LoadEnvironment(disk, path, 7).ok());
  const auto printed = xb::Records::LoadPrinted(disk, path);
  XB_CHECK(printed.ok());
  for (const auto& [output, run] : printed.value()) {
    XB_CHECK(run.output_path == output && run.exit_status == 0);
    XB_CHECK(run.output.size() <= xb::Records::kMaxOutput);
  }
}

void AppendAndFind(const std::string& path, std::string_view bytes) {
  xb::WriteBytes(path, bytes);
  AskAll(path);
  xb::RealDisk disk;
  xb::Records records(disk, path);
  records.SetEnvironment({.digest = 7, .variables = {{"PATH", 1}}});
  const xb::RunRecord run{.output_path = "x",
                          .reason = "it is new",
                          .command = "cc",
                          .output_size = 5,
                          .output = "text\n",
                          .environment = 7};
  records.Append(run);
  XB_CHECK(records.Flush().ok());
  const auto check = [&] {
    const auto runs = xb::Records::LoadRuns(disk, path, "x");
    XB_CHECK(runs.ok() && !runs.value().empty());
    XB_CHECK(runs.value().back() == run);
    const auto environment = xb::Records::LoadEnvironment(disk, path, 7);
    XB_CHECK(environment.ok() && environment.value());
    AskAll(path);
  };
  check();
  XB_CHECK(records.Compact().ok());
  check();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const xb::TempDir directory;
  const std::string path = directory / "records";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  AppendAndFind(path, bytes);
  const size_t head = sizeof(xb::FramesHeader) + xb::kFrameHeaderSize;
  if (size < head) return 0;
  std::string sealed(bytes.substr(0, sizeof(xb::FramesHeader)));
  const size_t begin = xb::BeginFrame(&sealed);
  sealed.append(bytes.substr(head));
  xb::EndFrame(begin, &sealed);
  AppendAndFind(path, sealed);
  return 0;
}
