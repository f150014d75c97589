// SPDX-License-Identifier: Apache-2.0
#include "remake/recording_world.h"

#include <utility>

#include "os/names.h"
#include "remake/pure_shell.h"

namespace xb {

Result<int64_t> RecordingDisk::StatMtime(const std::string& path) {
  auto mtime = disk_.StatMtime(path);
  recorder_.SawTime(path, mtime.ok() ? mtime.value() : -1);
  return mtime;
}

Result<FileStat> RecordingDisk::Stat(const std::string& path) {
  auto stat = disk_.Stat(path);
  if (stat.ok()) {
    recorder_.SawFile(path, stat.value());
  } else {
    recorder_.SawTime(path, -1);
  }
  return stat;
}

bool RecordingDisk::IsLink(const std::string& path) {
  recorder_.Stop("it asks whether `" + path + "` is a link");
  return disk_.IsLink(path);
}

Result<std::optional<std::string>> RecordingDisk::Read(
    const std::string& path) {
  if (!recorder_.is_on()) return disk_.Read(path);
  // From before, so that a change meanwhile shows.
  const auto stat = disk_.Stat(path);
  auto text = disk_.Read(path);
  if (!stat.ok() || !text.ok()) {
    recorder_.Stop("`" + path + "` cannot be read");
  } else if (text.value().has_value() && !stat.value().is_regular()) {
    recorder_.Stop("`" + path + "` is not a regular file");
  } else if (!TellsItsChanges(path, stat.value())) {
    recorder_.Stop("`" + path + "` is made up as it is read");
  } else {
    recorder_.SawFile(path, stat.value());
  }
  return text;
}

Status RecordingDisk::Write(const std::string& path,
                            std::string_view contents) {
  recorder_.Stop("$(file) writes `" + path + "`");
  return disk_.Write(path, contents);
}

Status RecordingDisk::WriteAtomic(const std::string& path,
                                  std::string_view contents) {
  recorder_.Stop("it writes `" + path + "`");
  return disk_.WriteAtomic(path, contents);
}

Status RecordingDisk::MakeParentDirs(const std::string& path) {
  recorder_.Stop("it makes directories for `" + path + "`");
  return disk_.MakeParentDirs(path);
}

Result<bool> RecordingDisk::Remove(const std::string& path) {
  auto removed = disk_.Remove(path);
  if (removed.ok() && !removed.value()) {
    recorder_.SawTime(path, 0);
  } else {
    recorder_.Stop("it removes `" + path + "`");
  }
  return removed;
}

Status RecordingDisk::Rename(const std::string& from, const std::string& to) {
  recorder_.Stop("it renames `" + from + "`");
  return disk_.Rename(from, to);
}

Status RecordingDisk::Truncate(const std::string& path, int64_t size) {
  recorder_.Stop("it truncates `" + path + "`");
  return disk_.Truncate(path, size);
}

std::vector<std::string> RecordingWorld::List(const std::string& directory) {
  std::vector<std::string> names = world_.List(directory);
  recorder_.SawListing(directory, names);
  return names;
}

bool RecordingWorld::ExistsAsName(const std::string& path) {
  const bool exists = world_.ExistsAsName(path);
  recorder_.SawName(path, exists);
  return exists;
}

bool RecordingWorld::MayExist(const std::string& path) {
  if (world_.MayExist(path)) return true;
  recorder_.SawTime(path, 0);
  return false;
}

std::optional<std::string> RecordingWorld::RealPath(const std::string& path) {
  auto real = world_.RealPath(path);
  recorder_.SawRealPath(path, real);
  return real;
}

std::optional<std::string> RecordingWorld::HomeOf(const std::string& user) {
  auto home = world_.HomeOf(user);
  recorder_.SawHome(user, home);
  return home;
}

Status RecordingWorld::AppendTo(const std::string& path,
                                std::string_view text) {
  recorder_.Stop("$(file) appends to `" + path + "`");
  return world_.AppendTo(path, text);
}

make::ShellAnswer RecordingWorld::Run(
    const std::vector<std::string>& arguments,
    const make::EnvironmentList& environment) {
  PureShell pure;
  auto known = recorder_.TakeAnswer(arguments, environment);
  if (recorder_.is_on() || known) {
    // What they are now; that they still are is checked at the end.
    pure = AnalyseShell(arguments, environment, world_.disk());
  }
  // It was not asked anew, and a command in front of it may have changed what
  // it reads.
  if (pure.is_pure) known.reset();
  make::ShellAnswer answer =
      known ? std::move(*known) : world_.Run(arguments, environment);
  if (!recorder_.is_on()) return answer;
  const bool is_pure =
      pure.is_pure && answer.exit_status == 0 && answer.error.empty();
  if (is_pure) {
    for (const auto& [path, stat] : pure.files) recorder_.SawFile(path, stat);
    for (const std::string& name : pure.variables) recorder_.NoteRead(name);
    if (pure.asks_system) recorder_.SawSystem(SystemName());
  }
  recorder_.RanShell(arguments, environment, answer, is_pure);
  return answer;
}

}  // namespace xb
