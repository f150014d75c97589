// SPDX-License-Identifier: Apache-2.0
// WarningReplay stands in front of a sink and shows, before a build ends, what
// the edges that did not have to run had printed when they last did: so that
// nobody takes a build without warnings for code without any.  What ran in this
// process was shown when it did.  Loop thread only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cli/build_run.h"
#include "config/settings.h"
#include "history/records.h"
#include "os/disk.h"
#include "status/event.h"

namespace xb {

class WarningReplay final : public EventSink {
 public:
  // `disk` must outlive the object.
  WarningReplay(std::unique_ptr<EventSink> sink, Disk& disk);

  // The next end of a build is that of `targets`, which were scanned; `run`
  // lives until then.
  void Expect(BuildRun* run, std::vector<NodeId> targets);

  void On(const BuildStarted& event) override { sink_->On(event); }
  void On(const PlanChanged& event) override { sink_->On(event); }
  void On(const EdgeExplained& event) override { sink_->On(event); }
  void On(const EdgeStarted& event) override { sink_->On(event); }
  void On(const EdgeFinished& event) override;
  void On(const EdgeReplayed& event) override { sink_->On(event); }
  void On(const Message& event) override { sink_->On(event); }
  void On(const TerminalLeft& event) override { sink_->On(event); }
  void On(const TerminalChanged& event) override { sink_->On(event); }
  void On(const BuildFinished& event) override;
  int64_t Tick(int64_t now_ns) override { return sink_->Tick(now_ns); }

 private:
  void Show();
  // What `edge` had printed; null: nothing, or it is not what it would print.
  const RunRecord* Printed(EdgeId edge) const;

  std::unique_ptr<EventSink> sink_;
  Disk& disk_;
  BuildRun* run_ = nullptr;
  std::vector<NodeId> targets_;
  std::unordered_set<std::string> ran_;  // first outputs
  Records::RunOfOutput printed_;
};

}  // namespace xb
