// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <stdio.h>

#include "gitinfo.h"
#ifdef WITH_TABLE
#include "table/table.h"
#endif

void Report(long words, long lines) {
#ifdef VERBOSE
  puts("counter " VERSION);
#endif
#ifdef WITH_TABLE
  PrintRow("words", words);
  PrintRow("lines", lines);
#else
  printf("%ld %ld\n", words, lines);
#endif
}
