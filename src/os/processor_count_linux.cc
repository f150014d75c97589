// SPDX-License-Identifier: Apache-2.0
#include "os/system.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "os/disk.h"

namespace xb {
namespace {

std::string ReadOr(const std::string& path, std::string_view otherwise) {
  RealDisk disk;
  auto text = disk.Read(path);
  if (!text.ok() || !text.value()) return std::string(otherwise);
  return *text.value();
}

// The quota of one cgroup directory.
std::optional<int> QuotaAt(const std::string& directory) {
  if (auto quota = ProcessorsFromCpuMax(ReadOr(directory + "/cpu.max", ""))) {
    return quota;
  }
  return ProcessorsFromCfs(ReadOr(directory + "/cpu.cfs_quota_us", ""),
                           ReadOr(directory + "/cpu.cfs_period_us", ""));
}

// The smallest quota of the cgroup and of all above it.  In a container the
// path is often that of the host: what is not there does not limit.
int SmallestQuota(const std::string& root, std::string path, int most) {
  for (;;) {
    if (auto quota = QuotaAt(root + path)) most = std::min(most, *quota);
    if (path.empty() || path == "/") return most;
    path.resize(path.find_last_of('/'));
  }
}

bool HasCpuController(std::string_view controllers) {
  for (std::string_view controller : Split(controllers, ',')) {
    if (controller == "cpu") return true;
  }
  return false;
}

}  // namespace

int AffinityCount() {
  // The kernel refuses a mask that is too small for the machine.
  for (int size = 1024; size <= 1 << 20; size *= 2) {
    cpu_set_t* mask = CPU_ALLOC(size);
    if (mask == nullptr) break;
    const size_t bytes = CPU_ALLOC_SIZE(size);
    const bool known = sched_getaffinity(0, bytes, mask) == 0;
    const int count = known ? CPU_COUNT_S(bytes, mask) : 0;
    CPU_FREE(mask);
    if (known) return std::max(count, 1);
  }
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? static_cast<int>(online) : 1;
}

int ProcessorCount() {
  int count = AffinityCount();
  const std::string groups = ReadOr("/proc/self/cgroup", "");
  for (std::string_view line : Split(groups, '\n')) {
    // `id:controllers:path`; version 2 is `0::path`.
    const size_t first = line.find(':');
    if (first == std::string_view::npos) continue;
    const size_t second = line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    const std::string_view controllers =
        line.substr(first + 1, second - first - 1);
    const std::string path(line.substr(second + 1));
    if (path.empty() || path[0] != '/') continue;
    if (controllers.empty()) {
      count = SmallestQuota("/sys/fs/cgroup", path, count);
      count = SmallestQuota("/sys/fs/cgroup/unified", path, count);
    } else if (HasCpuController(controllers)) {
      count = SmallestQuota("/sys/fs/cgroup/cpu", path, count);
    }
  }
  return std::max(count, 1);
}

}  // namespace xb
