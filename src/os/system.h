// SPDX-License-Identifier: Apache-2.0
// Small questions to the operating system that fit nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xb {

// Processors this process may use at once: the affinity mask and the cgroup
// quota (v1 and v2) are respected.  At least 1.
int ProcessorCount();
// Of the affinity mask alone: one system call instead of some files.
int AffinityCount();

// Processes waiting or running, mean of the last minute; nullopt when the
// system does not tell.
std::optional<double> LoadAverage();

// Of the processor, as the system calls it: x86_64.
std::string MachineName();

int64_t ProcessId();

// From here on writing to a pipe that nobody reads fails instead of ending this
// process: a build does not end because `| head` has seen enough.  Processes
// that are started have the disposition that we were started with.
void IgnoreBrokenPipes();

// From here on, when there is no memory left this process says so and ends with
// status 1.
void EndWhenOutOfMemory();

// Of the program that this process is, without symbolic links.
Result<std::string> ExecutablePath();

Result<std::string> CurrentDirectory();
Status ChangeDirectory(const std::string& path);

// The quota of a cgroup in processors, rounded up; nullopt when unlimited or
// unreadable.  `cpu_max` is the text of cpu.max (v2).
std::optional<int> ProcessorsFromCpuMax(std::string_view cpu_max);
// `quota` and `period` are the texts of cpu.cfs_quota_us and
// cpu.cfs_period_us (v1).
std::optional<int> ProcessorsFromCfs(std::string_view quota,
                                     std::string_view period);

}  // namespace xb
