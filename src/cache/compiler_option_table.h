// SPDX-License-Identifier: Apache-2.0
// Which options of gcc and clang take what, and which of them the cache does
// not follow: the tables behind compiler_options.h.  Any thread.
#pragma once

#include <span>
#include <string_view>

namespace xb {

struct DirectoryOption {
  std::string_view name;
  bool is_system;
};
// With a directory in which headers are looked for, joined or next; of two
// that begin alike the longer one comes first.
std::span<const DirectoryOption> DirectoryOptions();

// `--sysroot` by all its names, by the same rule.
std::span<const std::string_view> SysrootOptions();

// Its argument is an output, or has no effect on one.
bool IsNeutralOption(std::string_view option);

// The part of `option` in front of the name of a file that is read; empty when
// it is none of these.
std::string_view FileOptionOf(std::string_view option);

// Its argument is the next word, and what it means is without interest here.
bool TakesNextWord(std::string_view option);

// Why the result of a command with this option is not kept; empty for all that
// does not speak against it.
std::string_view RefusalOf(std::string_view option);

// The same after `-Xclang`, which lets more through.
bool IsRefusedFrontEndOption(std::string_view option);

}  // namespace xb
