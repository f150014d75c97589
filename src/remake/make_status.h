// SPDX-License-Identifier: Apache-2.0
// Which stdout the xb at the top shows its status on: makes below that write
// to the same show theirs, those whose output is read by somebody do not.
#pragma once

namespace xb {

inline constexpr char kStatusVariable[] = "XB_MAKE_STATUS";
// `1`: as --auto-deps.
inline constexpr char kAutoDepsVariable[] = "XB_AUTO_DEPS";
// `1`: as --trace-make.
inline constexpr char kTraceVariable[] = "XB_TRACE_MAKE";
// `1`: makes below remember recipes, and go by their commands and what they
// made, as the plain xb above does.
inline constexpr char kRecipesVariable[] = "XB_MAKE_RECIPES";
// A file to which makes below add their compile commands, instead of building.
inline constexpr char kCompileListVariable[] = "XB_MAKE_COMPILES";
// Set and not empty: no `.xb/make-*` is written or believed.
inline constexpr char kNoMemoryVariable[] = "XB_NO_MAKE_MEMORY";

}  // namespace xb
