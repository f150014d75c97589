// SPDX-License-Identifier: Apache-2.0
#include "os/process_table.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "os/fd.h"

namespace xb {
namespace {

using ProcDirectory = std::unique_ptr<DIR, int (*)(DIR*)>;

ProcDirectory OpenDirectory(const std::string& path) {
  return {opendir(path.c_str()), closedir};
}

std::string ReadSmallFile(const std::string& path) {
  const UniqueFd file(OpenRetrying(path, O_RDONLY));
  std::string text;
  if (!file.valid() || !ReadToEnd(file.get(), &text)) return {};
  return text;
}

std::optional<ProcessFacts> ReadFacts(int64_t pid) {
  const std::string text =
      ReadSmallFile("/proc/" + std::to_string(pid) + "/stat");
  // `pid (name) state ppid pgrp ...`; the name may hold spaces and parentheses.
  const size_t name_end = text.find_last_of(')');
  if (name_end == std::string::npos) return std::nullopt;
  // Counted from the parenthesis on, which is field 2 of proc(5).
  const auto words = Split(std::string_view(text).substr(name_end), ' ');
  constexpr size_t kThreads = 18;
  constexpr size_t kStartTime = 20;
  if (words.size() <= kStartTime) return std::nullopt;
  ProcessFacts facts;
  facts.pid = pid;
  // Its first thread may have ended before the others.
  facts.alive = (words[1] != "Z" && words[1] != "X") ||
                ParseUint64(words[kThreads]).value_or(0) > 1;
  facts.parent = static_cast<int64_t>(ParseUint64(words[2]).value_or(0));
  facts.group = static_cast<int64_t>(ParseUint64(words[3]).value_or(0));
  facts.start_ticks = ParseUint64(words[kStartTime]).value_or(0);
  return facts;
}

}  // namespace

std::vector<ProcessFacts> ListProcesses() {
  std::vector<ProcessFacts> all;
  const ProcDirectory directory = OpenDirectory("/proc");
  if (directory == nullptr) return all;
  while (const dirent* entry = readdir(directory.get())) {
    const auto pid = ParseUint64(entry->d_name);
    if (!pid) continue;
    if (auto facts = ReadFacts(static_cast<int64_t>(*pid))) {
      all.push_back(*facts);
    }
  }
  return all;
}

int64_t ParentOf(int64_t pid) {
  const auto facts = ReadFacts(pid);
  return facts ? facts->parent : 0;
}

bool HasFileOpen(int64_t pid, uint64_t device, uint64_t inode, int below) {
  const ProcDirectory directory =
      OpenDirectory("/proc/" + std::to_string(pid) + "/fd");
  if (directory == nullptr) return false;
  while (const dirent* entry = readdir(directory.get())) {
    const auto number = ParseUint64(entry->d_name);
    if (!number || *number >= static_cast<uint64_t>(below)) continue;
    struct stat info;
    if (fstatat(dirfd(directory.get()), entry->d_name, &info, 0) == 0 &&
        info.st_ino == inode && info.st_dev == device) {
      return true;
    }
  }
  return false;
}

uint64_t TicksNow() {
  timespec now;
  if (clock_gettime(CLOCK_BOOTTIME, &now) != 0) return 0;
  // USER_HZ, which is the same on every machine that runs Linux but alpha.
  constexpr long kTicksPerSecond = 100;
  constexpr long kNsPerTick = 1000000000 / kTicksPerSecond;
  return static_cast<uint64_t>(now.tv_sec * kTicksPerSecond +
                               now.tv_nsec / kNsPerTick);
}

std::string ProcessSpace() {
  std::string text = ReadSmallFile("/proc/sys/kernel/random/boot_id");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  struct stat info;
  if (text.empty() || stat("/proc/self/ns/pid", &info) != 0) return {};
  return text + " " + std::to_string(info.st_ino);
}

}  // namespace xb
