// SPDX-License-Identifier: Apache-2.0
#include "tools/age.h"

#include "base/text.h"

namespace xb {
namespace {

constexpr int64_t kNsPerSecond = 1'000'000'000;

}  // namespace

std::optional<int64_t> ParseAge(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int64_t unit_s = 0;
  switch (text.back()) {
    case 's':
      unit_s = 1;
      break;
    case 'm':
      unit_s = 60;
      break;
    case 'h':
      unit_s = 3600;
      break;
    case 'd':
      unit_s = 86400;
      break;
  }
  const auto number = ParseUint64(text.substr(0, text.size() - 1));
  constexpr uint64_t kMost = 100'000'000;
  if (unit_s == 0 || !number || *number > kMost / static_cast<uint64_t>(unit_s))
    return std::nullopt;
  return static_cast<int64_t>(*number) * unit_s * kNsPerSecond;
}

}  // namespace xb
