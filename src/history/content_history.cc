// SPDX-License-Identifier: Apache-2.0
#include "history/content_history.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "history/content_batch.h"

namespace xb {
namespace {

void TakeRuns(const ContentBatch& batch, std::string_view output_path,
              std::vector<RunContents>* runs) {
  size_t input = 0;
  for (size_t i = 0; i < batch.runs().size(); ++i) {
    const BatchRun row = batch.runs()[i];
    const size_t end = input + row.inputs;
    // Without outputs what it read is not known.
    if (batch.paths()[row.path] != output_path || row.outputs == 0) {
      input = end;
      continue;
    }
    RunContents run{.entry = row.entry, .inputs = {}};
    run.inputs.reserve(row.inputs);
    for (; input < end; ++input) {
      const BatchVersion version = batch.versions()[batch.inputs()[input]];
      run.inputs.push_back(
          {std::string(batch.paths()[version.path]), version.digest});
    }
    runs->push_back(std::move(run));
  }
}

}  // namespace

Result<std::vector<RunContents>> LoadRunContents(Disk& disk,
                                                 const std::string& path,
                                                 std::string_view output_path) {
  std::vector<RunContents> runs;
  XB_ASSIGN(const std::optional<std::string> bytes, disk.Read(path));
  if (!bytes || !ParseFramesHeader(*bytes, kContentFileHeader)) return runs;
  size_t at = sizeof(FramesHeader);
  while (const auto frame = FindFrame(*bytes, at, kMaxContentPayload)) {
    at = frame->end;
    ContentBatch batch;
    if (batch.Parse(frame->payload)) TakeRuns(batch, output_path, &runs);
  }
  return runs;
}

}  // namespace xb
