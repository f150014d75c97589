// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  const int count = argc > 1 ? atoi(argv[1]) : 0;
  printf("static const int kSquares[] = {");
  for (int i = 0; i < count; ++i) printf("%d, ", i * i);
  printf("};\n");
  return 0;
}
