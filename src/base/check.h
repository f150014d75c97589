// SPDX-License-Identifier: Apache-2.0
// XB_CHECK stops the program when xb itself is wrong (a bug).  Failures of
// the world or of the input are never checked this way: they are `Error`s.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace xb {

[[noreturn]] inline void CheckFailed(const char* what, const char* file,
                                     int line) {
  std::fprintf(stderr, "xb: bug: %s:%d: `%s` does not hold\n", file, line,
               what);
  std::abort();
}

}  // namespace xb

#define XB_CHECK(condition) \
  ((condition) ? (void)0 : ::xb::CheckFailed(#condition, __FILE__, __LINE__))
