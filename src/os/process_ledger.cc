// SPDX-License-Identifier: Apache-2.0
#include "os/process_ledger.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "base/text.h"
#include "os/process_table.h"

namespace xb {
namespace {

// The first bytes of a ledger: who may make sense of its numbers.
using Header = std::array<char, 128>;
static_assert(sizeof(Header) == 128);

// Asked to end, a command may tidy up; then it is killed.
constexpr int kPoliteTries = 1000;
constexpr int kMaxTries = 5 * kPoliteTries;
constexpr timespec kPause = {0, 2000000};

std::optional<Header> OwnHeader() {
  const std::string space = ProcessSpace();
  if (space.empty()) return std::nullopt;
  const std::string text = "xb running 2\n" + space + "\n";
  Header header{};
  if (text.size() > header.size()) return std::nullopt;
  std::copy(text.begin(), text.end(), header.begin());
  return header;
}

off_t OffsetOf(ProcessLedger::Slot slot) {
  return static_cast<off_t>(sizeof(Header) +
                            slot * sizeof(ProcessLedger::Entry));
}

// A ledger whose owner has gone; locked until it is dealt with.
struct Orphaned {
  std::string path;
  UniqueFd file;
  std::vector<ProcessLedger::Entry> entries;
};

std::vector<ProcessLedger::Entry> ReadEntries(int fd, const Header& own) {
  std::string bytes;
  if (!ReadToEnd(fd, &bytes) || bytes.size() < own.size() ||
      std::memcmp(bytes.data(), own.data(), own.size()) != 0) {
    return {};
  }
  std::vector<ProcessLedger::Entry> entries;
  for (size_t at = sizeof(Header);
       bytes.size() - at >= sizeof(ProcessLedger::Entry);
       at += sizeof(ProcessLedger::Entry)) {
    ProcessLedger::Entry entry;
    std::memcpy(&entry, bytes.data() + at, sizeof entry);
    if (entry.start_ticks != 0) entries.push_back(entry);
  }
  return entries;
}

// Mostly there is none, and nothing more to be found out.
bool HasLedgers(const std::string& directory) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(directory.c_str()),
                                                 closedir);
  if (open == nullptr) return false;
  while (const dirent* entry = readdir(open.get())) {
    if (IsDigits(entry->d_name)) return true;
  }
  return false;
}

std::vector<Orphaned> FindOrphaned(const std::string& directory,
                                   const Header& own) {
  std::vector<Orphaned> found;
  const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(directory.c_str()),
                                                 closedir);
  if (open == nullptr) return found;
  while (const dirent* entry = readdir(open.get())) {
    if (!IsDigits(entry->d_name)) continue;
    Orphaned ledger;
    ledger.path = directory + "/" + entry->d_name;
    ledger.file = UniqueFd(OpenRetrying(ledger.path, O_RDWR));
    if (!ledger.file.valid() ||
        flock(ledger.file.get(), LOCK_EX | LOCK_NB) != 0) {
      continue;
    }
    ledger.entries = ReadEntries(ledger.file.get(), own);
    found.push_back(std::move(ledger));
  }
  return found;
}

constexpr uint64_t kTicksPerSecond = 100;

bool StartedWithin(const ProcessFacts& process,
                   const ProcessLedger::Entry& entry, uint64_t seconds) {
  // Clocks and ticks are rounded.
  constexpr uint64_t kSlack = 2;
  return process.start_ticks + kSlack >= entry.start_ticks &&
         process.start_ticks <= entry.start_ticks + seconds * kTicksPerSecond;
}

bool IsOwn(const ProcessFacts& process, const ProcessLedger::Entry& entry) {
  if (process.pid == entry.pid) {
    // The number may have been given to another process since; but a busy
    // machine may have taken its time over the start.
    constexpr uint64_t kLongestStart = 10;
    return StartedWithin(process, entry, kLongestStart);
  }
  constexpr int kStreams = 3;
  return entry.pipe_inode != 0 && HasFileOpen(process.pid, entry.pipe_device,
                                              entry.pipe_inode, kStreams);
}

bool Contains(const std::vector<int64_t>& sorted, int64_t value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

// The processes of the entries, of their groups, and all below them.
std::vector<int64_t> FindProcesses(const std::vector<Orphaned>& ledgers) {
  const std::vector<ProcessFacts> all = ListProcesses();
  const int64_t self = getpid();
  std::vector<int64_t> found;
  std::vector<int64_t> groups;
  for (const ProcessFacts& process : all) {
    for (const Orphaned& ledger : ledgers) {
      const bool own =
          std::any_of(ledger.entries.begin(), ledger.entries.end(),
                      [&](const auto& entry) { return IsOwn(process, entry); });
      if (!own) continue;
      found.push_back(process.pid);
      // A console process is in a group with others that are none of ours.
      if (process.group == process.pid) groups.push_back(process.group);
    }
  }
  std::sort(groups.begin(), groups.end());
  for (bool more = !found.empty(); more;) {
    more = false;
    std::sort(found.begin(), found.end());
    for (const ProcessFacts& process : all) {
      if (Contains(found, process.pid)) continue;
      if (!Contains(found, process.parent) &&
          !Contains(groups, process.group)) {
        continue;
      }
      found.insert(std::lower_bound(found.begin(), found.end(), process.pid),
                   process.pid);
      more = true;
    }
  }
  // Neither ourselves nor those who wait for us, whatever the ledgers say.
  std::vector<int64_t> above;
  for (int64_t pid = self; pid > 0; pid = ParentOf(pid)) above.push_back(pid);
  std::vector<int64_t> living;
  for (const ProcessFacts& process : all) {
    if (process.alive && Contains(found, process.pid) &&
        std::find(above.begin(), above.end(), process.pid) == above.end()) {
      living.push_back(process.pid);
    }
  }
  return living;
}

bool RemoveAll(const std::vector<Orphaned>& ledgers) {
  return std::all_of(ledgers.begin(), ledgers.end(), [](const auto& ledger) {
    return unlink(ledger.path.c_str()) == 0;
  });
}

}  // namespace

std::unique_ptr<ProcessLedger> ProcessLedger::Open(
    const std::string& directory) {
  const std::optional<Header> header = OwnHeader();
  if (!header) return nullptr;
  if (mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST) return nullptr;
  const std::string path = directory + "/" + std::to_string(getpid());
  UniqueFd file(OpenRetrying(path, O_RDWR | O_CREAT));
  // Another container may have a process of our number.
  if (!file.valid() || flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return nullptr;
  }
  std::unique_ptr<ProcessLedger> ledger(
      new ProcessLedger(std::move(file), path));
  size_t written;
  if (ftruncate(ledger->file_.get(), 0) != 0 ||
      !WriteAll(ledger->file_.get(),
                std::string_view(header->data(), header->size()), &written)) {
    return nullptr;
  }
  return ledger;
}

ProcessLedger::~ProcessLedger() { unlink(path_.c_str()); }

ProcessLedger::Slot ProcessLedger::Add(const Entry& entry) {
  if (free_.empty()) free_.push_back(used_++);
  const Slot slot = free_.back();
  free_.pop_back();
  Write(slot, entry);
  return slot;
}

int64_t ProcessLedger::PidOffset(Slot slot) {
  return OffsetOf(slot) + int64_t{offsetof(Entry, pid)};
}

void ProcessLedger::Write(Slot slot, const Entry& entry) {
  // What cannot be written is not remembered; see Add().
  while (pwrite(file_.get(), &entry, sizeof entry, OffsetOf(slot)) < 0 &&
         errno == EINTR) {
  }
}

void ProcessLedger::Remove(Slot slot) {
  Write(slot, Entry{});
  free_.push_back(slot);
}

Result<int> ProcessLedger::EndOrphans(const std::string& directory) {
  if (!HasLedgers(directory)) return 0;
  const std::optional<Header> header = OwnHeader();
  if (!header) return 0;
  std::vector<Orphaned> ledgers = FindOrphaned(directory, *header);
  std::vector<int64_t> ended;
  int tries = 0;
  while (!ledgers.empty()) {
    const std::vector<int64_t> living = FindProcesses(ledgers);
    if (living.empty()) {
      if (!RemoveAll(ledgers)) break;
      // Among those that ended may have been another owner.
      ledgers = FindOrphaned(directory, *header);
      continue;
    }
    if (++tries > kMaxTries) {
      return MakeError("cannot end process " + std::to_string(living[0]) +
                           ", which a killed build has left running",
                       "It may still write files of this directory");
    }
    for (const int64_t pid : living) {
      const bool known =
          std::find(ended.begin(), ended.end(), pid) != ended.end();
      if (!known) ended.push_back(pid);
      if (tries > kPoliteTries) kill(static_cast<pid_t>(pid), SIGKILL);
      if (!known) kill(static_cast<pid_t>(pid), SIGTERM);
    }
    nanosleep(&kPause, nullptr);
  }
  return static_cast<int>(ended.size());
}

}  // namespace xb
