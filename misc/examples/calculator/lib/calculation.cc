// SPDX-License-Identifier: Apache-2.0
#include "calc/calculation.h"

std::optional<long> Calculate(long a, const std::string& op, long b) {
  if (op == "+") return a + b;
  if (op == "-") return a - b;
  if (op == "x") return a * b;
  if (op == "/" && b != 0) return a / b;
  return std::nullopt;
}
