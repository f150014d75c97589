// SPDX-License-Identifier: Apache-2.0
#include "tools/present_state.h"

namespace xb {

PresentState::PresentState(ToolContext& context)
    : graph_(context.overlay->graph()),
      by_content_(*context.settings.freshness == FreshnessMode::kContent &&
                  context.log != nullptr),
      empty_log_(context.disk, *context.overlay),
      empty_deps_(context.disk, *context.overlay),
      no_records_(context.disk, {}),
      history_{context.log == nullptr ? empty_log_ : *context.log,
               context.deps == nullptr ? empty_deps_ : *context.deps,
               no_records_},
      state_(*context.overlay),
      reasons_(*context.overlay, /*keep_all=*/true),
      contents_(context.disk, *context.overlay),
      files_({.overlay = *context.overlay,
              .log = contents_,
              .disk = context.disk,
              .workers = workers_}),
      check_({.overlay = *context.overlay,
              .build_log = history_.log,
              .log = contents_,
              .files = files_,
              .reasons = reasons_,
              .environment = context.environment.digest}),
      scan_({.overlay = *context.overlay,
             .state = state_,
             .history = history_,
             .reasons = reasons_,
             .disk = context.disk,
             .workers = workers_,
             .dyndeps = *context.dyndeps,
             .content = Content()}) {
  if (!by_content_) return;
  const std::string directory =
      context.build_dir.empty() ? "" : context.build_dir + "/";
  // What cannot be read decides nothing.
  [[maybe_unused]] const Status loaded =
      contents_.Load(directory + ".xb/content");
}

Status PresentState::LoadDyndepOf(EdgeId edge) {
  const NodeId dyndep = graph_.edge(edge).dyndep;
  if (dyndep == kNoNode || !state_.is_dyndep_pending(dyndep)) return Ok();
  return scan_.LoadDyndep(dyndep);
}

void PresentState::LoadAllDyndeps() {
  for (uint32_t e = 0; e < graph_.edge_count(); ++e) {
    if (const Status loaded = LoadDyndepOf(EdgeId{e}); !loaded.ok()) continue;
  }
}

Status PresentState::Scan(NodeId target) {
  std::vector<NodeId> validations;
  return scan_.Scan(target, &validations);
}

}  // namespace xb
