// SPDX-License-Identifier: Apache-2.0
#include "table.h"

#include <stdio.h>

void PrintRow(const char* name, long value) {
  printf("%-8s %ld\n", name, value);
}
