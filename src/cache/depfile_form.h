// SPDX-License-Identifier: Apache-2.0
// Compilers break the lines of a depfile by the length of its words.  One that
// is brought to another directory, where its paths have another length, gets
// the line breaks that the compiler would have made there.  Pure functions, any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace xb {

enum class DepfileForm : uint8_t {
  kAsIs,  // nobody knows how it was broken
  kGcc,
  kClang,
};

// Whose line breaks `depfile` has; kAsIs when they are of neither.
DepfileForm FormOf(std::string_view depfile);

// `depfile` as the compiler would have broken it.
std::string WithForm(std::string_view depfile, DepfileForm form);

}  // namespace xb
