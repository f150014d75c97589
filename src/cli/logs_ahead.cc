// SPDX-License-Identifier: Apache-2.0
#include "cli/logs_ahead.h"

#include <cstdint>
#include <utility>

namespace xb {
namespace {

// Less than that is read in the time that a thread takes to start.
constexpr int64_t kMinSize = int64_t{256} << 10;

int64_t SizeOf(Disk& disk, const std::string& path) {
  const Result<FileStat> stat = disk.Stat(path);
  return stat.ok() && stat.value().exists() ? stat.value().size : 0;
}

// What was read of `path` if that is what the file is now.
template <typename Ahead>
std::optional<Ahead> TakeCurrent(std::optional<Result<Ahead>>* read,
                                 const std::string& path) {
  std::optional<Result<Ahead>> taken = std::exchange(*read, std::nullopt);
  if (!taken || !taken->ok()) return std::nullopt;
  const LogFile& file = taken->value().file;
  if (file.path() != path || !file.IsCurrent()) return std::nullopt;
  return taken->Take();
}

}  // namespace

std::unique_ptr<LogsAhead> LogsAhead::Begin(Disk& disk, WorkQueue& workers,
                                            std::string log_path,
                                            std::string deps_path) {
  if (workers.threads() == 1 ||
      SizeOf(disk, log_path) + SizeOf(disk, deps_path) < kMinSize) {
    return nullptr;
  }
  return std::unique_ptr<LogsAhead>(
      new LogsAhead(disk, workers, std::move(log_path), std::move(deps_path)));
}

LogsAhead::LogsAhead(Disk& disk, WorkQueue& workers, std::string log_path,
                     std::string deps_path)
    : read_deps_(workers,
                 [this, &disk, path = std::move(deps_path)] {
                   deps_ = DepsLog::ReadAhead(disk, path);
                 }),
      read_log_(workers, [this, &disk, path = std::move(log_path)] {
        log_ = BuildLog::ReadAhead(disk, path);
      }) {}

std::optional<BuildLog::Ahead> LogsAhead::TakeLog(const std::string& path) {
  read_log_.Finish();
  return TakeCurrent(&log_, path);
}

std::optional<DepsLog::Ahead> LogsAhead::TakeDeps(const std::string& path) {
  read_deps_.Finish();
  return TakeCurrent(&deps_, path);
}

}  // namespace xb
