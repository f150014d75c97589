// SPDX-License-Identifier: Apache-2.0
// How often a test tries something random.
#pragma once

namespace xb {

// All of `wanted`, but a fifth where a sanitizer looks at each step: another
// build has already made all of them, here it is memory and threads that count.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define XB_TESTS_ARE_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define XB_TESTS_ARE_SANITIZED 1
#endif

constexpr int Rounds(int wanted) {
#ifdef XB_TESTS_ARE_SANITIZED
  return (wanted + 4) / 5;
#else
  return wanted;
#endif
}

}  // namespace xb
