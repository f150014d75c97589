// SPDX-License-Identifier: Apache-2.0
#include "cli/content_mode.h"

#include <utility>

namespace xb {

ContentMode::ContentMode(const Services& services)
    : overlay_(services.overlay),
      history_(services.history),
      log_(services.disk, services.overlay),
      files_({.overlay = services.overlay,
              .log = log_,
              .disk = services.disk,
              .workers = services.workers,
              .clock = services.clock}),
      check_({.overlay = services.overlay,
              .build_log = services.history.log,
              .log = log_,
              .files = files_,
              .reasons = services.reasons,
              .environment = services.environment}),
      recorder_({.overlay = services.overlay,
                 .state = services.state,
                 .check = check_,
                 .log = log_,
                 .disk = services.disk}) {}

Status ContentMode::Load(std::string path, const Snapshot* snapshot) {
  if (snapshot != nullptr && !snapshot->content().nodes.empty()) {
    const Result<bool> resumed = log_.Resume(path, snapshot->content());
    if (resumed.ok() && resumed.value()) return Ok();
  }
  return log_.Load(std::move(path));
}

Status ContentMode::Save() {
  XB_TRY(log_.Flush());
  if (!log_.needs_compaction(overlay_.graph().edge_count())) return Ok();
  return log_.Compact(history_.log);
}

void ContentCounts::Add(ContentMode& mode, const Plan& plan) {
  clean_edges += mode.check().clean_edges();
  edges_cut_off += plan.edges_cut_off();
  files_hashed += mode.check().files().files_hashed();
}

std::string ContentCounts::Line() const {
  return "content: " + std::to_string(clean_edges) +
         " edges clean by content, " + std::to_string(edges_cut_off) +
         " cut off early, " + std::to_string(files_hashed) + " files hashed\n";
}

}  // namespace xb
