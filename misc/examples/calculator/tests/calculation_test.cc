// SPDX-License-Identifier: Apache-2.0
#include "calc/calculation.h"

int main() {
  const bool is_good = Calculate(6, "x", 7) == 42 && !Calculate(1, "/", 0);
  return is_good ? 0 : 1;
}
