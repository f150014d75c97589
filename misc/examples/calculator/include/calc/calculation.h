// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

// Of two numbers; nothing for an unknown operator, or a division by zero.
std::optional<long> Calculate(long a, const std::string& op, long b);
