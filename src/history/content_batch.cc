// SPDX-License-Identifier: Apache-2.0
#include "history/content_batch.h"

namespace xb {

bool ContentBatch::TakeTables(std::string_view payload) {
  BatchHeader header;
  Table<uint32_t> sizes;
  if (!TakeStruct(&payload, &header) ||
      !versions_.Take(&payload, header.versions) ||
      !seen_.Take(&payload, header.seen) ||
      !runs_.Take(&payload, header.runs) ||
      !outputs_.Take(&payload, header.outputs) ||
      !inputs_.Take(&payload, header.inputs) ||
      !sizes.Take(&payload, header.paths)) {
    return false;
  }
  for (size_t i = 0; i < sizes.size(); ++i) {
    std::string_view path;
    if (sizes[i] == 0 || sizes[i] > kMaxContentPath ||
        !TakeString(&payload, sizes[i], &path) ||
        path.find('\0') != std::string_view::npos) {
      return false;
    }
    paths_.push_back(path);
  }
  return payload.empty();
}

bool ContentBatch::IsConsistent() const {
  for (size_t i = 0; i < versions_.size(); ++i) {
    if (versions_[i].path >= paths_.size()) return false;
  }
  for (size_t i = 0; i < seen_.size(); ++i) {
    if (seen_[i].version >= versions_.size()) return false;
  }
  uint64_t outputs = 0;
  uint64_t inputs = 0;
  for (size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].path >= paths_.size()) return false;
    outputs += runs_[i].outputs;
    inputs += runs_[i].inputs;
  }
  if (outputs != outputs_.size() || inputs != inputs_.size()) return false;
  for (size_t i = 0; i < outputs_.size(); ++i) {
    const BatchOutput row = outputs_[i];
    if (row.path >= paths_.size()) return false;
    if (row.version == kNoIndex) continue;
    if (row.version >= versions_.size() ||
        versions_[row.version].path != row.path) {
      return false;
    }
  }
  for (size_t i = 0; i < inputs_.size(); ++i) {
    if (inputs_[i] >= versions_.size()) return false;
  }
  return true;
}

}  // namespace xb
