// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "report.h"
#include "text/text.h"

int main(void) {
  struct TextCount count = {0};
  int c;
  while ((c = getchar()) != EOF) CountCharacter(&count, c);
  Report(count.words, count.lines);
  return 0;
}
