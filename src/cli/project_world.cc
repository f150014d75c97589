// SPDX-License-Identifier: Apache-2.0
#include "cli/project_world.h"

#include <utility>

#include "base/text.h"
#include "cli/state_files.h"
#include "os/environment.h"
#include "os/file_tree.h"
#include "os/posix_process_runner.h"

namespace xb {
namespace {

using project::DirectoryName;

// Of whoever may execute it.
constexpr uint32_t kExecutableBits = 0111;
constexpr char kUsualPath[] = "/usr/local/bin:/usr/bin:/bin";

}  // namespace

Result<std::optional<std::vector<DirectoryName>>> ProjectWorld::List(
    const std::string& directory) {
  XB_ASSIGN(const FileStat stat, disk_.Stat(directory));
  if (!stat.is_directory()) {
    return std::optional<std::vector<DirectoryName>>();
  }
  XB_ASSIGN(std::vector<NamedEntry> entries, ListNames(directory));
  std::vector<DirectoryName> names;
  names.reserve(entries.size());
  for (NamedEntry& entry : entries) {
    auto kind = DirectoryName::Kind::kFile;
    if (entry.kind == EntryKind::kDirectory) {
      kind = DirectoryName::Kind::kDirectory;
    } else if (entry.kind == EntryKind::kOther) {
      const std::string path = directory + "/" + entry.name;
      const Result<FileStat> target = disk_.Stat(path);
      // One that leads nowhere is no source.
      if (!target.ok() || !target.value().exists()) continue;
      if (target.value().is_directory()) {
        kind = disk_.IsLink(path) ? DirectoryName::Kind::kLinkToDirectory
                                  : DirectoryName::Kind::kDirectory;
      }
    }
    names.push_back({std::move(entry.name), kind});
  }
  return std::optional(std::move(names));
}

std::optional<std::string> ProjectWorld::GetEnv(const std::string& name) {
  return xb::GetEnv(name);
}

bool ProjectWorld::IsProgram(const std::string& path) {
  const Result<FileStat> stat = disk_.Stat(path);
  return stat.ok() && stat.value().is_regular() &&
         (stat.value().mode & kExecutableBits) != 0;
}

std::optional<std::string> ProjectWorld::FindProgram(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (name.find('/') != std::string::npos) {
    return IsProgram(name) ? std::optional(name) : std::nullopt;
  }
  const std::string path = xb::GetEnv("PATH").value_or(kUsualPath);
  for (const std::string_view directory : Split(path, ':')) {
    std::string candidate(directory.empty() ? "." : directory);
    candidate.append("/").append(name);
    if (IsProgram(candidate)) return candidate;
  }
  return std::nullopt;
}

Result<project::ToolAnswer> ProjectWorld::Run(
    const std::vector<std::string>& words) {
  std::string command;
  for (const std::string& word : words) {
    if (!command.empty()) command += ' ';
    AppendShellEscaped(word, &command);
  }
  XB_ASSIGN(const auto runner, PosixProcessRunner::Create());
  XB_TRY(runner->Start(0, {.command = command}));
  std::vector<ProcessResult> finished;
  while (finished.empty()) {
    const WaitEvent event = runner->Wait(&finished, kNever);
    if (event.reason == WakeReason::kInterrupted) {
      return MakeError("interrupted while `" + words[0] + "` ran");
    }
  }
  return project::ToolAnswer{.output = std::move(finished[0].output),
                             .exit_status = finished[0].exit_status};
}

void ProjectWorld::Depend(const std::string&) {}

int64_t ProjectWorld::NowNs() {
  if (clock_ == nullptr) {
    if (!disk_.MakeParentDirs(kLockFile).ok()) return 0;
    auto clock = RealFileClock::Open(kLockFile);
    if (!clock.ok()) return 0;
    clock_ = clock.Take();
  }
  const Result<int64_t> now = clock_->NowNs();
  return now.ok() ? now.value() : 0;
}

}  // namespace xb
