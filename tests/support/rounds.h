// SPDX-License-Identifier: Apache-2.0
// How often a test tries something random.
#pragma once

namespace xb {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define XB_TESTS_ARE_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define XB_TESTS_ARE_SANITIZED 1
#endif

#ifdef XB_TESTS_ARE_SANITIZED
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

// All of `wanted`, but a fifth where a sanitizer looks at each step: another
// build has already made all of them, here it is memory and threads that count.
constexpr int Rounds(int wanted) {
  return kIsSanitized ? (wanted + 4) / 5 : wanted;
}

}  // namespace xb
