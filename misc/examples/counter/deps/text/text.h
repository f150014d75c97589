// SPDX-License-Identifier: Apache-2.0
// Counts the words and lines of a text, a character at a time.  Starts with a
// count of zeros.
#pragma once

struct TextCount {
  long words;
  long lines;
  int in_word;
};

void CountCharacter(struct TextCount* count, int c);
