// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <ctype.h>

void CountCharacter(struct TextCount* count, int c) {
  if (c == '\n') ++count->lines;
  if (isspace(c)) {
    count->in_word = 0;
  } else if (!count->in_word) {
    count->in_word = 1;
    ++count->words;
  }
}
