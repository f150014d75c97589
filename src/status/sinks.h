// SPDX-License-Identifier: Apache-2.0
// Chooses who shows the events of a build, by the settings and the terminal.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "config/settings.h"
#include "status/event.h"
#include "status/output_stream.h"
#include "status/sink_options.h"

namespace xb {

// What a sink needs to know of the terminal; see os/terminal.h.
struct SinkTerminal {
  bool smart = false;
  bool color = false;
  std::function<int()> columns = {};
};

// Fails when a status format is wrong.  `program` is what messages begin
// with, `parallelism` how many commands run at once.
Result<SinkOptions> DecideSinkOptions(const Settings& settings,
                                      SinkTerminal terminal,
                                      std::string program, int parallelism);

// The streams must outlive the sink.
std::unique_ptr<EventSink> MakeEventSink(SinkOptions options, OutputStream* out,
                                         OutputStream* err);

}  // namespace xb
