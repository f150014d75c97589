// SPDX-License-Identifier: Apache-2.0
#include "cli/directory_lock.h"

#include <optional>
#include <utility>

#include "cli/state_files.h"
#include "cli/workspace.h"
#include "os/process_ledger.h"

namespace xb {

DirectoryLock::DirectoryLock(const Services& services, std::string program,
                             std::string command_line)
    : s_(services),
      program_(std::move(program)),
      command_line_(std::move(command_line)) {}

Result<DirectoryLock::Entry> DirectoryLock::Enter(
    const std::string& build_dir) {
  if (lock_ != nullptr && build_dir_ == build_dir) return Entry();
  Leave();
  const std::string path = Workspace::InDirectory(build_dir, kLockFile);
  Status made = s_.disk.MakeParentDirs(path);
  Result<std::unique_ptr<BuildLock>> lock =
      made.ok() ? BuildLock::Open(path, command_line_) : made.TakeError();
  // Should there be something to build here, writing the log fails and says
  // so.
  if (!lock.ok()) return Entry();
  lock_ = lock.Take();
  build_dir_ = build_dir;
  Entry entry;
  XB_ASSIGN(const bool locked, lock_->TryLock());
  if (!locked) {
    XB_ASSIGN(const bool nested, lock_->HolderIsAncestor());
    if (nested) return entry;
    XB_ASSIGN(entry.signal, WaitForOthers());
    if (entry.signal != 0) return entry;
    entry.waited = true;
  }
  XB_ASSIGN(entry.orphans, ProcessLedger::EndOrphans(Workspace::InDirectory(
                               build_dir, kLedgersDirectory)));
  if (entry.orphans > 0) entry.waited = true;
  return entry;
}

Result<int> DirectoryLock::WaitForOthers() {
  XB_ASSIGN(const std::optional<LockHolder> holder, lock_->Holder());
  std::string who = "another build";
  if (holder) {
    who = "process " + std::to_string(holder->pid) + " (" +
          holder->command_line + ")";
  }
  if (!*s_.settings.wait) {
    return MakeError("the build directory is in use by " + who);
  }
  s_.err.Write(program_ + ": waiting for " + who +
               " to finish in this build directory\n");
  XB_ASSIGN(const BuildLock::WaitEnd end, lock_->WaitLock());
  return end.locked ? 0 : end.signal;
}

}  // namespace xb
