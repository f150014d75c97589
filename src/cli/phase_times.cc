// SPDX-License-Identifier: Apache-2.0
#include "cli/phase_times.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace xb {

void PhaseTimes::Add(std::string_view phase, int64_t ns) {
  auto row = std::find_if(rows_.begin(), rows_.end(),
                          [&](const Row& r) { return r.phase == phase; });
  if (row == rows_.end()) row = rows_.insert(row, {.phase = phase});
  ++row->count;
  row->total_ns += ns;
}

std::string PhaseTimes::Table() const {
  size_t width = std::string_view("metric").size();
  for (const Row& row : rows_) width = std::max(width, row.phase.size());
  std::string table("metric");
  table.append(width - table.size(), ' ');
  table += "\tcount\tavg (us)\ttotal (ms)\n";
  for (const Row& row : rows_) {
    const double us = static_cast<double>(row.total_ns) / 1000;
    std::array<char, 96> line;
    std::snprintf(line.data(), line.size(), "\t%lld\t%-8.1f\t%.1f\n",
                  static_cast<long long>(row.count),
                  us / static_cast<double>(row.count), us / 1000);
    table.append(row.phase).append(width - row.phase.size(), ' ');
    table.append(line.data());
  }
  return table;
}

}  // namespace xb
