// SPDX-License-Identifier: Apache-2.0
// Terminal escape sequences in text: dropping them and measuring around them.
// Only `ESC [ parameters letter` counts as one, as compilers use them for
// colour.  Pure functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace xb {

// `text` without escape sequences, nor any ESC that does not begin one.
std::string StripAnsi(std::string_view text);

// The length of the escape sequence at the front of `text`; 0 when there is
// none or it is not complete.
size_t AnsiSequenceLength(std::string_view text);

// How many characters of `text` are visible.  A character is a byte and the
// UTF-8 continuation bytes that follow it.
size_t VisibleWidth(std::string_view text);

// True when nothing visible follows the last newline of `text`; an empty text
// ends no line.
bool EndsLine(std::string_view text);

// `text` cut to `width` visible characters: `...` in place of what is too much
// in its middle.  Escape sequences have no width and all stay, so that colours
// that began in the middle still end.
std::string ElideMiddle(std::string_view text, size_t width);

}  // namespace xb
