// SPDX-License-Identifier: Apache-2.0
// Words in a source by which what a compiler makes of it depends on more than
// the files that it says it read.  Comments and strings are looked at, too:
// once too often is no harm.  What is put together by `##` is not seen.  Pure
// functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace xb {

// A set of bits.
using SourceWords = uint16_t;
inline constexpr SourceWords kDateMacro = 1;          // __DATE__
inline constexpr SourceWords kTimeMacro = 2;          // __TIME__
inline constexpr SourceWords kTimestampMacro = 4;     // __TIMESTAMP__
inline constexpr SourceWords kIncbinWord = 8;         // .incbin, #embed
inline constexpr SourceWords kAssemblerInclude = 16;  // .include
inline constexpr SourceWords kPathMacro = 32;         // __FILE__ and its kin
inline constexpr SourceWords kOtherQuestions = 64;    // see IncludeNames
inline constexpr SourceWords kAsksAge = 128;          // #pragma GCC dependency
inline constexpr SourceWords kCallerPath = 256;  // __builtin_FILE and its kin
inline constexpr SourceWords kClockMacros =
    kDateMacro | kTimeMacro | kTimestampMacro;

SourceWords FindSourceWords(std::string_view source);

// The first of `words` as it stands in a source; empty for none.
std::string_view NameOfFirst(SourceWords words);

}  // namespace xb
