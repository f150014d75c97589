// SPDX-License-Identifier: Apache-2.0
#include "status/sinks.h"

#include <utility>

#include "status/fancy_sink.h"
#include "status/plain_sink.h"

namespace xb {
namespace {

constexpr int64_t kStillRunningNs = 30'000'000'000;

}  // namespace

Result<SinkOptions> DecideSinkOptions(const Settings& settings,
                                      SinkTerminal terminal,
                                      std::string program, int parallelism) {
  const bool own_style = settings.personality == Personality::kXb;
  SinkOptions options;
  options.program = std::move(program);
  options.verbosity = *settings.verbosity;
  options.smart = terminal.smart;
  options.color = terminal.color;
  options.columns = std::move(terminal.columns);
  options.parallelism = parallelism;
  if (settings.status_template->has_value()) {
    XB_ASSIGN(options.format, StatusFormat::ParseTemplate(
                                  **settings.status_template, "--status"));
  } else {
    XB_ASSIGN(options.format, StatusFormat::ParsePercent(
                                  *settings.status_format,
                                  "$" + std::string(kStatusFormatVariable)));
  }
  // Whoever asked for a format of status lines wants to see status lines.
  options.fancy = own_style && !settings.status_template->has_value() &&
                  settings.status_format.is_default();
  options.separate_output = own_style;
  options.failure_summary = own_style;
  options.still_running_ns = own_style && !terminal.smart ? kStillRunningNs : 0;
  return options;
}

std::unique_ptr<EventSink> MakeEventSink(SinkOptions options, OutputStream* out,
                                         OutputStream* err) {
  if (options.fancy && options.smart &&
      options.verbosity == Verbosity::kNormal) {
    return std::make_unique<FancySink>(std::move(options), out, err);
  }
  return std::make_unique<PlainSink>(std::move(options), out, err);
}

}  // namespace xb
