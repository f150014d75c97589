// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "table.h"

int main(void) {
  for (size_t i = 0; i < sizeof kSquares / sizeof *kSquares; ++i) {
    printf("%d\n", kSquares[i]);
  }
  return 0;
}
