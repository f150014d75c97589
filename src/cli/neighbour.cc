// SPDX-License-Identifier: Apache-2.0
#include "cli/neighbour.h"

#include <charconv>
#include <vector>

#include "os/posix_process_runner.h"

namespace xb {
namespace {

constexpr int64_t kPatienceNs = 1'000'000'000;
// Minor versions of Ninja 1 that began with another version of the log.
constexpr int kFirstWithVersion6 = 12;
constexpr int kFirstWithVersion7 = 13;

}  // namespace

int LogVersionOfNinja(std::string_view version_text) {
  constexpr std::string_view kMajor = "1.";
  int minor = 0;
  if (!version_text.starts_with(kMajor)) return BuildLog::kNewestVersion;
  version_text.remove_prefix(kMajor.size());
  const auto parsed = std::from_chars(
      version_text.data(), version_text.data() + version_text.size(), minor);
  if (parsed.ec != std::errc() || minor >= kFirstWithVersion7) {
    return BuildLog::kNewestVersion;
  }
  return minor >= kFirstWithVersion6 ? 6 : 5;
}

NeighbourLog LogOfInstalledNinja(ProcessRunner& runner, Clock& clock) {
  NeighbourLog log{.version = BuildLog::kNewestVersion};
  if (!runner.Start(0, {.command = "ninja --version"}).ok()) return log;
  const int64_t deadline_ns = clock.NowNs() + kPatienceNs;
  std::vector<ProcessResult> finished;
  while (finished.empty()) {
    const WaitEvent event = runner.Wait(&finished, deadline_ns);
    if (event.reason == WakeReason::kInterrupted) log.signal = event.signal;
    if (event.reason == WakeReason::kDeadline) return log;
  }
  if (finished[0].exit_status == 0) {
    log.version = LogVersionOfNinja(finished[0].output);
  }
  return log;
}

Result<int> BeginLikeNeighbour(BuildLog* log, Clock& clock) {
  XB_ASSIGN(const auto runner, PosixProcessRunner::Create());
  const NeighbourLog neighbour = LogOfInstalledNinja(*runner, clock);
  if (neighbour.signal == 0) log->BeginAs(neighbour.version);
  return neighbour.signal;
}

}  // namespace xb
