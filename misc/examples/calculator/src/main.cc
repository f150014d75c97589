// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <iostream>

#include "calc/calculation.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: calc A + B\n";
    return 2;
  }
#ifdef VERBOSE
  std::cout << argv[1] << ' ' << argv[2] << ' ' << argv[3] << " = ";
#endif
  const auto result =
      Calculate(std::atol(argv[1]), argv[2], std::atol(argv[3]));
  if (!result) return 1;
  std::cout << *result << '\n';
  return 0;
}
