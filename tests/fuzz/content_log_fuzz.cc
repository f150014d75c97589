// SPDX-License-Identifier: Apache-2.0

// Any bytes are a log of contents that loads without harm, and to which a fact
// can be appended that is found again: also when the second half of the bytes
// was appended by somebody else meanwhile.  The payload of a first frame is
// tried with a right checksum, too.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "history/content_history.h"
#include "history/content_log.h"
#include "history/frames.h"
#include "os/disk.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace {

void CheckFacts(const xb::ContentLog& log, const xb::Overlay& overlay) {
  for (uint32_t i = 0; i < overlay.node_count(); ++i) {
    const xb::NodeId node{i};
    const auto* seen = log.FindSeen(node);
    XB_CHECK(seen == nullptr || log.version(seen->version).node == node);
    const auto run = log.Find(node);
    if (!run) continue;
    for (const xb::VersionId input : run->inputs) {
      XB_CHECK(Index(log.version(input).node) < overlay.node_count());
    }
    for (const xb::OutputAsLeft& left : run->outputs) {
      XB_CHECK(left.version == xb::kNoVersion ||
               log.version(left.version).node == left.node);
    }
  }
}

void LoadAndAppend(const std::string& path, std::string_view first,
                   std::string_view second) {
  const xb::Graph graph = xb::MakeGraph({"x", "y"});
  xb::Overlay overlay(graph);
  xb::RealDisk disk;
  xb::WriteBytes(path, first);
  xb::ContentLog log(disk, overlay);
  XB_CHECK(log.Load(path).ok());
  CheckFacts(log, overlay);
  if (!second.empty()) {
    xb::WriteBytes(path, std::string(first) + std::string(second));
  }
  const xb::NodeId x = overlay.Intern("x");
  const xb::VersionId version = log.Intern(x, xb::Xxh3Wide("content"));
  const xb::OutputAsLeft left{x, version, 1, 2};
  log.See(x, {1, 2, 3, 4}, version);
  log.Record(x, {.entry = {1, 2, 3, 4},
                 .environment = 5,
                 .outputs = {&left, 1},
                 .inputs = {&version, 1}});
  XB_CHECK(log.Flush().ok());
  CheckFacts(log, overlay);

  const auto runs = xb::LoadRunContents(disk, path, "x");
  XB_CHECK(runs.ok() && !runs.value().empty());
  const xb::RunContents& last = runs.value().back();
  XB_CHECK(last.entry == (xb::LogEntry{1, 2, 3, 4}));
  XB_CHECK(last.inputs ==
           (std::vector<xb::ContentOfInput>{{"x", xb::Xxh3Wide("content")}}));

  xb::ContentLog again(disk, overlay);
  XB_CHECK(again.Load(path).ok());
  CheckFacts(again, overlay);
  const auto run = again.Find(x);
  XB_CHECK(run && run->environment == 5 && run->inputs.size() == 1);
  XB_CHECK(again.version(run->inputs[0]).digest == xb::Xxh3Wide("content"));
  xb::BuildLog build_log(disk, overlay);
  build_log.Record(x, {1, 2, 3, 4});
  XB_CHECK(again.Compact(build_log).ok());
  XB_CHECK(again.Load(path).ok());
  XB_CHECK(again.Find(x));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const xb::TempDir directory;
  const std::string path = directory / "log";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  LoadAndAppend(path, bytes, "");
  LoadAndAppend(path, bytes.substr(0, size / 2), bytes.substr(size / 2));
  const size_t head = sizeof(xb::FramesHeader) + xb::kFrameHeaderSize;
  if (size < head) return 0;
  std::string sealed(bytes.substr(0, sizeof(xb::FramesHeader)));
  const size_t begin = xb::BeginFrame(&sealed);
  sealed.append(bytes.substr(head));
  xb::EndFrame(begin, &sealed);
  LoadAndAppend(path, sealed, "");
  return 0;
}
