// SPDX-License-Identifier: Apache-2.0
// Ages as people write them.  Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace xb {

// `7d`, `12h`, `30m`, `45s`, in ns; nullopt for what is no time.
std::optional<int64_t> ParseAge(std::string_view text);

}  // namespace xb
